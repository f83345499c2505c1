// Initialisers: moments, same draws whatever the activation, the width or the gain, textbook per row, given constants.
#include "model/initializer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "math/random.hpp"
#include "numbers.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

Network made(const NetworkSpec& spec, const InitializerSpec& initializer, std::uint32_t seed = 5) {
  Network network(spec);
  initialize(network, initializer, seed);
  return network;
}

Network made(const NetworkSpec& spec, std::string_view id, double gain = 1, double bias = 0, std::uint32_t seed = 5) {
  return made(spec, {find_initializer(id), gain, bias}, seed);
}

NetworkSpec one_layer(std::string_view activation, int inputs = 100, int units = 200, int outputs = 1) {
  return {.inputs = inputs, .layers = {make_layer(units, test::activation(activation))}, .outputs = outputs};
}

/// The weights of layer `l`.
std::span<const float> weights(const Network& network, int l) {
  const LayerView& view = network.layers()[at(l)];
  return network.parameters().subspan(at(view.weights), at(view.rows * view.inputs));
}

struct Moments {
  double mean = 0, sd = 0, largest = 0, kurtosis = 0;
  explicit Moments(std::span<const float> x) {
    const double n = static_cast<double>(x.size());
    for (float v : x) mean += v / n, largest = std::max(largest, std::fabs(static_cast<double>(v)));
    double fourth = 0;
    for (float v : x) sd += (v - mean) * (v - mean) / n, fourth += std::pow(v - mean, 4) / n;
    kurtosis = fourth / (sd * sd);
    sd = std::sqrt(sd);
  }
};

TEST_CASE("every initialiser has the standard deviation and the shape of its paper", "[initializer]") {
  struct Want {
    const char* id;
    double sd;
    bool uniform;
  };
  const double in = 100, units = 200;
  const Want wanted[] = {{"xavier-normal", std::sqrt(2 / (in + units)), false},
                         {"xavier-uniform", std::sqrt(2 / (in + units)), true},
                         {"he-normal", std::sqrt(2 / in), false},
                         {"he-uniform", std::sqrt(2 / in), true},
                         {"lecun-normal", std::sqrt(1 / in), false},
                         {"normal", 1, false},
                         {"uniform", 1 / std::sqrt(3.0), true},
                         {"textbook", std::sqrt(2 / in), false},
                         {"auto", std::sqrt(2 / in), false}};
  for (const Want& want : wanted)
    for (double gain : {1.0, 0.3}) {
      INFO(want.id << ", gain " << gain);
      const Network network = made(one_layer("relu"), want.id, gain);
      const Moments m(weights(network, 0));
      // 20,000 draws: four standard errors.
      CHECK(std::fabs(m.mean) < 4 * want.sd * gain / std::sqrt(20000.0));
      CHECK(test::close(m.sd, want.sd * gain, 0, 4 / std::sqrt(40000.0)));
      CHECK(test::close(m.kurtosis, want.uniform ? 1.8 : 3, 0.2));
      if (want.uniform)
        CHECK((m.largest <= std::sqrt(3.0) * want.sd * gain && m.largest > 0.999 * std::sqrt(3.0) * want.sd * gain));
    }
}

TEST_CASE("zeros are zero, identity copies input i to unit i times the gain, biases are what was asked",
          "[initializer]") {
  const Network zeros = made(one_layer("tanh", 3, 4), "zeros", 5, 0.25);
  for (int l : {0, 1})
    for (float w : weights(zeros, l)) CHECK(w == 0);
  const Network identity =
      made({.inputs = 3, .layers = {make_layer(4, test::activation("maxout"))}, .outputs = 2}, "identity", 1.5, -2);
  for (int unit = 0; unit < 4; ++unit)
    for (int piece = 0; piece < 2; ++piece)
      for (int input = 0; input < 3; ++input)
        CHECK(weights(identity, 0)[at((unit * 2 + piece) * 3 + input)] == (unit == input ? 1.5f : 0.0f));
  for (const Network* network : {&zeros, &identity})
    for (const LayerView& view : network->layers())
      for (int r = 0; r < view.rows; ++r)
        CHECK(network->parameters()[at(view.biases + r)] == (network == &zeros ? 0.25f : -2.0f));
}

TEST_CASE("a layer's biases start where it says, those of the others where the initialiser says", "[initializer]") {
  NetworkSpec spec{.layers = {make_layer(3, test::activation("relu")), make_layer(4, test::activation("relu"))}};
  spec.layers[0].start_bias = -5;
  const Network network = made(spec, "he-normal", 1, 0.25);
  for (const LayerView& view : network.layers())
    for (int r = 0; r < view.rows; ++r)
      CHECK(network.parameters()[at(view.biases + r)] == (view.units == 3 ? -5.0f : 0.25f));
}

