/** The compiled engine (src/app/bindings.cpp), as the worker imports it. tsconfig.json lays this folder over the project's. */
interface Options {
  /** Must instantiate the module with `imports` and call `done`; its return value is not used. */
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}
export default function createEngine(options: Options): Promise<any>;
