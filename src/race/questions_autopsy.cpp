// Why a run diverges at its next step.
#include "math/append.hpp"
#include "probe/overflow.hpp"
#include "race/questions.hpp"

namespace nonlin {

// No options. Of a run whose next step is as it should be: {finite: true}. Else asked again and again until `done`:
// {finite: false, done, step, to}, and then: {step, met, overflows: [{part, layer, block}], first, numbers}: what is
// not finite in step `step` (the next one), in the order of computation (see StepPart), and the sizes of the numbers in
// steps `first` to `step`, one after the other (see StepSizes). Not `met`: the run is not what its spec makes of it,
// and only the last step is told.
Value answer_autopsy(const Asked& about, const Reader& options) {
  options.keys("");
  const StepSizes last = step_sizes(about.run.trainer, about.workspace());
  if (last.finite) return object_of("finite", true);
  const int now = about.run.trainer.steps();
  std::optional<Growth>& growth = about.study.growth;
  if (!growth || growth->to() != now) growth.emplace(about.race, about.run);
  const bool done = growth->follow();
  Object answer = object_of("finite", false, "done", done, "step", done ? now + 1 : growth->steps(), "to", now);
  if (!done) return answer;
  const bool met = growth->met(about.run);
  Array overflows;
  for (const Overflow& overflow : last.overflows)
    overflows.emplace_back(object_of("part", id_of(overflow.part), "layer", overflow.layer, "block", overflow.block));
  Floats64 numbers;
  if (met) numbers = growth->numbers();
  append(numbers, last.numbers);
  add(answer, "met", met, "overflows", std::move(overflows), "first", (met ? growth->first() : now) + 1, "numbers",
      std::move(numbers));
  return answer;
}

}  // namespace nonlin
