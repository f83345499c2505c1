// The engine's memory in WebAssembly. Allocation never throws, so that what only allocates needs no code to clean up
// after an exception: without memory the program stops, and the page replaces its worker.
#include <cstdlib>
#include <exception>
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

// What ends the program does so without a word. (The system's handlers, which put one together, stay out when these are
// there; weak, so that a later Emscripten may have more to say.)
extern "C" {
__attribute__((weak)) std::terminate_handler __cxa_terminate_handler = std::abort;
__attribute__((weak)) std::terminate_handler __cxa_unexpected_handler = std::abort;
__attribute__((weak)) std::new_handler __cxa_new_handler = nullptr;
}

// Strings, too, are compiled here, with the rest and by its rules, instead of coming from the system's library.
template class std::basic_string<char>;
