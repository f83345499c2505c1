// The engine for tests in Node: the real WebAssembly build, in threads that look like a browser's workers.
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const wasm = await WebAssembly.compile(readFileSync(new URL('../../../build/wasm/nonlin.wasm', import.meta.url)));
const thread = new URL('./engine-thread.mjs', import.meta.url);

/** A platform, and the threads it started: `threads[i].terminate()` ends one without telling anybody. */
export function createPlatform() {
  const threads = [];
  return {
    wasm,
    threads,
    startWorker() {
      const worker = new Worker(thread);
      threads.push(worker);
      return {
        postMessage: (message) => worker.postMessage(message),
        terminate: () => void worker.terminate(),
        addEventListener(type, listener) {
          if (type === 'message') worker.on('message', (data) => listener({ data }));
          else worker.on(type, (error) => listener({ message: error.message }));
        },
      };
    },
  };
}

/** Waits until `condition()` holds. */
export async function until(condition, seconds = 20) {
  const end = performance.now() + 1000 * seconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
