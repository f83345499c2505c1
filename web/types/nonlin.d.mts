/** The compiled engine (src/app/bindings.cpp), as the worker imports it from build/wasm/nonlin.mjs. */
interface Options {
  /** Must instantiate the module with `imports` and call `done`; its return value is not used. */
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}
export default function createEngine(options: Options): Promise<any>;
