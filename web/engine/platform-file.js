/**
 * How the page gets its engine in the single file, where nothing can be fetched: the build embeds the worker as text and
 * the WebAssembly module as base64 of its gzip. Takes the place of platform.js.
 *
 * @import { Platform } from './platform.js'
 */
import wasmText from 'embedded:nonlin.wasm';
import workerText from 'embedded:worker.js';

/**
 * @returns {Promise<Platform>} rejects if the browser cannot unpack or compile the engine
 */
export async function createPlatform() {
  const packed = Uint8Array.from(atob(wasmText), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const wasm = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  // Kept for the page's whole life: a worker that dies is started again from it.
  const url = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
  return { wasm, startWorker: () => new Worker(url) };
}
