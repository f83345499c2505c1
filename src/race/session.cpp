#include "race/session.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "math/append.hpp"
#include "race/clock.hpp"

namespace nonlin {
namespace {

static_assert(std::endian::native == std::endian::little, "packed states and hashes are little-endian");

void add_levels(std::vector<std::uint8_t>& to, const float* values, int count, const Head& head) {
  const std::size_t first = to.size();
  to.resize(first + static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) to[first + static_cast<std::size_t>(i)] = level(values[i], head.low, head.high);
}

bool has_labels(const Race::Run& run) { return run.experiment->pairing->score == Score::labels; }

int channels(const Race::Run& run) {
  if (has_labels(run)) return std::min(run.trainer.network().spec().outputs, max_label_maps);
  return run.experiment->pairing->score == Score::accuracy && run.trainer.network().spec().outputs > 1 ? 2 : 1;
}

/// A look at all points of all runs is one call, and a page wants an answer within seconds.
constexpr std::uint64_t thousand_million = 1'000'000'000, most_work = 20 * thousand_million;

const RaceSpec& bearable(const RaceSpec& spec, std::span<const RunId> runs) {
  if (const std::uint64_t work = work_needed(spec, runs); work > most_work)
    refuse("network: ", work / thousand_million,
           " thousand million parameters times points in one worker; allowed: ", most_work / thousand_million,
           "; 'nonlin train' on the command line runs it");
  return spec;
}

}  // namespace

Session::Session(const RaceSpec& spec, std::span<const RunId> runs, int every)
    : race_(bearable(spec, runs), runs, every),
      ranges_(data_ranges(spec.data)),
      means_(training_means(race_.data_at(0))),
      sent_(runs.size(), 0),
      studies_(runs.size()) {}

const SampleSet& Session::points(const InputMap& inputs, const InputPlane& plane, int size) {
  for (const Points& made : points_)
    if (made.inputs == inputs && made.size == size && made.plane == plane) return made.set;
  // The page asks for two sizes in turn: one while running, one at rest.
  if (points_.size() >= 16) points_.clear();
  points_.push_back(
      {inputs, size, plane,
       plane.rest.size() > 1 ? make_grid(inputs, plane, size) : make_line(inputs, plane.x[0], plane.x[1], size)});
  return points_.back().set;
}

void Session::add_field(const Race::Run& run, int size, const InputPlane& plane, Frame& frame) {
  const Head& head = *find_head(run.experiment->pairing->head);
  const int k = run.trainer.network().spec().outputs, pixels = size * size;
  std::vector<float> y(static_cast<std::size_t>(k * pixels));
  outputs(run.trainer.network(), head, points(run.samples->inputs, plane, size), y.data(), *run.workspace);
  if (has_labels(run))  // all runs' data have the same labels
    return add_levels(frame.fields, y.data(), channels(run) * pixels, head);
  if (channels(run) == 1) {
    add_levels(frame.fields, y.data(), pixels, head);
    // All runs have the channels of the widest.
    if (frame.field_channels == 2) frame.fields.resize(frame.fields.size() + static_cast<std::size_t>(pixels));
    return;
  }
  std::vector<std::uint8_t> winner(static_cast<std::size_t>(pixels)), probability(winner.size());
  for (std::size_t i = 0; i < winner.size(); ++i) {
    int best = 0;
    const auto at = [&](int c) { return y[static_cast<std::size_t>(c * pixels) + i]; };
    for (int c = 1; c < k; ++c)
      if (at(c) > at(best)) best = c;
    winner[i] = static_cast<std::uint8_t>(best);
    probability[i] = level(at(best), 0, 1);
  }
  append(frame.fields, winner);
  append(frame.fields, probability);
}

// What is shown is that of the data trained on.
void Session::follow_data(int step) {
  const RaceSpec& spec = race_.spec();
  const int phase = phase_at(spec, step);
  if (phase == phase_) return;
  phase_ = phase;
  ranges_ = data_ranges(data_spec(spec, phase));
  means_ = training_means(race_.data_at(step));
}

InputPlane Session::plane(const FrameRequest& request) const {
  InputPlane plane{.rest = means_};
  if (ranges_.size() > 1) plane.columns = request.columns;
  const auto range = [&](int column) {
    return request.view.value_or(ranges_[std::min(static_cast<std::size_t>(column), ranges_.size() - 1)]);
  };
  plane.x = range(plane.columns[0]);
  plane.y = range(plane.columns[1]);
  return plane;
}

Frame Session::frame(const FrameRequest& request) {
  Frame frame;
  frame.step = race_.current_step();
  follow_data(frame.step);
  frame.phase = phase_;
  frame.epoch = race_.epochs_at(frame.step);
  frame.steps_per_epoch = race_.steps_per_epoch_at(frame.step);
  const InputPlane plane = this->plane(request);
  for (const Race::Run& run : race_.runs())
    if (request.fields > 0) frame.field_channels = std::max(frame.field_channels, channels(run));
  for (std::size_t i = 0; i < race_.runs().size(); ++i) {
    const Race::Run& run = race_.runs()[i];
    const Record& latest = run.records.back();
    frame.state.push_back(static_cast<std::uint8_t>(run.state));
    frame.state_step.push_back(run.state_step);
    frame.step_of.push_back(run.trainer.steps());
    frame.train_loss.push_back(latest.train.loss);
    frame.test_loss.push_back(latest.test.loss);
    frame.train_score.push_back(latest.train.score);
    frame.test_score.push_back(latest.test.score);
    frame.milliseconds.push_back(run.milliseconds);
    for (; sent_[i] < run.records.size(); ++sent_[i]) {
      const Record& record = run.records[sent_[i]];
      auto& to = frame.records;
      to.run.push_back(static_cast<std::int32_t>(i));
      to.step.push_back(record.step);
      to.train_loss.push_back(static_cast<float>(record.train.loss));
      to.test_loss.push_back(static_cast<float>(record.test.loss));
      to.train_score.push_back(static_cast<float>(record.train.score));
      to.test_score.push_back(static_cast<float>(record.test.score));
      to.milliseconds.push_back(static_cast<float>(record.milliseconds));
    }
    const int raw_inputs = run.data->inputs;
    if (request.fields > 0 || request.fits > 0 || request.bands)
      prepare(run.trainer.network(), run.samples->train, *run.workspace);
    if (request.fields > 0 && raw_inputs > 1) add_field(run, request.fields, plane, frame);
    if (request.fits > 0 && raw_inputs == 1) {
      const SampleSet& line = points(run.samples->inputs, plane, request.fits);
      std::vector<float> y(static_cast<std::size_t>(run.trainer.network().spec().outputs * request.fits));
      outputs(run.trainer.network(), *find_head(run.experiment->pairing->head), line, y.data(), *run.workspace);
      append(frame.fits, std::span(y).first(static_cast<std::size_t>(request.fits)));
    }
    if (request.bands) {
      const Band band = data_band(run.trainer.network(), run.samples->train, *run.workspace);
      append(frame.bands, std::array{band.low, band.high});
      frame.learned.push_back(learned_parameter(run.trainer.network()));
    }
    if (request.hashes) frame.hashes.push_back(run.trainer.network().hash());
  }
  return frame;
}

bool Session::advance(int to_step, double budget_ms) {
  if (!moments_) return race_.advance(to_step, budget_ms);
  const double end = now_ms() + budget_ms;
  for (;;) {
    const int from = race_.current_step(), to = std::min(to_step, moments_->next(from));
    const bool arrived = race_.advance(to, std::max(end - now_ms(), 0.0));
    if (!arrived) return false;
    moments_->keep(race_, to);
    if (to >= std::min(to_step, race_.budget())) return true;
    if (now_ms() >= end) return false;
  }
}

void Session::keep_moments(int most) {
  moments_.reset();
  if (most == 0) return;
  if (most < 2) refuse("moments: ", most, " is outside 2..");
  moments_.emplace(most);
  moments_->keep_for_good(race_, race_.current_step());
}

void Session::pin() {
  if (moments_) moments_->keep_for_good(race_, race_.current_step());
}

std::vector<std::vector<std::uint8_t>> Session::path(std::size_t i, int most) const {
  if (most < 2) refuse("path: ", most, " states; allowed: 2 or more");
  std::vector<std::vector<std::uint8_t>> packed;
  if (moments_)
    for (Trainer::State& state : moments_->path(i, race_.current_step(), most))
      packed.push_back(pack({.state = std::move(state), .best = {}, .standing = {}}));
  return packed;
}

int Session::rewind(int step) {
  if (!moments_) refuse("rewind: no moments are kept");
  const int reached = moments_->go_to(race_, step);
  for (std::size_t i = 0; i < sent_.size(); ++i) sent_[i] = std::min(sent_[i], race_.runs()[i].records.size());
  return reached;
}

float Session::set_parameter(std::size_t i, std::string_view block, int index, double value) {
  const float before = race_.set_parameter(i, block, index, value);
  sent_.at(i) = std::min(sent_.at(i), race_.runs()[i].records.size() - 1);
  return before;
}

void Session::restore(std::size_t i, const Snapshot& from) {
  race_.restore(i, from);
  sent_.at(i) = 0;
}

void Session::branch(std::size_t i, const Snapshot& from) {
  race_.branch(i, from);
  sent_.at(i) = 0;
}

namespace {

/// What stands before the numbers.
struct Header {
  std::uint64_t shape, optimizer;
  double powers[2], best_loss, earlier_loss;
  std::int32_t step, best_step, earlier_step, standing_step;
  std::uint8_t standing, ended, padding[2];
  std::uint32_t parameters, moment1, moment2;
};
static_assert(sizeof(Header) == 80);

}  // namespace

std::vector<std::uint8_t> pack(const Snapshot& snapshot) {
  const Trainer::State& state = snapshot.state;
  const auto size = [](const Floats& block) { return static_cast<std::uint32_t>(block.size()); };
  const Header header{snapshot.shape,
                      snapshot.optimizer,
                      {state.powers[0], state.powers[1]},
                      snapshot.best.loss,
                      snapshot.standing.earlier.loss,
                      state.step,
                      snapshot.best.step,
                      snapshot.standing.earlier.step,
                      snapshot.standing.step,
                      static_cast<std::uint8_t>(snapshot.standing.state),
                      snapshot.standing.ended,
                      {},
                      size(state.parameters),
                      size(state.moment1),
                      size(state.moment2)};
  std::vector<std::uint8_t> bytes(sizeof header);
  std::memcpy(bytes.data(), &header, sizeof header);
  for (const Floats* block : {&state.parameters, &state.moment1, &state.moment2}) {
    const std::size_t end = bytes.size();
    bytes.resize(end + block->size() * sizeof(float));
    if (!block->empty()) std::memcpy(bytes.data() + end, block->data(), block->size() * sizeof(float));
  }
  return bytes;
}

Snapshot unpack(std::span<const std::uint8_t> bytes) {
  Header header;
  if (bytes.size() < sizeof header) refuse("state: ", bytes.size(), " bytes; a state has ", sizeof header, " or more");
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes = bytes.subspan(sizeof header);
  const std::uint64_t wanted =
      (std::uint64_t{header.parameters} + header.moment1 + header.moment2) * std::uint64_t{sizeof(float)};
  if (bytes.size() != wanted) refuse("state: ", bytes.size(), " bytes of numbers; it says it has ", wanted);
  if (header.step < 0) refuse("state: step ", header.step, " is negative");
  if (header.best_step < 0 || header.best_step > header.step || std::isnan(header.best_loss))
    refuse("state: its lowest loss is of step ", header.best_step, ", its step is ", header.step);
  if (header.standing > static_cast<std::uint8_t>(RunState::stopped) || header.ended > 1)
    refuse("state: it is judged in a way that does not exist");
  Snapshot snapshot{.state = {},
                    .best = {header.best_loss, header.best_step},
                    .standing = {static_cast<RunState>(header.standing),
                                 header.standing_step,
                                 header.ended == 1,
                                 {header.earlier_step, header.earlier_loss}},
                    .shape = header.shape,
                    .optimizer = header.optimizer};
  Trainer::State& state = snapshot.state;
  state.step = header.step;
  state.powers = {header.powers[0], header.powers[1]};
  const auto take = [&](Floats& block, std::uint32_t count) {
    block.resize(count);
    if (count > 0) std::memcpy(block.data(), bytes.data(), count * sizeof(float));
    bytes = bytes.subspan(count * sizeof(float));
  };
  take(state.parameters, header.parameters);
  take(state.moment1, header.moment1);
  take(state.moment2, header.moment2);
  const auto finite = [](float x) { return std::isfinite(x); };
  if (!std::ranges::all_of(state.parameters, finite)) refuse("state: a parameter is not finite");
  if (!std::ranges::all_of(state.powers, [](double x) { return x >= 0 && x <= 1; }))
    refuse("state: a running product of a beta is outside 0..1");
  return snapshot;
}

}  // namespace nonlin
