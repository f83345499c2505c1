// What the page is told: frames, which alter nothing; packed states; and curves of the catalogue.
#include "race/session.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cmath>
#include <cstring>
#include <limits>

#include "numbers.hpp"
#include "race/catalogue.hpp"
#include "race_specs.hpp"

namespace nonlin {
namespace {

using test::all_runs;
using test::forever;
using test::hashes;
using test::read;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Session make_session(const RaceSpec& spec, int every = 10) { return Session(spec, all_runs(spec), every); }

const FrameRequest everything{.fields = 12, .fits = 20, .bands = true, .hashes = true};

TEST_CASE("asking alters nothing: races that are drawn, judged and hashed at many steps end with the same bits",
          "[session]") {
  for (
      const std::string& json :
      {test::every_activation, test::normalised,
       std::string(
           R"({"data": {"generator": "sine"}, "network": {"layers": [{"units": 7}]}, "batch": {"size": 9}, "stop": {"steps": 200},
                        "lanes": [{"activation": "tanh"}, {"activation": "relu"}]})"),
       std::string(
           R"({"data": {"parameters": {"classes": 3}, "count": 60}, "network": {"layers": [{"units": 7}]}, "stop": {"steps": 200},
                        "lanes": [{"activation": "tanh"}, {"activation": "maxout"}]})")}) {
    const RaceSpec spec = read(json);
    Session drawn = make_session(spec, 1);
    Race quiet(spec, all_runs(spec), 1000);
    for (int step : {0, 1, 2, 5, 17, 40, 80, 200}) {
      drawn.race().advance(step, forever);
      const auto before = hashes(drawn.race());
      const Trainer::State state = drawn.race().runs()[0].trainer.save();
      const Frame first = drawn.frame(everything), second = drawn.frame(everything);
      for (const Race::Run& run : drawn.race().runs()) {
        drawn.race().certificate(run);
        prepare(run.trainer.network(), run.samples->train, *run.workspace);
        judge(run.trainer.network(), *run.experiment->pairing, run.samples->train, *run.workspace);
        judge(run.trainer.network(), *run.experiment->pairing, run.samples->test, *run.workspace);
        data_band(run.trainer.network(), run.samples->train, *run.workspace);
      }
      CHECK(first.hashes == before);
      CHECK(hashes(drawn.race()) == before);
      CHECK(drawn.race().runs()[0].trainer.save() == state);
      // The same question has the same answer; only the records have been told.
      CHECK(first.fields == second.fields);
      CHECK(test::same_bits(first.fits, second.fits));
      CHECK(test::same_bits(first.bands, second.bands));
      CHECK(second.records.step.empty());
    }
    quiet.advance(200, forever);
    CHECK(hashes(drawn.race()) == hashes(quiet));
  }
}

TEST_CASE("a frame has a row for every run: step, state and the latest record", "[session]") {
  const RaceSpec spec = read(test::every_activation);
  Session session = make_session(spec);
  session.race().advance(25, forever);
  const Frame frame = session.frame({.hashes = true});
  const auto runs = session.race().runs();
  CHECK(frame.step == 25);
  REQUIRE(frame.state.size() == runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    CHECK(frame.state[i] == static_cast<std::uint8_t>(runs[i].state));
    CHECK(frame.step_of[i] == 25);
    CHECK(frame.state_step[i] == runs[i].state_step);
    CHECK(frame.train_loss[i] == runs[i].records.back().train.loss);
    CHECK(frame.test_loss[i] == runs[i].records.back().test.loss);
    CHECK(frame.train_score[i] == runs[i].records.back().train.score);
    CHECK(frame.test_score[i] == runs[i].records.back().test.score);
  }
  CHECK(frame.fields.empty());
  CHECK(frame.fits.empty());
  CHECK(frame.bands.empty());
}

TEST_CASE("every record is told once, in order", "[session]") {
  const RaceSpec spec = read(
      R"({"data": {"count": 30}, "network": {"layers": [{"units": 3}]}, "stop": {"steps": 100}, "seeds": 2, "lanes": [{"activation": "tanh"}, {"activation": "elu"}]})");
  Session session = make_session(spec, 7);
  std::vector<std::vector<int>> told(4);
  for (int step : {0, 3, 30, 31, 77, 100}) {
    session.race().advance(step, forever);
    const Frame frame = session.frame({});
    for (std::size_t i = 0; i < frame.records.step.size(); ++i)
      told[at(frame.records.run[i])].push_back(frame.records.step[i]);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    std::vector<int> steps;
    for (const Record& record : session.race().runs()[i].records) steps.push_back(record.step);
    CHECK(told[i] == steps);
  }
}

TEST_CASE("a field is the head's output in 256 levels, of several classes the winner and its probability",
          "[session]") {
  const int size = 9, pixels = size * size;
  for (
      const auto& [json, channels] :
      {std::pair{
           std::string(
               R"({"network": {"layers": [{"units": 5}]}, "lanes": [{"activation": "tanh"}, {"activation": "sine"}]})"),
           1},
       {std::string(
            R"({"head": "tanh", "network": {"layers": [{"units": 5}]}, "lanes": [{"activation": "tanh"}, {"activation": "sine"}]})"),
        1},
       {std::string(
            R"({"data": {"generator": "plane"}, "network": {"layers": [{"units": 5}]}, "lanes": [{"activation": "tanh"}, {"activation": "sine"}]})"),
        1},
       {std::string(
            R"({"data": {"parameters": {"classes": 4}}, "network": {"layers": [{"units": 5}]}, "lanes": [{"activation": "tanh"}, {"activation": "sine"}]})"),
        2}}) {
    INFO(json);
    const RaceSpec spec = read(json);
    Session session = make_session(spec);
    session.race().advance(30, forever);
    const Frame frame = session.frame({.fields = size});
    REQUIRE(frame.field_channels == channels);
    REQUIRE(frame.fields.size() == at(2 * channels * pixels));
    for (int r = 0; r < 2; ++r) {
      const Race::Run& run = session.race().runs()[at(r)];
      const Head& head = *find_head(run.experiment->pairing->head);
      const int k = run.trainer.network().spec().outputs;
      std::vector<float> y(at(k * pixels));
      Workspace workspace(run.trainer.network().spec());
      outputs(run.trainer.network(), head,
              make_grid(run.samples->inputs, session.ranges()[0][0], session.ranges()[0][1], size), y.data(),
              workspace);
      for (int i = 0; i < pixels; ++i) {
        const std::uint8_t* field = frame.fields.data() + r * channels * pixels;
        if (channels == 2) {
          int best = 0;
          for (int c = 1; c < k; ++c)
            if (y[at(c * pixels + i)] > y[at(best * pixels + i)]) best = c;
          CHECK(field[i] == best);
          CHECK(std::abs(field[pixels + i] - 255 * y[at(best * pixels + i)]) <= 0.51);
        } else {
          const double lo = head.id == "logistic" ? 0 : -1, share = std::clamp((y[at(i)] - lo) / (1 - lo), 0.0, 1.0);
          CHECK(std::abs(field[i] - 255 * share) <= 0.51);
        }
      }
    }
  }
}

TEST_CASE("lanes with one and with several outputs stand in one frame; one channel is padded", "[session]") {
  const RaceSpec spec = read(
      R"({"network": {"layers": [{"units": 4}]}, "lanes": [{"activation": "tanh"}, {"activation": "tanh", "set": {"head": "softmax"}}, {"activation": "relu"}]})");
  Session session = make_session(spec);
  const Frame frame = session.frame({.fields = 6});
  CHECK(frame.field_channels == 2);
  REQUIRE(frame.fields.size() == 3 * 2 * 36);
  for (std::size_t i = 36; i < 72; ++i) {
    CHECK(frame.fields[i] == 0);
    CHECK(frame.fields[144 + i] == 0);
    CHECK(frame.fields[36 + i] <= 1);
    CHECK(frame.fields[72 + i] >= 127);
  }
}

TEST_CASE("tasks with one input have fits and no fields; the view may be asked for", "[session]") {
  const RaceSpec one = read(
      R"({"data": {"generator": "abs"}, "network": {"layers": [{"units": 4}]}, "lanes": [{"activation": "tanh"}, {"activation": "relu"}]})");
  Session session = make_session(one);
  for (const std::array<double, 2> view : {std::array{-1.0, 1.0}, std::array{-5.0, 2.0}}) {
    const Frame frame = session.frame({.fields = 8, .fits = 11, .view = view});
    CHECK(frame.fields.empty());
    REQUIRE(frame.fits.size() == 22);
    Workspace workspace(one.lanes[1].network);
    std::vector<float> y(11);
    outputs(session.race().runs()[1].trainer.network(), *find_head("identity"),
            make_line({{{"x"}, 1, 0}, {}, {}}, view[0], view[1], 11), y.data(), workspace);
    CHECK(test::same_bits(y, std::span(frame.fits).subspan(11)));
  }
}

TEST_CASE("of many inputs the map shows two, each over its own range, the others at their mean over the training set",
          "[session]") {
  // The logit is the sum of the inputs, each in hundredths; the third point does not train. Means: 2, 20, 300.
  const RaceSpec spec =
      read(R"({"data": {"points": {"inputs": [[1, 0, 200], [3, 40, 400], [9, 90, 900]], "targets": [[0], [1], [1]],
      "train": [true, true, false]}}, "network": {"layers": []},
      "start": {"W0": [[0.01, 0.01, 0.01]], "b0": [0]}, "lanes": [{"name": "a"}, {"name": "b"}]})");
  const std::array ranges{std::array{0.2, 9.8}, std::array{-9.0, 99.0}, std::array{130.0, 970.0}};
  const std::array means{2.0, 20.0, 300.0};
  Session session(spec, all_runs(spec), 10);
  for (const std::array<int, 2> columns : {std::array{0, 1}, std::array{0, 2}, std::array{2, 1}}) {
    const Frame frame = session.frame({.fields = 5, .fits = 9, .columns = columns});
    CHECK(frame.fits.empty());
    REQUIRE(frame.field_channels == 1);
    REQUIRE(frame.fields.size() == 2 * 25);
    for (int i = 0; i < 50; ++i) {
      std::array<double, 3> at_pixel = means;
      const std::array<int, 2> place{i % 5, 4 - i % 25 / 5};
      for (std::size_t k = 0; k < 2; ++k) {
        const auto column = at(columns[k]);
        at_pixel[column] = ranges[column][0] + (place[k] + 0.5) / 5 * (ranges[column][1] - ranges[column][0]);
      }
      const double z = (at_pixel[0] + at_pixel[1] + at_pixel[2]) / 100;
      CHECK(std::abs(frame.fields[at(i)] - 255 / (1 + std::exp(-z))) < 1);
    }
  }
}

