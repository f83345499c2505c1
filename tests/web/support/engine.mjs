// The compiled engine for tests in Node, without a worker around it, and the native command line beside it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const program = fileURLToPath(new URL('build/native/nonlin', root));

/**
 * An engine of its own, with its memory.
 *
 * @param {'wasm' | 'wasm-scalar'} build folder of build/
 */
export async function loadEngine(build) {
  const folder = new URL(`build/${build}/`, root);
  if (!existsSync(new URL('nonlin.wasm', folder))) throw new Error(`build/${build} is missing: scripts/build ${build}`);
  const { default: createEngine } = await import(new URL('nonlin.mjs', folder).href);
  const module = await WebAssembly.compile(readFileSync(new URL('nonlin.wasm', folder)));
  let memory;
  const engine = await createEngine({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then((instance) => {
        memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
        done(instance, module);
      });
      return {};
    },
  });
  return { engine, memory };
}

/** What the native program writes, given this input. @param {string[]} args @param {string} input */
export function native(args, input) {
  return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The last record of every run of a spec, trained by the native program. @param {any} spec */
export function nativeEnds(spec) {
  const lines = native(['train', '-', '--every', '10000000', '--format', 'jsonl'], JSON.stringify(spec));
  return lines.trim().split('\n').map((line) => JSON.parse(line)).filter((record) => record.hash);
}
