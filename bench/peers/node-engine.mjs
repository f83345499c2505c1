// This engine in WebAssembly, in Node.
import { readFileSync } from 'node:fs';
import { createCompetitor } from '../engine.mjs';
import { serve } from '../serve.mjs';

const folder = new URL('../../build/wasm/', import.meta.url);
const { default: createEngine } = await import(new URL('nonlin.mjs', folder).href);
const bytes = (name) => readFileSync(new URL(name, folder));
await serve(await createCompetitor(createEngine, bytes('nonlin.wasm'), bytes('nonlin-bench.wasm')));
