/**
 * How the page gets its engine when it comes from a web server: worker.js and nonlin.wasm lie beside index.html.
 * platform-file.js takes this module's place in the single file. Both compile the module once; workers share it.
 *
 * @typedef {object} Platform
 * @property {() => Worker} startWorker starts one more worker; it waits for `{type: 'start', wasm}`
 * @property {WebAssembly.Module} wasm the engine, compiled; can be posted to any worker
 */

/**
 * @returns {Promise<Platform>} rejects if the engine cannot be fetched, or the browser cannot compile it
 */
export async function createPlatform() {
  const response = await fetch(new URL('nonlin.wasm', document.baseURI));
  if (!response.ok) throw new Error(`nonlin.wasm: HTTP ${response.status}`);
  // Not compileStreaming, which refuses the MIME type that a plain static host may give.
  const wasm = await WebAssembly.compile(await response.arrayBuffer());
  return { wasm, startWorker: () => new Worker(new URL('worker.js', document.baseURI)) };
}
