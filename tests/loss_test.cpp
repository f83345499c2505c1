// Heads and losses against golden values and their definitions in double.
#include "model/loss.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <set>

#include "golden.hpp"
#include "numbers.hpp"
#include "plain_network.hpp"

namespace nonlin {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Logits and targets of a batch, feature-major, padded with the last sample.
struct Table {
  int count, k, n;
  Floats z, t;
  Table(const std::vector<std::vector<double>>& logits, const std::vector<std::vector<double>>& targets)
      : count(static_cast<int>(logits.size())),
        k(static_cast<int>(logits[0].size())),
        n(padded(count)),
        z(at(k * n)),
        t(at(k * n)) {
    for (int i = 0; i < k; ++i)
      for (int s = 0; s < n; ++s) {
        const auto row = at(std::min(s, count - 1));
        z[at(i * n + s)] = static_cast<float>(logits[row][at(i)]);
        t[at(i * n + s)] = static_cast<float>(targets[row][at(i)]);
      }
  }
};

struct Result {
  Floats dz, loss;
  double mean = 0;  // over the real samples
};

Result compute(const Pairing& pairing, const Table& x) {
  Result r{Floats(at(x.k * x.n)), Floats(at(x.n))};
  pairing.compute(x.z.data(), x.t.data(), r.dz.data(), r.loss.data(), x.k, x.n, x.count);
  for (int s = 0; s < x.count; ++s) r.mean += r.loss[at(s)];
  r.mean /= x.count;
  return r;
}

/// The pairings of each golden loss.
const std::map<std::string, std::vector<std::pair<const char*, const char*>>> of_golden{
    {"mse", {{"identity", "mse"}}},
    {"half_mse", {{"identity", "half-mse"}}},
    {"mae", {{"identity", "mae"}}},
    {"huber", {{"identity", "huber"}}},
    {"bce_logits", {{"logistic", "cross-entropy"}, {"sigmoids", "cross-entropy"}}},
    {"mse_sigmoid", {{"logistic", "mse"}}},
    {"hinge", {{"logistic", "hinge"}}},
    {"softmax_ce", {{"softmax", "cross-entropy"}}},
    {"multi_hinge", {{"identity", "multi-hinge"}}}};

TEST_CASE("losses and their slopes are those of the golden file, extreme logits included", "[loss]") {
  const auto& file = golden("losses");
  const double rtol = file["tolerance_f32"]["rtol"], atol = file["tolerance_f32"]["atol"];
  std::map<std::string, int> seen;
  for (const auto& one : file["cases"]) {
    const std::string name = one["loss"];
    ++seen[name];
    // Huber's loss with another delta is that with 1 of everything over delta, times its square: exact for 1/2.
    const double delta = one["params"].value("delta", 1.0);
    Table table(one["z"], one["target"]);
    for (Floats* block : {&table.z, &table.t})
      for (float& x : *block) x /= static_cast<float>(delta);
    for (const auto& [head, loss] : of_golden.at(name)) {
      INFO(name << ", case " << seen[name] << ", head " << head);
      const Result got = compute(*find_pairing(head, loss), table);
      CHECK(test::close(got.mean * delta * delta, one["value"], atol, rtol));
      for (int s = 0; s < table.count; ++s)
        for (int i = 0; i < table.k; ++i)
          CHECK(test::close(got.dz[at(i * table.n + s)] * delta, one["dz"][at(s)][at(i)], atol, rtol));
    }
  }
  CHECK(seen == std::map<std::string, int>{{"mse", 2},
                                           {"half_mse", 2},
                                           {"mae", 2},
                                           {"huber", 2},
                                           {"bce_logits", 4},
                                           {"mse_sigmoid", 3},
                                           {"hinge", 2},
                                           {"softmax_ce", 4},
                                           {"multi_hinge", 1}});
}

TEST_CASE("every pairing is its definition, sample by sample, with the slope of the mean over the batch", "[loss]") {
  for (const Pairing& pairing : pairings()) {
    INFO(pairing.head << " with " << pairing.loss);
    for (int k : {1, 2, 3, 7, 8, 9, 10}) {
      if (pairing.for_classes && !pairing.one_output && k == 1) continue;
      for (int count : {1, 5, 8, 11}) {
        const Floats z = test::draws(at(count * k), 21, 2), t = test::draws(at(count * k), 22);
        std::vector<std::vector<double>> logits, targets;
        for (int s = 0; s < count; ++s) {
          logits.emplace_back(z.begin() + s * k, z.begin() + (s + 1) * k);
          targets.emplace_back(t.begin() + s * k, t.begin() + (s + 1) * k);
          if (!pairing.for_values)
            for (int i = 0; i < k; ++i)
              targets.back()[at(i)] = (k == 1 ? s % 2 == 0 : s % k == i) ? pairing.high : pairing.low;
        }
        const Table table(logits, targets);
        const Result got = compute(pairing, table);
        for (int s = 0; s < count; ++s) {
          CHECK(test::close(got.loss[at(s)], test::plain_loss(pairing, logits[at(s)], targets[at(s)]), 1e-6, 3e-6));
          for (int i = 0; i < k; ++i) {
            constexpr double h = 1e-5;
            auto up = logits[at(s)], down = up;
            up[at(i)] += h;
            down[at(i)] -= h;
            const double slope =
                (test::plain_loss(pairing, up, targets[at(s)]) - test::plain_loss(pairing, down, targets[at(s)])) /
                (2 * h) / count;
            CHECK(test::close(got.dz[at(i * table.n + s)], slope, 1e-6, 1e-5));
          }
        }
      }
    }
  }
}

TEST_CASE("the tanh head with half the squared error keeps its digits where tanh saturates", "[loss]") {
  const Pairing& pairing = *find_pairing("tanh", "half-mse");
  for (double z : {-30.0, -20.0, -9.0, -3.0, -1e-4, 0.0, 1e-30, 0.5, 4.0, 12.0, 25.0, 40.0})
    for (double t : {-1.0, 1.0, 0.25}) {
      INFO("z " << z << ", t " << t);
      const double zf = static_cast<float>(z), y = std::tanh(zf), cosh = std::cosh(zf);
      const Result got = compute(pairing, Table({{z}}, {{t}}));
      CHECK(test::close(got.loss[0], (y - t) * (y - t) / 2, 1e-7, 1e-6));
      CHECK(test::close(got.dz[0], (y - t) / (cosh * cosh), 1e-7 / (cosh * cosh), 2e-6));
    }
}

TEST_CASE("a squared error through a saturated output keeps the digits of its slope", "[loss]") {
  for (double z : {-80.0, -30.0, -17.0, -3.0, -1e-4, 0.0, 0.5, 9.0, 20.0, 60.0, 80.0}) {
    const double zf = static_cast<float>(z), y = 1 / (1 + std::exp(-zf)), rest = 1 / (1 + std::exp(zf));
    for (double t : {0.0, 1.0}) {
      INFO("z " << z << ", t " << t);
      const double error = t == 1 ? -rest : y;
      const Result logistic = compute(*find_pairing("logistic", "mse"), Table({{z}}, {{t}}));
      CHECK(test::close(logistic.loss[0], error * error, 1e-37, 2e-6));
      CHECK(test::close(logistic.dz[0], 2 * error * y * rest, 1e-37, 3e-6));
      // Two classes: the same outputs, the same error twice, half of it each.
      const Result softmax = compute(*find_pairing("softmax", "mse"), Table({{z, 0}}, {{t, 1 - t}}));
      CHECK(test::close(softmax.loss[0], error * error, 1e-7, 2e-6));
      CHECK(test::close(softmax.dz[0], 2 * error * y * rest, 2e-7 * y * rest, 3e-6));
      CHECK(test::close(softmax.dz[0], -softmax.dz[at(padded(1))], 2e-7 * y * rest, 3e-6));
    }
    const double tanh = std::tanh(zf), slope = 1 / (std::cosh(zf) * std::cosh(zf));
    const Pairing& squared = *find_pairing("tanh", "mse");
    const Result got = compute(squared, Table({{z}}, {{0.25}}));
    CHECK(squared.for_values);
    CHECK(test::close(got.loss[0], (tanh - 0.25) * (tanh - 0.25), 1e-7, 1e-6));
    CHECK(test::close(got.dz[0], 2 * (tanh - 0.25) * slope, 1e-6 * slope + 1e-37, 3e-6));
  }
}

TEST_CASE("hinges and the absolute error have slope 0 at their corner and are straight beside it", "[loss]") {
  const auto one = [](const char* head, const char* loss, std::vector<double> z, std::vector<double> t) {
    const Result got = compute(*find_pairing(head, loss), Table({z}, {t}));
    std::vector<double> numbers{got.loss[0]};
    for (std::size_t i = 0; i < z.size(); ++i) numbers.push_back(got.dz[i * at(padded(1))]);
    return numbers;
  };
  using List = std::vector<double>;
  CHECK(one("logistic", "hinge", {1}, {1}) == List{0, 0});
  CHECK(one("logistic", "hinge", {0.5}, {1}) == List{0.5, -1});
  CHECK(one("logistic", "hinge", {-1}, {-1}) == List{0, 0});
  CHECK(one("logistic", "hinge", {3}, {-1}) == List{4, 1});
  CHECK(one("identity", "mae", {2}, {2}) == List{0, 0});
  CHECK(one("identity", "mae", {2}, {5}) == List{3, -1});
  CHECK(one("identity", "huber", {2}, {1}) == List{0.5, 1});
  CHECK(one("identity", "huber", {-2}, {1}) == List{2.5, -1});
  CHECK(one("identity", "multi-hinge", {1, 0, -2}, {1, 0, 0}) == List{0, 0, 0, 0});
  CHECK(one("identity", "multi-hinge", {0, 0.5, 2}, {1, 0, 0}) == List{4.5, -2, 1, 1});
  // A slip of one class leaves the others alone, however large.
  CHECK(one("identity", "multi-hinge", {-3e38, 0, 0.5}, {0, 1, 0}) == List{1.5, 0, -1, 1});
}

TEST_CASE("extreme logits give finite losses and slopes, and a wrong answer costs its logit", "[loss]") {
  for (float z : {-3e38f, -1e4f, -200.0f, 0.0f, 200.0f, 1e4f, 3e38f}) {
    INFO(z);
    for (float t : {0.0f, 1.0f}) {
      const Result got = compute(*find_pairing("logistic", "cross-entropy"), Table({{z}}, {{t}}));
      const double cost = t == 1 ? std::max(0.0f, -z) : std::max(0.0f, z);
      CHECK(test::close(got.loss[0], z == 0 ? std::log(2.0) : cost, 1e-6, 1e-6));
      CHECK(test::close(got.dz[0], (z > 0 ? 1 : z < 0 ? 0 : 0.5) - t, 1e-6));
    }
    const Result softmax = compute(*find_pairing("softmax", "cross-entropy"), Table({{z, 0, 0}}, {{0, 1, 0}}));
    const double wanted = z > 100 ? z : z < -100 ? std::log(2.0) : std::log(3.0);
    CHECK(test::close(softmax.loss[0], wanted, 1e-6, 1e-6));
    const Result tanh = compute(*find_pairing("tanh", "half-mse"), Table({{z}}, {{-1}}));
    CHECK(test::close(tanh.loss[0], z > 0 ? 2 : z < 0 ? 0 : 0.5, 1e-6));
    CHECK(test::close(tanh.dz[0], z == 0 ? 1 : 0, 1e-6));
  }
}

TEST_CASE("what stands in the padding reaches no real sample, and value and slope may each be left out", "[loss]") {
  for (const Pairing& pairing : pairings()) {
    const int k = pairing.one_output ? 1 : 3, n = 16, count = 11;
    INFO(pairing.head << " with " << pairing.loss);
    Floats z = test::draws(at(k * n), 31), t(at(k * n), 0.0f);
    const auto run = [&](bool slope, bool value) {
      Floats dz(at(k * n), -7.0f), loss(at(n), -7.0f);
      pairing.compute(z.data(), t.data(), slope ? dz.data() : nullptr, value ? loss.data() : nullptr, k, n, count);
      Floats real;
      for (int s = 0; s < count; ++s) {
        for (int i = 0; i < k; ++i) real.push_back(dz[at(i * n + s)]);
        real.push_back(loss[at(s)]);
      }
      return real;
    };
    const Floats clean = run(true, true), slopes = run(true, false), values = run(false, true);
    for (int i = 0; i < k; ++i)
      for (int s = count; s < n; ++s) z[at(i * n + s)] = s % 2 ? std::numeric_limits<float>::quiet_NaN() : 3e38f;
    CHECK(test::same_bits(run(true, true), clean));
    for (std::size_t i = 0; i < clean.size(); ++i) {
      const bool is_loss = i % at(k + 1) == at(k);
      CHECK(slopes[i] == (is_loss ? -7.0f : clean[i]));
      CHECK(values[i] == (is_loss ? clean[i] : -7.0f));
    }
  }
}

TEST_CASE("heads give their function of the logits, in place too", "[loss]") {
  for (const Head& head : heads())
    for (int k : {1, 3, 10}) {
      INFO(head.id << ", " << k);
      const int n = 16;
      Floats z = test::draws(at(k * n), 41, 5);
      z[3] = 1e4f;
      z[4] = -1e4f;
      Floats y(z.size());
      head.output(z.data(), y.data(), k, n);
      for (int s = 0; s < n; ++s) {
        double largest = z[at(s)], total = 0;
        for (int i = 0; i < k; ++i) largest = std::max<double>(largest, z[at(i * n + s)]);
        for (int i = 0; i < k; ++i) total += std::exp(z[at(i * n + s)] - largest);
        for (int i = 0; i < k; ++i) {
          const double a = z[at(i * n + s)];
          const double want = head.id == "identity"  ? a
                              : head.id == "tanh"    ? std::tanh(a)
                              : head.id == "softmax" ? std::exp(a - largest) / total
                                                     : reference::sigma(a);
          if (head.id != "identity") CHECK((y[at(i * n + s)] >= head.low && y[at(i * n + s)] <= head.high));
          CHECK(test::close(y[at(i * n + s)], want, 1e-30, 2e-6));
        }
      }
      Floats in_place = z;
      head.output(in_place.data(), in_place.data(), k, n);
      CHECK(test::same_bits(in_place, y));
    }
}

TEST_CASE("softmax cross-entropy of several labels pulls their shares to each other, and to nothing without one",
          "[loss]") {
  const auto shares =
      std::ranges::find_if(pairings(), [](const Pairing& p) { return p.for_labels && p.head == "softmax"; });
  REQUIRE(shares != pairings().end());
  const Result got = compute(*shares, Table({{1, 1}, {2, 0}}, {{1, 1}, {0, 0}}));
  CHECK(std::fabs(got.mean - std::log(2)) < 1e-6);  // (2 ln 2 + 0) / 2
  for (int i = 0; i < 2; ++i)
    for (int s = 0; s < 2; ++s) CHECK(got.dz[at(i * 8 + s)] == 0);
}

TEST_CASE("every pairing's head and loss are in the tables, each loss once", "[loss]") {
  std::set<std::string_view> used;
  for (const Pairing& pairing : pairings()) {
    CHECK(find_head(pairing.head) != nullptr);
    CHECK(std::ranges::count(loss_ids(), pairing.loss) == 1);
    CHECK(pairing.for_classes + pairing.for_labels + pairing.for_values == 1);
    const auto same = [&](const Pairing& p) {
      return p.head == pairing.head && p.loss == pairing.loss && p.for_classes == pairing.for_classes &&
             p.for_labels == pairing.for_labels;
    };
    CHECK(std::ranges::count_if(pairings(), same) == 1);
    CHECK(find_pairing(pairing.head, pairing.loss) == &*std::ranges::find_if(pairings(), [&](const Pairing& p) {
            return p.head == pairing.head && p.loss == pairing.loss;
          }));
    CHECK((pairing.score == Score::r2) == pairing.for_values);
    CHECK((pairing.score == Score::labels) == pairing.for_labels);
    used.insert(pairing.loss);
  }
  CHECK(used.size() == loss_ids().size());
  CHECK(find_pairing("softmax", "hinge") == nullptr);
  CHECK(find_head("relu") == nullptr);
}

}  // namespace
}  // namespace nonlin