TEST_CASE("several labels have a map each, of their own probability, at most four", "[session]") {
  // Logits of the labels: x, y, -x ... at the middle of the picture's pixels.
  for (const int labels : {1, 3, 5}) {
    std::string targets, weights, biases;
    for (int l = 0; l < labels; ++l) {
      targets += l ? ", 1" : "1";
      biases += l ? ", 0" : "0";
      weights += join(l ? ", " : "", l % 2 ? "[0, 1]" : l ? "[-1, 0]" : "[1, 0]");
    }
    const RaceSpec spec =
        read(join(R"({"data": {"points": {"kind": "labels", "inputs": [[-4, -4], [4, 4]], "targets": [[)", targets,
                  "], [", targets, R"(]]}}, "network": {"layers": []}, "start": {"W0": [)", weights, R"(], "b0": [)",
                  biases, R"(]}, "lanes": [{"name": "a"}, {"name": "b"}]})"));
    Session session(spec, all_runs(spec), 10);
    const Frame frame = session.frame({.fields = 4, .view = std::array{-4.0, 4.0}});
    REQUIRE(frame.field_channels == std::min(labels, 4));
    REQUIRE(frame.fields.size() == at(2 * frame.field_channels * 16));
    for (int run = 0; run < 2; ++run)
      for (int l = 0; l < frame.field_channels; ++l)
        for (int row = 0; row < 4; ++row)
          for (int column = 0; column < 4; ++column) {
            const double x = -3 + 2 * column, y = 3 - 2 * row, z = l % 2 ? y : l ? -x : x;
            const double level = frame.fields[at(((run * frame.field_channels + l) * 4 + row) * 4 + column)];
            CHECK(std::abs(level - 255 / (1 + std::exp(-z))) < 1);
          }
  }
}

