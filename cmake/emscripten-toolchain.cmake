# Cross-compiling with em++: the one on PATH, else the one that scripts/setup made in the user's cache folder. Emscripten's
# own toolchain file is not used since it may lie in a root file system of its own, out of this CMake's sight.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(EMSCRIPTEN TRUE)

if(DEFINED ENV{XDG_CACHE_HOME})
  set(nonlin_cache "$ENV{XDG_CACHE_HOME}/nonlin")
else()
  set(nonlin_cache "$ENV{HOME}/.cache/nonlin")
endif()
foreach(tool IN ITEMS em++ emar emranlib)
  find_program(NONLIN_${tool} ${tool} PATHS "${nonlin_cache}/emscripten/bin" NO_CMAKE_FIND_ROOT_PATH)
  if(NOT NONLIN_${tool})
    message(FATAL_ERROR "${tool} is missing: scripts/setup build installs Emscripten, or says how to")
  endif()
endforeach()
set(CMAKE_CXX_COMPILER "${NONLIN_em++}")
set(CMAKE_AR "${NONLIN_emar}" CACHE FILEPATH "")
set(CMAKE_RANLIB "${NONLIN_emranlib}" CACHE FILEPATH "")
# CMake's trial program is only compiled, never linked: linking would print nothing useful and take seconds.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
