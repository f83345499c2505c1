#include "notes/rooms.hpp"

#include "math/table.hpp"
#include "notes/document.hpp"
#include "notes/room_answers.hpp"

namespace nonlin {
namespace {

constexpr Room table[] = {
    {"steps",
     R"({"activation": "sigmoid", "parameters": {}, "against": "relu", "againstParameters": {}, "rate": 0.2,
         "high": 0.9, "low": 0.5, "sameDistance": false})",
     answer_steps},
    {"depth",
     R"({"activation": "sigmoid", "parameters": {}, "layers": 8, "units": 32,
         "initializer": {"id": "textbook", "gain": 1, "bias": 0, "biasSpread": 0}, "seed": 1, "seeds": 10})",
     answer_depth},
    {"zigzag",
     R"({"mean": 0.5, "batch": 1, "rate": 0.5, "target": [2, -2], "points": 200, "steps": 2000, "size": 48, "seed": 1})",
     answer_zigzag},
    {"clinic", R"({"head": "logistic", "wrong": 3, "rate": 1, "steps": 1000, "seed": 1})", answer_clinic},
    {"apple",
     R"({"activation": "tanh", "parameters": {}, "units": 8, "count": 128, "spread": 0.3, "rate": 0.03, "steps": 400,
         "seed": 1})",
     answer_apple},
    {"maxout",
     R"({"pieces": 4, "target": "square", "from": -2, "to": 2, "points": 64, "rate": 0.02, "steps": 1500, "seed": 1})",
     answer_maxout},
    {"folds",
     R"({"folds": 3, "shape": [8, 8], "activation": "relu", "parameters": {}, "biasSpread": 0.5, "seed": 1,
         "seeds": 10})",
     answer_folds},
    {"equivalence",
     R"({"rewrite": "tanh-to-sigmoid", "activation": "tanh", "parameters": {}, "layers": 2, "units": 8,
         "biasSpread": 0.5, "reach": 2, "size": 64, "seed": 1})",
     answer_equivalence},
    {"saddle",
     R"({"problem": "saddle", "start": [1, 1e-6], "level": -0.2, "steps": 200, "noise": 0,
         "rates": {"sgd": 0.1, "momentum": 0.1, "rmsprop": 0.01, "adam": 0.01}, "reach": 2, "size": 64, "seed": 1})",
     answer_saddle},
    {"forgetting",
     R"({"task": "clusters", "activation": "relu", "parameters": {}, "units": 32, "against": "maxout",
         "againstParameters": {}, "againstUnits": 18, "steps": 300, "seed": 1})",
     answer_forgetting},
};

}  // namespace

std::span<const Room> rooms() { return table; }

Value enter_room(std::string_view id, const Value& change) {
  const Room* room = find_row(rooms(), id);
  if (!room) refuse("room: ", Piece::quoted(id), " is unknown; allowed: ", words_of(rooms()));
  Value options = parse_document(room->document);
  const std::string prefix = join(id, ".");
  if (!change.is_null()) {
    if (!change.as<Object>()) refuse(id, ": ", describe(change), " is not an object");
    std::string allowed;
    for (const auto& [key, value] : *options.as<Object>()) add_word(allowed, key);
    const Reader given(change, prefix);
    given.keys(allowed);
    for (const Reader& member : given.members())
      if (member.value().is_null()) member.fail("null is no value; left out, it is as in the beginning");
    merge(options, change);
  }
  Value answer = room->answer(Reader(options, prefix));
  Object whole = object_of("options", std::move(options));
  for (auto& member : *answer.as<Object>()) whole.push_back(std::move(member));
  return whole;
}

}  // namespace nonlin