TEST_CASE("maps and lines are fed as the training set is, by its mean and standard deviation", "[session]") {
  // The network is its input: x standardised, the point of the training set with x = 1 and 5.
  const RaceSpec spec = read(R"({"data": {"points": {"inputs": [[1], [5], [11]], "targets": [[0.5], [1], [2]],
      "train": [true, true, false]}}, "inputs": {"standardize": true}, "network": {"layers": []},
      "start": {"W0": [[1]], "b0": [0]}, "lanes": [{"name": "line"}]})");
  Session session(spec, all_runs(spec), 10);
  const Frame frame = session.frame({.fits = 5, .view = std::array{-1.0, 7.0}});
  REQUIRE(frame.fits.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(frame.fits[i] == (-1 + 2 * static_cast<float>(i) - 3) / 2);
}

TEST_CASE("a frame says what a learned parameter has become on average, and not a number where nothing is learned",
          "[session]") {
  const RaceSpec spec = read(
      R"({"data": {"count": 32}, "network": {"layers": [{"units": 3}]}, "lanes": [{"activation": "prelu"},
      {"activation": "relu"}, {"activation": "prelu", "parameters": {"alpha": {"value": 0.5, "learned": "layer"}}}]})");
  Session session = make_session(spec);
  Frame frame = session.frame({.bands = true});
  REQUIRE(frame.learned.size() == 3);
  CHECK(frame.learned[0] == 0.25f);
  CHECK(std::isnan(frame.learned[1]));
  CHECK(frame.learned[2] == 0.5f);
  session.race().advance(20, 1e9);
  frame = session.frame({.bands = true});
  const Network& network = session.race().runs()[0].trainer.network();
  const int alpha = network.layers()[0].learned[0].offset;
  const auto at = [&](int i) { return static_cast<double>(network.parameters()[static_cast<std::size_t>(alpha + i)]); };
  CHECK(frame.learned[0] == static_cast<float>((at(0) + at(1) + at(2)) / 3));
  CHECK(frame.learned[0] != 0.25f);
  CHECK(session.frame({}).learned.empty());
}

