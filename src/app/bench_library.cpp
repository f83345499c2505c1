// Activations as one writes them with the C library: the formula of the textbook in float, in a plain loop that the
// compiler may vectorise where it can. Default parameters; z holds two rows for rows of two pieces.
#include <cmath>
#include <utility>

#include "app/bench_tasks.hpp"

namespace nonlin {
namespace {

template <class F>
constexpr LibraryLoop loop(F) {
  return [](const float* z, float* a, int n) {
    for (int s = 0; s < n; ++s) a[s] = F()(z[s]);
  };
}
template <class F>
constexpr LibraryLoop pairs(F) {
  return [](const float* z, float* a, int n) {
    for (int s = 0; s < n; ++s) a[s] = F()(z[s], z[n + s]);
  };
}

float clamped(float x, float lowest, float highest) { return x < lowest ? lowest : x > highest ? highest : x; }
float sigmoid(float x) { return 1 / (1 + std::exp(-x)); }

constexpr std::pair<std::string_view, LibraryLoop> loops[] = {
    {"sigmoid", loop([](float x) { return sigmoid(x); })},
    {"hard-sigmoid", loop([](float x) { return clamped(x + 3, 0, 6) / 6; })},
    {"tanh", loop([](float x) { return std::tanh(x); })},
    {"hard-tanh", loop([](float x) { return clamped(x, -1, 1); })},
    {"softsign", loop([](float x) { return x / (1 + std::fabs(x)); })},
    {"arctan", loop([](float x) { return std::atan(x); })},
    {"relu", loop([](float x) { return x > 0 ? x : 0; })},
    {"leaky-relu", loop([](float x) { return x > 0 ? x : 0.01f * x; })},
    {"prelu", loop([](float x) { return x > 0 ? x : 0.25f * x; })},
    {"maxout", pairs([](float x, float y) { return x > y ? x : y; })},
    {"relu6", loop([](float x) { return clamped(x, 0, 6); })},
    {"squared-relu", loop([](float x) { return x > 0 ? x * x : 0; })},
    {"softplus", loop([](float x) { return (x > 0 ? x : 0) + std::log1p(std::exp(-std::fabs(x))); })},
    {"elu", loop([](float x) { return x > 0 ? x : std::expm1(x); })},
    {"selu", loop([](float x) { return 1.05070099f * (x > 0 ? x : 1.67326324f * std::expm1(x)); })},
    {"bent-identity", loop([](float x) { return (std::sqrt(x * x + 1) - 1) / 2 + x; })},
    {"swish", loop([](float x) { return x * sigmoid(x); })},
    {"gelu", loop([](float x) { return 0.5f * x * (1 + std::erf(0.707106781f * x)); })},
    {"hard-swish", loop([](float x) { return x * clamped(x + 3, 0, 6) / 6; })},
    {"gelu-tanh", loop([](float x) { return 0.5f * x * (1 + std::tanh(0.797884561f * (x + 0.044715f * x * x * x))); })},
    {"mish", loop([](float x) { return x * std::tanh(std::log1p(std::exp(x))); })},
    {"sine", loop([](float x) { return std::sin(x); })},
    {"cosine", loop([](float x) { return std::cos(x); })},
    {"gaussian", loop([](float x) { return std::exp(-x * x); })},
    {"identity", loop([](float x) { return x; })},
    {"abs", loop([](float x) { return std::fabs(x); })},
    {"square", loop([](float x) { return x * x; })},
    {"step", loop([](float x) { return x > 0 ? 1.0f : 0.0f; })},
    {"glu", pairs([](float x, float y) { return x * sigmoid(y); })},
    {"swiglu", pairs([](float x, float y) { return x * (y * sigmoid(y)); })},
};

}  // namespace

LibraryLoop library_loop(std::string_view activation) {
  for (const auto& [id, run] : loops)
    if (id == activation) return run;
  return nullptr;
}

}  // namespace nonlin
