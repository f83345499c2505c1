// TensorFlow Playground, reproduced: its random numbers, points and starting weights to the printed digits, and the
// losses of its own engine (upstream's modules at 02469bd under Node, seed 0.59704, half of the points trained on).
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "data_points.hpp"
#include "math/text_random.hpp"
#include "numbers.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

DataSpec playground(const std::string& id, double noise = 0) {
  DataSpec spec;
  spec.generator = id;
  spec.noise = noise;
  spec.train_share = 0.5;
  spec.text_seed = "0.59704";
  return spec;
}

/// A link's run: hidden layers of one activation, the rest as Playground has it unless `more` says so.
std::string run(const std::string& id, const std::string& activation, const std::string& units, double batch,
                const std::string& more = "") {
  const bool values = id == "tfp-plane";
  std::string layers;
  for (const char c : units) layers += join(layers.empty() ? "" : ", ", R"({"units": )", std::string(1, c), "}");
  // For values half the squared error at 0.03 is the squared error at 0.015, to the bit.
  return join(R"({"data": {"generator": ")", id, R"(", "textSeed": "0.59704", "trainShare": 0.5},
      "network": {"layers": [)",
              layers, R"(]}, "head": ")", values ? "identity" : "tanh", R"(", "loss": ")", values ? "mse" : "half-mse",
              R"(", "optimizer": {"id": "sgd", "rate": )", values ? 0.015 : 0.03,
              R"(}, "initializer": {"id": "tfp", "bias": 0.1},
      "batch": {"size": )",
              batch, R"(, "order": "fixed", "leftover": "carry"}, "stop": {"steps": 12500}, )", more,
              R"("lanes": [{"activation": ")", activation, R"("}]})");
}

}  // namespace

TEST_CASE("numbers from a text are seedrandom's, to the bit", "[playground]") {
  TextRandom hello("hello."), link("0.59704");
  for (const double want : {0.9282578795792454, 0.3752569768646784}) CHECK(hello.next() == want);
  for (const double want : {0.3720885891366738, 0.5777042295963245, 0.512260760220704}) CHECK(link.next() == want);
  TextRandom copy = link;
  CHECK(copy.next() == link.next());
  double lowest = 1, highest = 0;
  for (int i = 0; i < 20000; ++i) {
    const double u = link.next();
    lowest = std::min(lowest, u), highest = std::max(highest, u);
  }
  CHECK((lowest >= 0 && lowest < 0.001 && highest > 0.999 && highest < 1));
}

TEST_CASE("points are Playground's", "[playground]") {
  struct Set {
    std::string id;
    int count;
    std::vector<std::array<double, 3>> first;  // x, y, class or value
  };
  const std::vector<Set> sets{
      {"tfp-circle",
       500,
       {{0.240144912221, 0.460358932072, 1}, {-4.20372885972, -0.0797914126485, 0}, {3.93985963888, 1.57532535682, 0}}},
      {"tfp-xor",
       500,
       {{-3.22307949038, -4.53475923008, 1},
        {-0.603426292937, 2.76979426268, 0},
        {-0.345806475579, -3.40537930894, 1}}},
      {"tfp-gauss",
       500,
       {{-1.76892417942, -1.87280991986, 0}, {-2.27645792307, -1.7914945109, 0}, {0.920501637678, 3.25878740832, 1}}},
      {"tfp-spiral",
       500,
       {{-0.719943151827, 0.00904754871601, 0},
        {-0.014001844718, -0.0787651467623, 0},
        {1.6283063516, -3.7627939653, 1}}},
      {"tfp-plane",
       1200,
       {{-0.0676091387185, 2.49795766258, 0.243034852387},
        {3.34501946498, 1.84013581504, 0.518515528003},
        {-3.42958716741, 5.60085464383, 0.217126747642}}},
      {"tfp-gauss-plane",
       1200,
       {{-0.0676091387185, 2.49795766258, -0.966180010421},
        {3.34501946498, 1.84013581504, 0.535128984599},
        {-3.42958716741, 5.60085464383, 0}}},
  };
  for (const Set& set : sets) {
    INFO(set.id);
    const Dataset data = make_dataset(playground(set.id), 7);
    REQUIRE(data.count == set.count);
    CHECK(data.train_count == set.count / 2);
    for (std::size_t i = 0; i < set.first.size(); ++i) {
      const auto n = static_cast<std::size_t>(set.count);
      const std::array<double, 3>& want = set.first[i];
      // Narrowed to float once: the nearest float of the printed number, but for numbers printed next to a border.
      CHECK_THAT(data.input[i], WithinRel(want[0], 6e-8));
      CHECK_THAT(data.input[n + i], WithinRel(want[1], 6e-8));
      CHECK_THAT(data.target[i], WithinAbs(want[2], 6e-8));
    }
  }
}