TEST_CASE("the frame's step is that of the runs that go on; a run that diverged keeps its own", "[session]") {
  const RaceSpec spec = read(
      R"({"data": {"points": {"inputs": [[100], [-100]], "targets": [[100], [-100]], "kind": "values"}}, "network": {"layers": []},
      "optimizer": {"id": "sgd", "rate": 0.00001}, "stop": {"steps": 90}, "lanes": [{"name": "calm"}, {"name": "fast", "set": {"optimizer.rate": 100}}]})");
  Session session = make_session(spec);
  session.race().advance(60, forever);
  const Frame frame = session.frame({});
  CHECK(frame.step == 60);
  CHECK(frame.state[1] == static_cast<std::uint8_t>(RunState::diverged));
  CHECK(frame.step_of[1] == frame.state_step[1] - 1);
  const RunId fast[] = {{1, 0}};
  Session alone(spec, fast, 10);
  alone.race().advance(60, forever);
  CHECK(alone.frame({}).step == 60);  // nobody is left to wait for: where it was to go
}

TEST_CASE("after a change of the data a frame counts epochs of both, and the data are the race's, whoever has ended",
          "[session]") {
  // Epochs of 10 steps, from step 20 on of 2, from step 25 on of 4; the first lane diverges before.
  const RaceSpec spec = read(R"({"data": {"generator": "plane", "count": 100}, "network": {"layers": [{"units": 4}]},
      "optimizer": {"id": "sgd", "rate": 0.001}, "batch": {"size": 10}, "stop": {"steps": 40},
      "lanes": [{"activation": "squared-relu", "set": {"optimizer.rate": 1000}}, {"activation": "tanh"}],
      "changes": [{"step": 20, "set": {"data.count": 20}}, {"step": 22, "set": {"optimizer.rate": 0.002}},
                  {"step": 25, "set": {"data.count": 40}}]})");
  for (const bool both : {true, false}) {
    const std::vector<RunId> runs = both ? all_runs(spec) : std::vector<RunId>{{0, 0}};
    Session session(spec, runs, 10);
    for (const auto& [step, epoch, length, count] : std::initializer_list<std::array<int, 4>>{{0, 0, 10, 100},
                                                                                              {19, 1, 10, 100},
                                                                                              {20, 2, 2, 20},
                                                                                              {21, 2, 2, 20},
                                                                                              {22, 3, 2, 20},
                                                                                              {25, 4, 4, 40},
                                                                                              {28, 5, 4, 40},
                                                                                              {40, 8, 4, 40}}) {
      session.race().advance(step, forever);
      const Frame frame = session.frame({});
      INFO("step " << step << ", " << runs.size() << " runs");
      CHECK(frame.step == step);
      CHECK(frame.epoch == epoch);
      CHECK(frame.steps_per_epoch == length);
      CHECK(session.race().data_at(frame.step).count == count);
    }
    REQUIRE(session.race().runs()[0].state == RunState::diverged);
    CHECK(session.race().runs()[0].state_step < 20);
  }
}

