/** A worker of the page: one engine, asked by messages. */
import createEngine from '../../build/wasm/nonlin.mjs';
import { serve } from './serve.js';

serve(/** @type {any} */ (globalThis), createEngine);