TEST_CASE("starting weights are Playground's next draws", "[playground]") {
  const std::map<std::string, std::array<double, 4>> first{
      {"tfp-circle", {0.0139613403520, 0.433025998308, 0.343979173642, 0.398530808976}},
      {"tfp-xor", {0.0139613403520, 0.433025998308, 0.343979173642, 0.398530808976}},
      {"tfp-gauss", {-0.00594721111797, 0.102984888984, -0.102745525024, 0.118184653929}},
      {"tfp-spiral", {-0.334779204888, -0.0530730306324, 0.493243798944, -0.213177778729}},
      {"tfp-plane", {0.364243628788, -0.235081267709, 0.486831082496, 0.479138335342}},
  };
  for (const auto& [id, want] : first) {
    INFO(id);
    const RaceSpec spec = test::read(run(id, "tanh", "42", 10));
    const Dataset data = make_dataset(spec.data, spec.seed);
    const Network network = starting_network(spec.lanes[0], data, spec.seed);
    for (std::size_t i = 0; i < want.size(); ++i) CHECK_THAT(network.parameters()[i], WithinRel(want[i], 1e-7));
    for (const LayerView& view : network.layers())
      for (int u = 0; u < view.rows; ++u)
        CHECK(network.parameters()[static_cast<std::size_t>(view.biases + u)] == 0.1f);
    // Layer after layer without a gap: the weights of the whole network are the next 4*2 + 2*4 + 1*2 numbers.
    TextRandom random = *data.after;
    for (const LayerView& view : network.layers())
      for (int i = 0; i < view.rows * view.inputs; ++i)
        CHECK(network.parameters()[static_cast<std::size_t>(view.weights + i)] ==
              static_cast<float>(random.next() - 0.5));
  }
}

TEST_CASE("further pieces of a unit draw after the whole network's first ones", "[playground]") {
  const auto start = [](const std::string& activation) {
    const RaceSpec spec = test::read(run("tfp-circle", activation, "4", 10));
    return starting_network(spec.lanes[0], make_dataset(spec.data, spec.seed), spec.seed);
  };
  const Network one = start("tanh"), two = start("maxout");
  REQUIRE(two.layers()[0].pieces == 2);
  for (int u = 0; u < 4; ++u)
    for (int i = 0; i < 2; ++i)
      CHECK(two.parameters()[static_cast<std::size_t>(two.layers()[0].weights + (2 * u) * 2 + i)] ==
            one.parameters()[static_cast<std::size_t>(one.layers()[0].weights + u * 2 + i)]);
  for (int i = 0; i < 4; ++i)
    CHECK(two.parameters()[static_cast<std::size_t>(two.layers()[1].weights + i)] ==
          one.parameters()[static_cast<std::size_t>(one.layers()[1].weights + i)]);
}

TEST_CASE("other data start from numbers in the same range", "[playground]") {
  const RaceSpec spec = test::read(R"({"initializer": {"id": "tfp", "gain": 2}, "lanes": [{"activation": "tanh"}]})");
  const Network network = starting_network(spec.lanes[0], make_dataset(spec.data, spec.seed), spec.seed);
  float largest = 0;
  for (const float w : network.parameters()) largest = std::max(largest, std::fabs(w));
  CHECK((largest > 0.98f && largest < 1));
}

TEST_CASE("noise is in per cent, moves the spiral's points and elsewhere what they are", "[playground]") {
  for (const std::string id : {"tfp-circle", "tfp-xor", "tfp-spiral", "tfp-plane", "tfp-gauss-plane"}) {
    INFO(id);
    const Dataset still = make_dataset(playground(id), 7), noisy = make_dataset(playground(id, 25), 7);
    CHECK((still.input == noisy.input) == (id != "tfp-spiral"));
    CHECK((still.target == noisy.target) == (id == "tfp-spiral"));
    double furthest = 0;
    for (std::size_t i = 0; i < still.input.size(); ++i)
      furthest = std::max(furthest, std::fabs(double{noisy.input[i]} - double{still.input[i]}));
    if (id == "tfp-spiral") CHECK((furthest > 0.24 && furthest <= 0.2500001));
  }
  // The clouds' variance goes from 0.5 to 4.
  for (const double noise : {0.0, 50.0}) {
    const test::Points points(playground("tfp-gauss", noise));
    test::Moments off;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double centre = points.target(i) == 1 ? 2 : -2;
      off.add(points.x(i) - centre), off.add(points.y(i) - centre);
    }
    CHECK(off.normal(std::sqrt(noise == 0 ? 0.5 : 4)));
  }
}

TEST_CASE("without a text seed the seed is the text", "[playground]") {
  DataSpec spec = playground("tfp-xor"), plain = spec;
  spec.text_seed = "1234";
  plain.text_seed.clear();
  CHECK(test::fingerprint(make_dataset(spec, 5)) == test::fingerprint(make_dataset(plain, 1234)));
  CHECK(test::fingerprint(make_dataset(plain, 1)) != test::fingerprint(make_dataset(plain, 2)));
  CHECK(test::fingerprint(make_dataset(spec, 1)) == test::fingerprint(make_dataset(spec, 2)));
  spec.count = 7;
  CHECK(make_dataset(spec, 1).train_count == 4);
}