TEST_CASE("packed states restore a run bit for bit, in another session, for every optimiser; its records are told anew",
          "[session]") {
  for (const Optimizer& row : optimizers()) {
    INFO(row.id);
    const RaceSpec spec = read(
        R"({"data": {"count": 40}, "network": {"layers": [{"units": 5, "dropout": 0.3}, {"units": 4, "norm": "batch"}]},
            "batch": {"size": 12}, "stop": {"steps": 90}, "optimizer": {"id": ")" +
        std::string(row.id) +
        R"(", "clip": 0.5, "schedule": {"id": "cosine", "warmup": 20}}, "lanes": [{"activation": "prelu"}, {"activation": "maxout"}]})");
    Session session = make_session(spec), other = make_session(spec);
    session.race().advance(37, forever);
    session.frame({});
    other.frame({});
    for (std::size_t i = 0; i < 2; ++i) {
      const Snapshot snapshot = unpack(pack(session.race().save(i)));
      CHECK(snapshot == session.race().save(i));
      other.restore(i, snapshot);
    }
    const Frame frame = other.frame({});
    CHECK(frame.step == 37);
    CHECK(frame.records.step == std::vector<std::int32_t>{37, 37});
    session.race().advance(90, forever);
    other.race().advance(90, forever);
    CHECK(hashes(session.race()) == hashes(other.race()));
  }
}

