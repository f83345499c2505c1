// The sections `optimizer` and `regularization`, read and written.
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr double max_rate = 1000, max_clip = 1e6, max_penalty = 100;

ScheduleSpec read_schedule(const Reader& section) {
  ScheduleSpec schedule;
  section.members();  // refuses what is no object before its id is looked up
  if (const auto id = section.find("id")) schedule.row = id->row(schedules());
  const auto list = schedule.row->parameter_list();
  std::string allowed = "id, warmup";
  for (const ScheduleParameter& parameter : list) add_word(allowed, parameter.id);
  section.keys(allowed);
  section.integer("warmup", 0, max_steps, schedule.warmup);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const ScheduleParameter& p = list[i];
    schedule.settings[i] = p.initial;
    const auto x = section.find(std::string(p.id));
    if (!x) continue;
    schedule.settings[i] = x->number(p.lowest, p.highest);
    if (p.integer) x->integer(static_cast<std::int64_t>(p.lowest), static_cast<std::int64_t>(p.highest));
  }
  return schedule;
}

Value write_schedule(const ScheduleSpec& schedule) {
  Object object = object_of("id", schedule.row->id, "warmup", schedule.warmup);
  const auto list = schedule.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i) object.emplace_back(list[i].id, schedule.settings[i]);
  return object;
}

}  // namespace

OptimizerSpec read_optimizer(const std::optional<Reader>& section) {
  OptimizerSpec optimizer;
  if (section) {
    section->members();  // refuses what is no object before its id is looked up
    if (const auto id = section->find("id")) optimizer.row = id->row(optimizers());
  }
  const auto list = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i) optimizer.settings[i] = list[i].initial;
  if (!section) return optimizer;
  std::string allowed = "id, rate";
  for (const OptimizerParameter& parameter : list) add_word(allowed, parameter.id);
  section->keys(allowed + ", schedule, clip");
  if (const auto x = section->find("rate")) optimizer.rate = x->positive_number(max_rate);
  for (std::size_t i = 0; i < list.size(); ++i) {
    section->number(std::string(list[i].id).c_str(), list[i].lowest, list[i].highest, optimizer.settings[i]);
  }
  if (const auto x = section->find("schedule"); x && !x->value().is_null()) optimizer.schedule = read_schedule(*x);
  section->number("clip", 0, max_clip, optimizer.clip);
  return optimizer;
}

Value write_optimizer(const OptimizerSpec& optimizer) {
  Object object = object_of("id", optimizer.row->id, "rate", optimizer.rate);
  const auto list = optimizer.row->parameter_list();
  for (std::size_t i = 0; i < list.size(); ++i) object.emplace_back(list[i].id, optimizer.settings[i]);
  add(object, "schedule", write_schedule(optimizer.schedule), "clip", optimizer.clip);
  return object;
}

RegularizationSpec read_regularization(const std::optional<Reader>& section, const Optimizer& optimizer) {
  RegularizationSpec regularization;
  regularization.decay = optimizer.initial_decay;
  if (!section) return regularization;
  section->keys("l1, l2, l1Zero, decay, activations");
  section->number("l1", 0, max_penalty, regularization.l1);
  section->number("l2", 0, max_penalty, regularization.l2);
  if (const auto x = section->find("l1Zero")) regularization.l1_stays = x->choice("cross, stay") == "stay";
  section->number("decay", 0, max_penalty, regularization.decay);
  section->number("activations", 0, max_penalty, regularization.activations);
  return regularization;
}

Value write_regularization(const RegularizationSpec& regularization) {
  return object_of("l1", regularization.l1, "l2", regularization.l2, "l1Zero",
                   regularization.l1_stays ? "stay" : "cross", "decay", regularization.decay, "activations",
                   regularization.activations);
}

}  // namespace nonlin
