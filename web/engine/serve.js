/**
 * The worker's side of the border: answers the page's calls with the engine's functions.
 *
 * page -> worker: `{type: 'start', wasm}` first, then `{id, method, args}`.
 * worker -> page: `{id, ok: true, value}` or `{id, ok: false, error, fatal, at}`, and `{type: 'beat'}` while a long call goes on.
 * `fatal` means the engine is no longer to be trusted (a trap, or it never started) and the worker must be replaced.
 *
 * @import { Advanced, FrameOptions } from '../types/engine.js'
 */

import { measurePrices } from './prices.js';

/** WebAssembly is optimised only between calls (V8 cannot replace a running function), so training is many short ones. */
const CALL_MS = 8;

/** How often a long call says that it is alive. */
const BEAT_MS = 1000;

/**
 * @param {{postMessage: (message: unknown, transfer?: any[]) => void, onmessage: ((event: any) => void) | null}} port
 * @param {(options: any) => Promise<any>} createEngine the compiled engine's factory
 */
export function serve(port, createEngine) {
  /** @type {Promise<any>} */
  let engine = Promise.reject(new Error('the engine was not started'));
  engine.catch(() => {});

  port.onmessage = async ({ data: message }) => {
    if (message.type === 'start') {
      engine = instantiate(createEngine, message.wasm);
      engine.catch(() => {});
      return;
    }
    const { id, method, args } = message;
    try {
      const value = answer(await engine, method, args, () => port.postMessage({ type: 'beat' }));
      port.postMessage({ id, ok: true, value }, buffersOf(value));
    } catch (error) {
      const refused = error instanceof Refusal;
      port.postMessage({ id, ok: false, error: error instanceof Error ? error.message : String(error), fatal: !refused, at: refused ? error.at : undefined });
    }
  };
}

/** What the engine refuses with a message; it is as it was before. */
class Refusal extends Error {
  /** @param {string} message @param {number} [at] the character of a formula that it is about */
  constructor(message, at) {
    super(message);
    this.at = at;
  }
}

/**
 * @param {(options: any) => Promise<any>} createEngine
 * @param {WebAssembly.Module | ArrayBuffer} wasm
 */
async function instantiate(createEngine, wasm) {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  return new Promise((resolve, reject) => {
    createEngine({
      instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {Function} */ done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/**
 * @param {any} engine
 * @param {string} method
 * @param {any[]} args
 * @param {() => void} beat
 */
function answer(engine, method, args, beat) {
  switch (method) {
    case 'run':
      return run(engine, args[0], beat);
    case 'saveAll':
      return args[0].map((/** @type {number} */ index) => checked(engine.save(index)));
    case 'runTrial':
      return runTrial(engine, args[0], beat);
    case 'prices':
      return measurePrices(args[0], (id, runs) => checked(engine.exercise(id, runs)), beat);
    default:
      if (typeof engine[method] !== 'function') throw new Refusal(`${method}: no such function`);
      return checked(engine[method](...args));
  }
}

/** @param {any} value */
function checked(value) {
  if (value && typeof value.error === 'string') throw new Refusal(value.error, value.at);
  return value;
}

/**
 * Trains toward `to` for about `budgetMs`; when all runs are there, takes the frame asked for.
 *
 * @param {any} engine
 * @param {{to: number, budgetMs: number, frame?: FrameOptions | null}} order
 * @param {() => void} beat
 * @returns {Advanced}
 */
function run(engine, { to, budgetMs, frame }, beat) {
  const begin = performance.now();
  let lastBeat = begin;
  for (;;) {
    const arrived = checked(engine.advance(to, Math.min(CALL_MS, budgetMs)));
    const now = performance.now();
    if (arrived) return { arrived, frame: frame ? checked(engine.frame(frame)) : null };
    if (now - begin >= budgetMs) return { arrived, frame: null };
    if (now - lastBeat > BEAT_MS) {
      lastBeat = now;
      beat();
    }
  }
}

/**
 * Goes on with the trial that was opened, for about `budgetMs`.
 *
 * @param {any} engine
 * @param {number} budgetMs
 * @param {() => void} beat
 */
function runTrial(engine, budgetMs, beat) {
  const begin = performance.now();
  beat();
  for (;;) {
    const reply = checked(engine.advanceTrial(Math.min(CALL_MS, budgetMs)));
    if (reply.done || performance.now() - begin >= budgetMs) return reply;
  }
}

/**
 * The buffers of all typed arrays in a reply, each once.
 *
 * @param {any} value
 * @param {Set<ArrayBuffer>} found
 */
function buffersOf(value, found = new Set()) {
  if (ArrayBuffer.isView(value)) found.add(/** @type {ArrayBuffer} */ (value.buffer));
  else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) buffersOf(item, found);
  } else if (value && typeof value === 'object') for (const key in value) buffersOf(value[key], found);
  return [...found];
}