TEST_CASE("the text is the first seed's, the others draw from their numbers", "[playground]") {
  const auto starts = [](const std::string& more) {
    const std::string data = R"({"seed": 7, "data": {"generator": "tfp-xor")",
                      lanes = R"("lanes": [{"activation": "tanh"}]})";
    const RaceSpec spec = test::read(join(data, more, R"(, "seeds": 3, "initializer": {"id": "tfp"}, )", lanes));
    Race race(spec, test::all_runs(spec), 1);
    std::vector<std::uint64_t> all = test::hashes(race);
    for (const Race::Run& run : race.runs()) all.push_back(race.certificate(run).data);
    return all;
  };
  const std::string text = R"(, "textSeed": "0.59704"})";
  const std::vector<std::uint64_t> with = starts(text), without = starts("}");
  for (const std::size_t i : {0u, 3u}) {  // hashes of the weights, then of the data
    CHECK(with[i] != without[i]);
    CHECK(with[i + 1] == without[i + 1]);
    CHECK(with[i + 2] == without[i + 2]);
    CHECK(with[i + 1] != with[i + 2]);
  }
  const std::vector<std::uint64_t> fixed = starts(text + R"(, "vary": ["order"])");
  for (const std::size_t i : {0u, 3u}) CHECK((fixed[i] == with[i] && fixed[i + 1] == with[i]));
}

TEST_CASE("the losses of Playground's own engine", "[playground]") {
  struct Golden {
    std::string spec;
    int steps_per_epoch;
    double scale;  // Playground's loss is this times ours
    std::map<int, std::array<double, 2>> losses;
  };
  const std::vector<Golden> runs{
      {run("tfp-circle", "tanh", "42", 10),
       25,
       1,
       {{0, {0.499440097, 0.501190089}},
        {1, {0.497578378, 0.498115848}},
        {10, {0.486274571, 0.484222429}},
        {100, {0.0103956732, 0.0115623639}}}},
      {run("tfp-circle", "identity", "42", 10),
       25,
       1,
       {{0, {0.496891351, 0.499253816}},
        {1, {0.4951818, 0.496422774}},
        {10, {0.492133654, 0.492000337}},
        {100, {0.491921658, 0.49170811}}}},
      {run("tfp-xor", "tanh", "42", 10),
       25,
       1,
       {{0, {0.500451801, 0.502342346}},
        {1, {0.495153403, 0.500153857}},
        {10, {0.482379828, 0.497518931}},
        {100, {0.0417020075, 0.0517772491}}}},
      {run("tfp-gauss", "tanh", "42", 10),
       25,
       1,
       {{0, {0.505741563, 0.51147328}},
        {1, {0.473478399, 0.477131591}},
        {10, {0.00853190993, 0.00886128173}},
        {100, {0.00050070183, 0.000556751965}}}},
      {run("tfp-spiral", "tanh", "88", 10),
       25,
       1,
       {{0, {0.605953489, 0.56538877}},
        {1, {0.496534558, 0.497348897}},
        {10, {0.465020748, 0.488795914}},
        {100, {0.444381018, 0.492370371}},
        {500, {0.160172291, 0.275461884}}}},
      {run("tfp-circle", "tanh", "42", 10, R"("regularization": {"l1": 0.01, "l1Zero": "stay"}, )"),
       25,
       1,
       {{0, {0.499440097, 0.501190089}},
        {1, {0.497500308, 0.498068946}},
        {10, {0.49264509, 0.491735711}},
        {100, {0.287222241, 0.291407423}}}},
      {run("tfp-circle", "tanh", "42", 30),
       8,
       1,
       {{0, {0.499440097, 0.501190089}},
        {1, {0.498843514, 0.500330292}},
        {10, {0.495197809, 0.495203764}},
        {100, {0.224779082, 0.264853669}}}},
      {run("tfp-plane", "tanh", "42", 10),
       60,
       0.5,
       {{0, {0.163678934, 0.167649153}},
        {1, {0.0347624064, 0.0375314076}},
        {10, {0.0046005641, 0.0053345399}},
        {100, {0.000245937166, 0.000300634402}}}},
  };
  for (const Golden& golden : runs) {
    INFO(golden.spec);
    const RaceSpec spec = test::read(golden.spec);
    Race race(spec, test::all_runs(spec), 1 << 20);
    for (const auto& [epoch, losses] : golden.losses) {
      INFO("epoch " << epoch);
      CHECK(race.runs()[0].trainer.steps_per_epoch() == golden.steps_per_epoch);
      race.advance(epoch * golden.steps_per_epoch, 1e9);
      const Race::Run& own = race.runs()[0];
      const auto loss = [&](const SampleSet& set) {
        return golden.scale * judge(own.trainer.network(), *own.experiment->pairing, set, *own.workspace).loss;
      };
      CHECK_THAT(loss(own.samples->train), WithinRel(losses[0], 1e-5));
      CHECK_THAT(loss(own.samples->test), WithinRel(losses[1], 1e-5));
    }
  }
}

}  // namespace nonlin