TEST_CASE("a constant makes every weight the gain", "[initializer]") {
  const Network network = made(one_layer("tanh", 3, 4), "constant", 0.25, 1);
  for (int l : {0, 1})
    for (float w : weights(network, l)) CHECK(w == 0.25f);
}

TEST_CASE("hidden biases spread uniformly around their start, each by a draw of its own, and no weight moves",
          "[initializer]") {
  const auto biases = [](const Network& network, int l) {
    const LayerView& view = network.layers()[at(l)];
    return network.parameters().subspan(at(view.biases), at(view.rows));
  };
  NetworkSpec spec = one_layer("relu", 3, 256, 8);
  spec.layers.resize(4, spec.layers[0]);
  const InitializerSpec spread{find_initializer("he-normal"), 1, 0.5, 2};
  const Network plain = made(spec, "he-normal", 1, 0.5), network = made(spec, spread);
  std::set<float> seen;
  double mean = 0, square = 0;
  for (int l = 0; l < 4; ++l) {
    CHECK(test::same_bits(weights(network, l), weights(plain, l)));
    for (float b : biases(network, l)) {
      const double u = (static_cast<double>(b) - 0.5) / 2;
      CHECK((u > -1 && u < 1));
      seen.insert(b);
      mean += u / 1024;
      square += u * u / 1024;
    }
  }
  CHECK(seen.size() == 1024);
  // Four standard errors of 1,024 uniform numbers in (-1, 1).
  CHECK(std::fabs(mean) < 4 / std::sqrt(3.0 * 1024));
  CHECK(std::fabs(square - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / 1024));
  for (float b : biases(network, 4)) CHECK(b == 0.5f);  // the output layer's
  for (float b : biases(plain, 0)) CHECK(b == 0.5f);
  // Addressed by layer, unit and piece: another width moves nothing, the first piece has the draw of one piece.
  const Network narrow = made(one_layer("maxout", 3, 4), spread);
  for (int unit = 0; unit < 4; ++unit) CHECK(biases(narrow, 0)[at(2 * unit)] == biases(network, 0)[at(unit)]);
}

TEST_CASE("textbook is He, LeCun or Xavier normal by the row, Xavier for the output layer, whatever the row",
          "[initializer]") {
  const std::map<Textbook, std::string_view> named{
      {Textbook::he, "he-normal"}, {Textbook::lecun, "lecun-normal"}, {Textbook::xavier, "xavier-normal"}};
  std::set<Textbook> seen;
  for (const Activation& row : activations()) {
    INFO(row.id);
    const NetworkSpec spec = one_layer(row.id, 5, 7, 2);
    const Network textbook = made(spec, "textbook");
    CHECK(test::same_bits(weights(textbook, 0), weights(made(spec, named.at(row.textbook)), 0)));
    CHECK(test::same_bits(weights(textbook, 1), weights(made(spec, "xavier-normal"), 1)));
    seen.insert(row.textbook);
  }
  CHECK(seen.size() == 3);
  CHECK(test::activation("relu").textbook == Textbook::he);
  CHECK(test::activation("selu").textbook == Textbook::lecun);
  CHECK(test::activation("tanh").textbook == Textbook::xavier);
}

TEST_CASE("auto is the row's gain over the root of the fan-in, and 1 for the output layer", "[initializer]") {
  for (const Activation& row : activations()) {
    INFO(row.id);
    const NetworkSpec spec = one_layer(row.id, 5, 7, 2);
    const Network network = made(spec, "auto");
    const LayerView& view = network.layers()[0];
    for (int unit = 0; unit < 7; ++unit)
      for (int input = 0; input < 5; ++input) {
        const std::uint32_t draw = random_block(
            5, Stream::weights, {0, static_cast<std::uint32_t>(unit), 0, static_cast<std::uint32_t>(input)})[0];
        CHECK(test::close(weights(network, 0)[at(unit * view.pieces * 5 + input)],
                          normal(draw) * row.auto_gain / std::sqrt(5.0), 0, 1e-6));
      }
    CHECK(test::same_bits(weights(network, 1), weights(made(spec, "lecun-normal"), 1)));
  }
  CHECK(test::close(test::activation("relu").auto_gain, 1.414, 0.001));
  CHECK(test::close(test::activation("tanh").auto_gain, 1.467, 0.001));
  CHECK(test::close(test::activation("sigmoid").auto_gain, 4.72, 0.005));
  CHECK(test::activation("step").auto_gain == 1);
  CHECK(test::activation("maxout").auto_gain == 1);
}

