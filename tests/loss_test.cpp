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

/// The pairing of a golden loss; null when it does not exist yet.
const Pairing* of_golden(const std::string& name) {
  if (name == "bce_logits") return find_pairing("logistic", "cross-entropy");
  if (name == "softmax_ce") return find_pairing("softmax", "cross-entropy");
  if (name == "mse") return find_pairing("identity", "mse");
  return nullptr;
}

TEST_CASE("losses and their slopes are those of the golden file, extreme logits included", "[loss]") {
  const auto& file = golden("losses");
  const double rtol = file["tolerance_f32"]["rtol"], atol = file["tolerance_f32"]["atol"];
  std::map<std::string, int> seen;
  for (const auto& one : file["cases"]) {
    const std::string name = one["loss"];
    const Pairing* pairing = of_golden(name);
    if (!pairing) continue;
    ++seen[name];
    INFO(name << ", case " << seen[name]);
    const Table table(one["z"], one["target"]);
    const Result got = compute(*pairing, table);
    CHECK(test::close(got.mean, one["value"], atol, rtol));
    for (int s = 0; s < table.count; ++s)
      for (int i = 0; i < table.k; ++i)
        CHECK(test::close(got.dz[at(i * table.n + s)], one["dz"][at(s)][at(i)], atol, rtol));
  }
  CHECK(seen == std::map<std::string, int>{{"bce_logits", 4}, {"softmax_ce", 4}, {"mse", 2}});
}

TEST_CASE("every pairing is its definition, sample by sample, with the slope of the mean over the batch", "[loss]") {
  for (const Pairing& pairing : pairings()) {
    INFO(pairing.head << " with " << pairing.loss);
    for (int k : {1, 2, 3, 7, 8, 9, 10}) {
      if (pairing.head == "softmax" && k == 1) continue;
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
    const int k = pairing.head == "logistic" || pairing.head == "tanh" ? 1 : 3, n = 16, count = 11;
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
          const double want = head.id == "identity"   ? a
                              : head.id == "tanh"     ? std::tanh(a)
                              : head.id == "logistic" ? reference::sigma(a)
                                                      : std::exp(a - largest) / total;
          CHECK(test::close(y[at(i * n + s)], want, 1e-30, 2e-6));
        }
      }
      Floats in_place = z;
      head.output(in_place.data(), in_place.data(), k, n);
      CHECK(test::same_bits(in_place, y));
    }
}

TEST_CASE("every pairing's head and loss are in the tables, each loss once", "[loss]") {
  std::set<std::string_view> used;
  for (const Pairing& pairing : pairings()) {
    CHECK(find_head(pairing.head) != nullptr);
    CHECK(std::ranges::count(loss_ids(), pairing.loss) == 1);
    CHECK(find_pairing(pairing.head, pairing.loss) == &pairing);
    used.insert(pairing.loss);
  }
  CHECK(used.size() == loss_ids().size());
  CHECK(find_pairing("softmax", "mse") == nullptr);
  CHECK(find_head("relu") == nullptr);
}

}  // namespace
}  // namespace nonlin
