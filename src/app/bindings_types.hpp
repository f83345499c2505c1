// The types that cross between C++ and JavaScript, told to Embind here instead of in its own start-up code, which tells
// it of every type there is (strings of 16 and 32 bits, views of all numbers): 1 kB of the module the page downloads,
// and as much of its glue. What is missing here is reported by name when a binding that needs it is called. Included by
// bindings.cpp alone: the linker must meet these before it looks for Embind's own.
#pragma once

#include <emscripten/bind.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <string>

namespace {

using emscripten::internal::TypeID;

/// `kind`: the index in Embind's list of typed arrays.
template <class T>
void add_view(unsigned kind, const char* name) {
  emscripten::internal::_embind_register_memory_view(TypeID<emscripten::memory_view<T>>::get(), kind, name);
}

}  // namespace

// Weak: if a later Emscripten needs more of its own start-up code than these two, it is linked whole in their place.
extern "C" {

/// Called once, for the bindings of bindings.cpp.
__attribute__((weak)) void _embind_register_bindings(emscripten::internal::InitFunc*) {
  using namespace emscripten::internal;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", true, false);
  _embind_register_integer(TypeID<int>::get(), "int", 4, INT32_MIN, INT32_MAX);
  _embind_register_integer(TypeID<long>::get(), "long", 4, INT32_MIN, INT32_MAX);
  _embind_register_integer(TypeID<unsigned>::get(), "unsigned int", 4, 0, UINT32_MAX);
  _embind_register_integer(TypeID<unsigned long>::get(), "unsigned long", 4, 0, UINT32_MAX);
  _embind_register_float(TypeID<float>::get(), "float", sizeof(float));
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");  // by this name it is UTF-8
  _embind_register_emval(TypeID<emscripten::val>::get());
  add_view<unsigned char>(1, "bytes");
  add_view<int>(4, "ints");
  add_view<float>(6, "floats");
  add_view<double>(7, "doubles");
}

/// For messages about what is missing above.
__attribute__((weak)) const char* __getTypeName(const std::type_info*) { return strdup("a type"); }
}

/// Called by nobody: with it the type of std::exception is here. std::shared_ptr asks for it, and the linker would find
/// it first in Embind's file, which then came whole, with printf: 3 kB.
[[noreturn]] __attribute__((weak)) void keep_type_of_exceptions() { throw std::exception(); }