TEST_CASE("bytes that are no state of the run are refused", "[session]") {
  using Catch::Matchers::Message;
  const RaceSpec spec = read(R"({"network": {"layers": [{"units": 3}]}, "lanes": [{"activation": "tanh"}]})");
  Session session = make_session(spec);
  session.race().advance(12, forever);
  const Snapshot snapshot = session.race().save(0);
  const auto bytes = pack(snapshot);
  const std::size_t size = 80 + 3 * snapshot.state.parameters.size() * 4;
  REQUIRE(bytes.size() == size);
  CHECK_THROWS_MATCHES(unpack({}), std::invalid_argument, Message("state: 0 bytes; a state has 80 or more"));
  CHECK_THROWS_MATCHES(unpack(std::span(bytes).first(size - 1)), std::invalid_argument,
                       Message("state: " + std::to_string(size - 81) + " bytes of numbers; it says it has " +
                               std::to_string(size - 80)));
  const auto changed = [&](std::size_t place, auto x) {
    auto copy = bytes;
    std::memcpy(copy.data() + place, &x, sizeof x);
    return copy;
  };
  constexpr std::size_t powers = 16, best_loss = 32, step = 48, best_step = 52, standing = 64, count = 68, numbers = 80;
  CHECK_THROWS_MATCHES(unpack(changed(step, std::int32_t{-3})), std::invalid_argument,
                       Message("state: step -3 is negative"));
  CHECK_THROWS_MATCHES(unpack(changed(best_step, std::int32_t{13})), std::invalid_argument,
                       Message("state: its lowest loss is of step 13, its step is 12"));
  CHECK_THROWS_AS(unpack(changed(best_loss, std::numeric_limits<double>::quiet_NaN())), std::invalid_argument);
  CHECK_THROWS_MATCHES(unpack(changed(standing, std::uint8_t{9})), std::invalid_argument,
                       Message("state: it is judged in a way that does not exist"));
  CHECK_THROWS_AS(unpack(changed(count, std::uint32_t{0xffffffff})), std::invalid_argument);
  for (double power : {-0.1, 1.5, std::numeric_limits<double>::quiet_NaN()})
    CHECK_THROWS_MATCHES(unpack(changed(powers, power)), std::invalid_argument,
                         Message("state: a running product of a beta is outside 0..1"));
  for (float w : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
    CHECK_THROWS_MATCHES(unpack(changed(numbers + 4 * 5, w)), std::invalid_argument,
                         Message("state: a parameter is not finite"));
  CHECK(unpack(changed(step, std::int32_t{14})).state.step == 14);
  // Bytes of another network or another optimiser, and bytes that lie about what they are, leave the run as it was.
  const auto before = hashes(session.race());
  for (const auto& [text, message] : std::initializer_list<std::pair<const char*, const char*>>{
           {R"({"network": {"layers": [{"units": 4}]}, "lanes": [{"activation": "tanh"}]})",
            "state: of a network with other parameters than 'tanh' has"},
           {R"({"network": {"layers": [{"units": 3}]}, "optimizer": {"id": "sgd"}, "lanes": [{"activation": "tanh"}]})",
            "state: of another optimizer than 'tanh' has; a branch begins anew there"}}) {
    Session other = make_session(read(text));
    CHECK_THROWS_MATCHES(session.restore(0, other.race().save(0)), std::invalid_argument, Message(message));
  }
  Snapshot short_one = snapshot;
  short_one.state.moment2.pop_back();
  CHECK_THROWS_MATCHES(session.restore(0, short_one), std::invalid_argument,
                       Message("state: its numbers are not as many as 'tanh' has"));
  CHECK(hashes(session.race()) == before);
}

TEST_CASE("a curve has the row's values and slopes, maxout the larger of x and -x/2, gates x as both parts",
          "[session]") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    const Curve curve = sample_curve(row.id, nullptr, -4, 4, 33);
    REQUIRE(curve.value.size() == 33);
    REQUIRE(curve.slope.size() == 33);
    for (int i = 0; i < 33; ++i) {
      const double x = -4 + i * 0.25;
      if (row.gated) {
        const double sigma = 1 / (1 + std::exp(-x)), s = sigma * (1 - sigma), glu = x * sigma,
                     glu_slope = sigma + x * s;
        CHECK(test::close(curve.value[at(i)], row.id == "glu" ? glu : x * glu, 1e-6, 1e-6));
        CHECK(test::close(curve.slope[at(i)], row.id == "glu" ? glu_slope : glu + x * glu_slope, 1e-6, 1e-6));
        continue;
      }
      if (row.highest_pieces > 1) {
        CHECK(curve.value[at(i)] == static_cast<float>(std::max(x, -x / 2)));
        if (x != 0) CHECK(curve.slope[at(i)] == (x > 0 ? 1.0f : -0.5f));
        continue;
      }
      const double p[] = {row.parameters[0].initial, row.parameters[1].initial, 0, 0};
      CHECK(test::close(curve.value[at(i)], row.value_double(x, p), 1e-6, 1e-6));
      CHECK(test::close(curve.slope[at(i)], row.slope_double(x, p), 1e-6, 1e-6));
    }
  }
  CHECK(sample_curve("elu", parse_json(R"({"alpha": 3})"), -30, 0, 3).value[0] == -3);
  CHECK(sample_curve("maxout", parse_json(R"({"pieces": 4})"), -2, 2, 5).value == std::vector<float>{1, 0.5f, 0, 1, 2});
  using Catch::Matchers::Message;
  CHECK_THROWS_MATCHES(sample_curve("relux", nullptr, -1, 1, 9), std::invalid_argument,
                       Message("curve: 'relux' is no activation"));
  for (const auto& [lo, hi, count] :
       {std::tuple{-1.0, 1.0, 1}, {-1.0, 1.0, 5000}, {1.0, 1.0, 9}, {0.0, std::numeric_limits<double>::infinity(), 9}})
    CHECK_THROWS_AS(sample_curve("relu", nullptr, lo, hi, count), std::invalid_argument);
}