TEST_CASE("equal shape and gain give equal bits, whatever the activation", "[initializer]") {
  const NetworkSpec base = one_layer("relu", 4, 9);
  for (const Activation& row : activations()) {
    if (row.highest_pieces > 1) continue;
    INFO(row.id);
    const Network a = made(base, "he-normal", 0.5), b = made(one_layer(row.id, 4, 9), "he-normal", 0.5);
    for (int l : {0, 1}) CHECK(test::same_bits(weights(a, l), weights(b, l)));
  }
  // Maxout: piece 0 has the other lanes' draws, further pieces their own; fans count units, not pieces.
  for (std::string_view id : {"he-normal", "xavier-normal", "xavier-uniform"}) {
    const Network relu = made(base, id), maxout = made(one_layer("maxout", 4, 9), id);
    for (int unit = 0; unit < 9; ++unit) {
      CHECK(test::same_bits(weights(relu, 0).subspan(at(unit * 4), 4), weights(maxout, 0).subspan(at(unit * 8), 4)));
      CHECK_FALSE(
          test::same_bits(weights(relu, 0).subspan(at(unit * 4), 4), weights(maxout, 0).subspan(at(unit * 8 + 4), 4)));
    }
    CHECK(test::same_bits(weights(relu, 1), weights(maxout, 1)));
  }
}

TEST_CASE("another width moves no draw, another seed moves all, and every weight has its own", "[initializer]") {
  const Network narrow = made(one_layer("relu", 3, 4), "normal"), wide = made(one_layer("relu", 3, 40), "normal"),
                more = made(one_layer("relu", 5, 4), "normal"),
                other = made(one_layer("relu", 3, 4), "normal", 1, 0, 6);
  CHECK(test::same_bits(weights(narrow, 0), weights(wide, 0).subspan(0, 12)));
  CHECK(test::same_bits(weights(narrow, 1), weights(wide, 1).subspan(0, 4)));
  for (int unit = 0; unit < 4; ++unit)
    CHECK(test::same_bits(weights(narrow, 0).subspan(at(unit * 3), 3), weights(more, 0).subspan(at(unit * 5), 3)));
  std::set<float> seen;
  std::size_t count = 0;
  for (const Network* network : {&wide, &other})
    for (int l : {0, 1}) {
      const auto w = weights(*network, l);
      seen.insert(w.begin(), w.end());
      count += w.size();
    }
  CHECK(seen.size() == count);
}

TEST_CASE("every random initialiser is a growing function of the same draw", "[initializer]") {
  for (const Initializer& row : initializers()) {
    if (row.id == "zeros" || row.id == "constant" || row.id == "identity") continue;
    double before = -1e9;
    for (std::uint64_t x = 0; x <= 0xffffffffu; x += 0x01010101u) {
      const double w = row.weight(static_cast<std::uint32_t>(x), 6, 3, 1, 2, &test::activation("tanh"));
      CHECK(w > before);
      before = w;
    }
    CHECK(std::isfinite(before));
    CHECK(find_initializer(row.id) == &row);
  }
  CHECK(find_initializer("orthogonal") == nullptr);
}

TEST_CASE("learned parameters start at their setting, and weight draws do not move for them", "[initializer]") {
  NetworkSpec spec = one_layer("prelu", 3, 4);
  spec.layers[0].parameters[0].value = 0.125;
  const Network network = made(spec, "he-normal", 3, 1);
  const auto& block = network.layers()[0].learned.at(0);
  CHECK(block.count == 4);
  for (int i = 0; i < 4; ++i) CHECK(network.parameters()[at(block.offset + i)] == 0.125f);
  CHECK(test::same_bits(weights(network, 0), weights(made(one_layer("relu", 3, 4), "he-normal", 3, 1), 0)));
}

TEST_CASE("the hash of the draws is that of the shape and the seed, not of activation, pieces or gain",
          "[initializer]") {
  const std::uint64_t base = draws_hash(one_layer("relu", 2, 8), 1);
  for (const Activation& row : activations()) CHECK(draws_hash(one_layer(row.id, 2, 8), 1) == base);
  CHECK(draws_hash(one_layer("relu", 2, 8), 2) != base);
  CHECK(draws_hash(one_layer("relu", 2, 9), 1) != base);
  CHECK(draws_hash(one_layer("relu", 3, 8), 1) != base);
  CHECK(draws_hash(one_layer("relu", 2, 8, 2), 1) != base);
  NetworkSpec deeper = one_layer("relu", 2, 8);
  deeper.layers.push_back(deeper.layers[0]);
  CHECK(draws_hash(deeper, 1) != base);
}

}  // namespace
}  // namespace nonlin
