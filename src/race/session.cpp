#include "race/session.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace nonlin {
namespace {

static_assert(std::endian::native == std::endian::little, "packed states and hashes are little-endian");

// 0..255 for x in [lo, hi], NaN in the middle.
std::uint8_t level(float x, float lo, float hi) {
  const float share = (x - lo) / (hi - lo);
  if (!(share == share)) return 128;
  return static_cast<std::uint8_t>(std::clamp(share, 0.0f, 1.0f) * 255.0f + 0.5f);
}

int channels(const Race::Run& run) {
  return run.experiment->pairing->score == Score::accuracy && run.trainer.network().spec().outputs > 1 ? 2 : 1;
}

}  // namespace

Session::Session(const RaceSpec& spec, std::span<const RunId> runs, int every)
    : race_(spec, runs, every), view_(data_view(spec.data)), sent_(runs.size(), 0) {}

const SampleSet& Session::points(const InputSpec& inputs, int raw_inputs, int size, std::array<double, 2> view) {
  for (const Points& made : points_)
    if (*made.inputs == inputs && made.raw_inputs == raw_inputs && made.size == size && made.view == view)
      return made.set;
  // The page asks for two sizes in turn: one while running, one at rest.
  if (points_.size() >= 16) points_.clear();
  points_.push_back(
      {&inputs, raw_inputs, size, view,
       raw_inputs == 2 ? make_grid(inputs, view[0], view[1], size) : make_line(inputs, view[0], view[1], size)});
  return points_.back().set;
}

void Session::add_field(const Race::Run& run, int size, std::array<double, 2> view, Frame& frame) {
  const Head& head = *find_head(run.experiment->pairing->head);
  const int k = run.trainer.network().spec().outputs, pixels = size * size;
  std::vector<float> y(static_cast<std::size_t>(k * pixels));
  outputs(run.trainer.network(), head, points(run.experiment->inputs, 2, size, view), y.data(), *run.workspace);
  if (channels(run) == 1) {
    const float lo = head.id == "logistic" ? 0.0f : -1.0f;
    for (int i = 0; i < pixels; ++i) frame.fields.push_back(level(y[static_cast<std::size_t>(i)], lo, 1));
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
  frame.fields.insert(frame.fields.end(), winner.begin(), winner.end());
  frame.fields.insert(frame.fields.end(), probability.begin(), probability.end());
}

Frame Session::frame(const FrameRequest& request) {
  Frame frame;
  const std::array<double, 2> view = request.view.value_or(view_);
  frame.step = race_.budget();
  for (const Race::Run& run : race_.runs())
    if (request.fields > 0) frame.field_channels = std::max(frame.field_channels, channels(run));
  for (std::size_t i = 0; i < race_.runs().size(); ++i) {
    const Race::Run& run = race_.runs()[i];
    const Record& latest = run.records.back();
    if (run.state != RunState::diverged) frame.step = std::min(frame.step, run.trainer.steps());
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
    const int raw_inputs = race_.data(run.id.seed).inputs;
    if (request.fields > 0 && raw_inputs == 2) add_field(run, request.fields, view, frame);
    if (request.fits > 0 && raw_inputs == 1) {
      const SampleSet& line = points(run.experiment->inputs, 1, request.fits, view);
      std::vector<float> y(static_cast<std::size_t>(run.trainer.network().spec().outputs * request.fits));
      outputs(run.trainer.network(), *find_head(run.experiment->pairing->head), line, y.data(), *run.workspace);
      frame.fits.insert(frame.fits.end(), y.begin(), y.begin() + request.fits);
    }
    if (request.bands) {
      const Band band = data_band(run.trainer.network(), run.samples->train, *run.workspace);
      frame.bands.insert(frame.bands.end(), {band.low, band.high});
      frame.learned.push_back(learned_parameter(run.trainer.network()));
    }
    if (request.hashes) frame.hashes.push_back(run.trainer.network().hash());
  }
  return frame;
}

void Session::restore(std::size_t i, const Trainer::State& state) {
  race_.restore(i, state);
  sent_.at(i) = 0;
}

namespace {

std::size_t packed_size(const Trainer::State& state) {
  return sizeof(std::int32_t) + sizeof state.powers +
         (state.parameters.size() + state.moment1.size() + state.moment2.size()) * sizeof(float);
}

}  // namespace

std::vector<std::uint8_t> pack(const Trainer::State& state) {
  std::vector<std::uint8_t> bytes(packed_size(state));
  std::uint8_t* end = bytes.data();
  const auto put = [&](const void* from, std::size_t size) {
    if (size > 0) std::memcpy(end, from, size);
    end += size;
  };
  const std::int32_t step = state.step;
  put(&step, sizeof step);
  put(state.powers.data(), sizeof state.powers);
  for (const Floats* block : {&state.parameters, &state.moment1, &state.moment2})
    put(block->data(), block->size() * sizeof(float));
  return bytes;
}

Trainer::State unpack(std::span<const std::uint8_t> bytes, const Trainer::State& like) {
  Trainer::State state = like;
  if (bytes.size() != packed_size(like)) refuse("state: ", bytes.size(), " bytes; this run needs ", packed_size(like));
  const auto take = [&](void* to, std::size_t size) {
    std::memcpy(to, bytes.data(), size);
    bytes = bytes.subspan(size);
  };
  std::int32_t step = 0;
  take(&step, sizeof step);
  if (step < 0) refuse("state: step ", step, " is negative");
  state.step = step;
  take(state.powers.data(), sizeof state.powers);
  for (Floats* block : {&state.parameters, &state.moment1, &state.moment2})
    if (!block->empty()) take(block->data(), block->size() * sizeof(float));
  const auto finite = [](float x) { return std::isfinite(x); };
  if (!std::ranges::all_of(state.parameters, finite)) throw std::invalid_argument("state: a parameter is not finite");
  if (!std::ranges::all_of(state.powers, [](double x) { return x >= 0 && x <= 1; }))
    throw std::invalid_argument("state: a running product of a beta is outside 0..1");
  return state;
}

}  // namespace nonlin