TEST_CASE("mean and spread of the output for normal input", "[session]") {
  const auto close = [](const OutputMoments& made, double mean, double spread) {
    return test::close(made.mean, mean, 2e-6, 2e-6) && test::close(made.spread, spread, 2e-6, 2e-6);
  };
  const double pi = 3.141592653589793;
  CHECK(close(output_moments("relu", nullptr), 1 / std::sqrt(2 * pi), std::sqrt(0.5 - 0.5 / pi)));
  CHECK(close(output_moments("selu", nullptr), 0, 1));  // what its two numbers were chosen for
  CHECK(close(output_moments("step", nullptr), 0.5, 0.5));
  CHECK(close(output_moments("square", nullptr), 1, std::sqrt(2.0)));
  CHECK(close(output_moments("tanh", parse_json(R"({"outer": 0, "shift": -3})")), -3, 0));
  CHECK(close(output_moments("identity", parse_json(R"({"outer": 2, "inner": 3, "shift": 1})")), 1, 6));
  CHECK_THROWS_AS(output_moments("maxout", nullptr), std::invalid_argument);
  CHECK_THROWS_AS(output_moments("relux", nullptr), std::invalid_argument);
}

TEST_CASE("what a page would have to wait for is refused, what the command line runs is not", "[session]") {
  const auto race = [](int layers, int lanes) {
    std::string hidden, all;
    for (int i = 0; i < layers; ++i) hidden += join(i ? ", " : "", R"({"units": 256})");
    for (int i = 0; i < lanes; ++i) all += join(i ? ", " : "", R"({"activation": "relu"})");
    return read(join(R"({"data": {"count": 20000}, "network": {"layers": [)", hidden, R"(]}, "lanes": [)", all, "]}"));
  };
  const RaceSpec wide = race(3, 9);
  CHECK_THROWS_WITH(
      make_session(wide),
      "network: 23 thousand million parameters times points in one worker; allowed: 20; 'nonlin train' on "
      "the command line runs it");
  CHECK(make_session(race(1, 9)).race().budget() == 300);
}

}  // namespace
}  // namespace nonlin
