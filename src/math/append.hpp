// Numbers added to the end of a list. One by one: the library's insert is a third of a kilobyte for each kind of list.
#pragma once

#include <vector>

namespace nonlin {

template <class T, class Allocator, class From>
void append(std::vector<T, Allocator>& to, const From& from) {
  for (const T x : from) to.push_back(x);
}

}  // namespace nonlin
