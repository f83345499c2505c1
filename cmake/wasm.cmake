# The WebAssembly module: compiler floor, exceptions, link settings.

execute_process(COMMAND "${CMAKE_CXX_COMPILER}" --version OUTPUT_VARIABLE em_version ERROR_QUIET)
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" em_version "${em_version}")
if(em_version VERSION_LESS 3.1.69)
  message(FATAL_ERROR "${CMAKE_CXX_COMPILER} is Emscripten ${em_version}, too old (3.1.69 or newer): "
                      "scripts/setup build installs one, then put its folder first on PATH")
endif()
message(STATUS "Emscripten ${em_version}")

# System headers are left out of the dependency files: the compiler may live in a root file system of its own, where this
# Ninja cannot see them and would rebuild everything each time.
set(CMAKE_DEPFILE_FLAGS_CXX "-MMD -MT <DEP_TARGET> -MF <DEP_FILE>")

# Exceptions: the engine throws std::invalid_argument for a bad spec, the bindings catch it; none crosses into JavaScript.
add_compile_options(-fwasm-exceptions)
add_link_options(-fwasm-exceptions)

# Nothing else throws: the standard library stops the program instead (an index out of range, a length no vector has; Emscripten
# 3.1.69's and what knows this macro), and so does an allocation that fails (src/app/bindings_memory.cpp). A call that cannot throw
# needs no code that cleans up after it.
add_compile_definitions(_LIBCPP_HAS_NO_EXCEPTIONS)
add_compile_options("-D_LIBCPP_VERBOSE_ABORT(...)=__builtin_trap()")

# Nothing asks for a type at run time; Embind then knows types by address, not by name.
add_compile_options(-fno-rtti)
add_compile_definitions(EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
add_link_options(-fno-rtti)

# In every browser that has SIMD and exceptions: floats to integers and copies of memory as one instruction.
add_compile_options(-mnontrapping-fptoint -mbulk-memory)
add_link_options(-mnontrapping-fptoint -mbulk-memory)

# Link-time optimisation of our files: 5 % less to download, and training a little faster. Not of the system libraries (it is no
# link option), which many installations would first have to build.
add_compile_options(-flto)

# Links `target` to NAME.mjs + NAME.wasm. The same two files run in a page, in a worker and in Node, which give the module
# through instantiateWasm(imports, done).
function(nonlin_wasm_module target name)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .mjs)
  target_link_options(
    ${target}
    PRIVATE
    -O3
    -lembind
    -sEMBIND_AOT # call stubs written at link time: as fast as those made with eval ...
    -sDYNAMIC_EXECUTION=0 # ... and no eval or new Function, which the page's policy forbids
    -sMODULARIZE
    -sEXPORT_ES6
    -sENVIRONMENT=web,worker
    -sTEXTDECODER=2 # the browser has one: none in JavaScript
    -sFILESYSTEM=0
    -sINCOMING_MODULE_JS_API=instantiateWasm # the only way in: one compiled module shared by all workers
    -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=1GB # a spec that would need more than half of it is refused by the engine
    -sSTACK_SIZE=1MB
    -sMALLOC=emmalloc) # a few large blocks: the smallest allocator is as good as any
endfunction()

# Links `target` to one .wasm file of plain exports, without JavaScript of its own.
function(nonlin_wasm_plain target)
  set_target_properties(${target} PROPERTIES SUFFIX .wasm)
  target_link_options(${target} PRIVATE -O3 --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB
                      -sMALLOC=emmalloc)
endfunction()
