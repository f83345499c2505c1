// Reading a whole document: seeds, batch, stop and lanes; the other sections are read in spec_data.cpp and
// spec_base.cpp.
#include <algorithm>
#include <array>

#include "race/own.hpp"
#include "race/spec_parts.hpp"

namespace nonlin {

namespace {

constexpr int max_lanes = 64, max_experiments = 4096, max_seeds = 512, max_name = 40;
constexpr double max_target_loss = 1000;

/// The opening scene's lanes, in the order of the page's rows.
constexpr std::array<std::string_view, 16> opening_lanes{
    "sigmoid",  "hard-sigmoid", "tanh",  "hard-tanh", "relu",     "leaky-relu", "prelu", "maxout",
    "softplus", "elu",          "swish", "gelu",      "identity", "step",       "sine",  "gaussian"};

// ---------------------------------------------------------------- batch and stop

BatchSpec read_batch(const std::optional<Reader>& section, const Dataset& data) {
  BatchSpec batch;
  if (!section) return batch;
  section->keys("size, order, leftover");
  if (const auto x = section->find("size")) {
    const std::string* word = x->value().as<std::string>();
    if (word && *word != "all") x->fail(Piece::quoted(*word), " is unknown; allowed: 'all', a whole number");
    if (!word) batch.size = static_cast<int>(x->integer(1, max_data_count));
    if (batch.size > data.train_count) {
      x->fail(batch.size, " is larger than the training set; allowed: 'all', 1..", data.train_count);
    }
  }
  if (const auto x = section->find("order")) batch.shuffled = x->choice("shuffled, fixed") == "shuffled";
  if (const auto x = section->find("leftover")) batch.carry = x->choice("short, carry") == "carry";
  return batch;
}

StopSpec read_stop(const std::optional<Reader>& section, const Dataset& data) {
  StopSpec stop;
  stop.by_score = data.kind == TaskKind::values;
  stop.target = stop.by_score ? 0.9 : 0.1;
  if (!section) return stop;
  section->keys("steps, target, stopAtTarget, patience");
  section->integer("steps", 1, max_steps, stop.steps);
  if (const auto target = section->find("target")) {
    target->keys("loss, score");
    const auto loss = target->find("loss"), score = target->find("score");
    if (loss.has_value() == score.has_value()) target->fail("one of loss and score is needed");
    stop.by_score = score.has_value();
    stop.target = score ? score->number(0, 1) : loss->number(0, max_target_loss);
  }
  if (const auto x = section->find("stopAtTarget")) stop.at_target = x->boolean();
  section->integer("patience", 0, max_steps, stop.patience);
  return stop;
}

// ---------------------------------------------------------------- lanes

LaneSpec read_lane(const Reader& section, const Document& document) {
  section.keys("name, activation, parameters, set");
  LaneSpec lane;
  lane.base = document.base;
  lane.given = Object{};
  Object& given = *lane.given.as<Object>();
  const auto keep = [&](const char* key) {
    const auto member = section.find(key);
    if (member) given.emplace_back(key, member->value());
    return member;
  };
  if (const auto x = keep("name")) {
    check_name(*x);
    lane.name = x->text();
  }
  if (const auto x = keep("activation")) lane.own.activation = read_activation(*x);
  const auto parameters = keep("parameters");
  if (parameters && !lane.own.activation) parameters->fail("not allowed without an activation");
  if (LayerSpec& own = lane.own; own.activation) {
    own.pieces = own.activation->initial_pieces;
    own.parameters = read_parameters(parameters ? &*parameters : nullptr, *own.activation, own.affine, &own.pieces);
  }
  if (const auto set = keep("set")) {
    for (const SweepAxis& axis : document.sweep)
      if (const auto x = set->find(axis.path)) x->fail("is an axis of the sweep, which gives its values");
    Value changed = write_base(document.base);
    apply_set(*set, changed, document.dataset);
    const std::string prefix = set->path() + ": ";
    lane.base = read_base(Reader(changed, prefix), document.dataset);
  }
  return lane;
}

/// Adds the lane at every point of the sweep.
void add_lane(const Reader& section, const Document& document, int index, std::vector<LaneSpec>& lanes) {
  const LaneSpec lane = read_lane(section, document);
  for (std::vector<int>& point : points_of(document.sweep)) {
    LaneSpec at = lane;
    at.lane = index;
    if (!point.empty())
      at.base = read_point(lane.base, document.sweep, point, join("lanes[", index, "]"), document.dataset);
    at.point = std::move(point);
    lanes.push_back(std::move(at));
  }
}

std::vector<LaneSpec> read_lanes(const std::optional<Reader>& section, const Document& document) {
  std::vector<LaneSpec> lanes;
  int index = 0;
  const auto check_count = [&](std::size_t count) {
    const std::size_t points = points_of(document.sweep).size();
    if (count * points > max_experiments)
      refuse("sweep: ", count, " lanes at ", points, " points are too many; allowed: ", max_experiments, " together");
  };
  if (section) {
    const Readers items = section->items();
    if (items.empty() || items.size() > max_lanes) {
      section->fail(items.size(), " lanes is outside 1..", max_lanes);
    }
    check_count(items.size());
    for (const Reader& item : items) add_lane(item, document, index++, lanes);
    return lanes;
  }
  const auto add = [&](const Value& lane) { add_lane(Reader(lane), document, index++, lanes); };
  if (has_lane_layer(document.base.network)) {
    check_count(opening_lanes.size());
    for (const std::string_view id : opening_lanes) add(object_of("activation", id));
  } else {
    add(object_of("name", "base"));
  }
  return lanes;
}

}  // namespace

void check_name(const Reader& reader) {
  int characters = 0;
  for (const char c : reader.text()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) reader.fail(describe(reader.value()), " has a control character");
    characters += (byte & 0xc0) != 0x80;  // every byte that does not continue a UTF-8 character
  }
  if (characters < 1 || characters > max_name) {
    reader.fail(characters, " characters is outside 1..", max_name);
  }
}

Document read_document(const Reader& root) {
  root.keys(
      "version, seed, seeds, data, inputs, network, head, loss, optimizer, regularization, initializer, batch, stop, "
      "lanes, "
      "sweep, vary, changes, start");
  Document document;
  if (const auto x = root.find("version")) {
    const double* version = x->value().as<double>();
    if (!version || *version != 1) x->fail(describe(x->value()), " is not a version this program reads; allowed: 1");
  }
  if (const auto x = root.find("seed")) document.seed = static_cast<std::uint32_t>(x->integer(0, 0xffffffff));
  root.integer("seeds", 1, max_seeds, document.seeds);
  document.sweep = read_sweep(root);
  document.vary = read_vary(root);
  document.data = complete_data(read_data(root));
  document.dataset = make_dataset(document.data, document.seed);
  document.base = read_base(root, document.dataset);
  document.batch = read_batch(root.find("batch"), document.dataset);
  document.stop = read_stop(root.find("stop"), document.dataset);
  document.lanes = read_lanes(root.find("lanes"), document);
  read_changes(root, document);
  if (const auto x = root.find("start")) document.start = x->value();
  return document;
}

}  // namespace nonlin
