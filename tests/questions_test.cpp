// What can be asked about the inside of a run: every question answers without altering anything, and refuses clearly.
#include "race/questions.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::Message;
using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

TEST_CASE("questions: asking alters nothing, and the same question has the same answer", "[questions]") {
  for (const std::string& json : {test::every_activation, test::normalised}) {
    const RaceSpec spec = read(json);
    Race race(spec, all_runs(spec), 1000);
    race.advance(7, forever);
    const auto before = hashes(race);
    for (std::size_t i = 0; i < race.runs().size(); ++i) {
      const Trainer::State state = race.runs()[i].trainer.save();
      for (const Question& question : questions()) {
        const auto answer = [&]() -> Value {
          try {
            return ask(race, i, question.id, {});
          } catch (const std::invalid_argument& refusal) {
            return refusal.what();  // some make no sense of some runs
          }
        };
        CAPTURE(question.id, i);
        const Value first = answer();
        CHECK(answer() == first);
        CHECK(race.runs()[i].trainer.save() == state);
      }
    }
    CHECK(hashes(race) == before);
  }
}

TEST_CASE("questions: an unknown one and unknown options are refused by name", "[questions]") {
  const RaceSpec spec = read(R"({"lanes": [{"activation": "relu"}]})");
  Race race(spec, all_runs(spec), 1000);
  CHECK_THROWS_MATCHES(ask(race, 0, "mood", {}), std::invalid_argument,
                       Message("question: 'mood' is unknown; allowed: " + words_of(questions())));
  for (const Question& question : questions()) {
    Object options = object_of("colour", 3);
    CHECK_THROWS_AS(ask(race, 0, question.id, std::move(options)), std::invalid_argument);
  }
}

TEST_CASE("question network: every parameter, layer by layer", "[questions]") {
  const RaceSpec spec = read(R"({"network": {"layers": [{"units": 3}, {"units": 2, "norm": "layer"}]},
      "lanes": [{"activation": "prelu"}, {"activation": "maxout"}]})");
  Race race(spec, all_runs(spec), 1000);
  race.advance(5, forever);
  for (std::size_t i = 0; i < 2; ++i) {
    const Value answer = ask(race, i, "network", {});
    CHECK(*answer.find("step")->as<double>() == 5);
    const Array& layers = *answer.find("layers")->as<Array>();
    REQUIRE(layers.size() == 3);
    const Network& network = race.runs()[i].trainer.network();
    std::size_t count = 0;
    for (const Network::Block& block : network.blocks()) {
      const auto l = static_cast<std::size_t>(block.name.back() - '0');
      const std::string name = block.name.substr(0, block.name.size() - 1);
      const Value* holder = layers[l].find(name);
      if (!holder) holder = layers[l].find("learned")->find(name);
      REQUIRE(holder);
      const Floats32& values = *holder->as<Floats32>();
      const auto own = network.parameters().subspan(static_cast<std::size_t>(block.offset), values.size());
      CHECK(std::equal(values.begin(), values.end(), own.begin(), own.end()));
      count += values.size();
    }
    CHECK(static_cast<int>(count) == network.parameter_count());
    CHECK(*layers[0].find("activation")->as<std::string>() == (i == 0 ? "prelu" : "maxout"));
    CHECK(*layers[2].find("activation")->as<std::string>() == "logistic");
    CHECK(*layers[0].find("units")->as<double>() == 3);
    CHECK(*layers[0].find("pieces")->as<double>() == (i == 0 ? 1 : 2));
  }
}

}  // namespace
}  // namespace nonlin
