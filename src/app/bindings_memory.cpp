// The engine's memory in WebAssembly. Allocation never throws, so that what only allocates needs no code to clean up
// after an exception: without memory the program stops, and the page replaces its worker.
#include <cstdlib>
#include <new>
#include <string>

namespace {

void* there(void* memory) {
  if (!memory) __builtin_trap();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return there(std::malloc(size)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto to = static_cast<std::size_t>(alignment);
  return there(std::aligned_alloc(to, (size + to - 1) / to * to));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }

// Strings, too, are compiled here, with the rest and by its rules, instead of coming from the system's library.
template class std::basic_string<char>;
