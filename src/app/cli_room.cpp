#include <stdexcept>

#include "app/cli.hpp"
#include "app/cli_json.hpp"
#include "notes/rooms.hpp"

namespace nonlin {

std::string run_room(Arguments arguments) {
  if (arguments.empty()) throw std::invalid_argument("room: its name is missing; allowed: " + words_of(rooms()));
  if (arguments.size() > 2) refuse_argument("room", arguments[2], "a room and its options as JSON");
  return write_json(enter_room(arguments[0], arguments.size() > 1 ? parse_json(arguments[1]) : Value()), true) + "\n";
}

}  // namespace nonlin
