#include "notes/normal_outputs.hpp"

#include <array>
#include <vector>

#include "math/functions_double.hpp"
#include "math/text.hpp"
#include "model/activation.hpp"
#include "notes/options.hpp"

namespace nonlin {

void measure_normal_outputs(const Reader& options, std::uint32_t, Figures& figures) {
  options.keys("activations, mean, sd");
  const double mean = number_option(options, "mean", -10, 10), sd = number_option(options, "sd", 0.01, 10);
  constexpr int count = 4096, run = 256;
  constexpr double reach = 8, width = 2 * reach / count;
  const auto place = [](int i) { return -reach + (i + 0.5) * width; };
  const Reader list = option(options, "activations");
  for (const Reader& item : list.items()) {
    const Activation& row = *item.row(activations());
    if (row.lowest_pieces > 1) item.fail("of several pieces; allowed: curves");
    std::array<float, max_activation_parameters> parameters{};
    for (std::size_t k = 0; k < row.parameter_list().size(); ++k)
      parameters[k] = static_cast<float>(row.parameters[k].initial);
    double weight = 0, sum = 0, squares = 0;
    for (int first = 0; first < count; first += run) {
      std::array<float, run> z;
      for (int i = 0; i < run; ++i) z[static_cast<std::size_t>(i)] = static_cast<float>(mean + sd * place(first + i));
      row.value(z.data(), z.data(), run, 1, parameters.data());
      for (int i = 0; i < run; ++i) {
        const double t = place(first + i), share = exp(-t * t / 2),
                     a = static_cast<double>(z[static_cast<std::size_t>(i)]);
        weight += share;
        sum += share * a;
        squares += share * a * a;
      }
    }
    figures.add(join(row.id, ".mean"), sum / weight);
    figures.add(join(row.id, ".share"), sum * sum / (weight * squares));
  }
}

}  // namespace nonlin
