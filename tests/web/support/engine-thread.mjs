// A thread of Node that serves the engine as the page's worker does.
import { parentPort } from 'node:worker_threads';
import createEngine from '../../../build/wasm/nonlin.mjs';
import { serve } from '../../../web/engine/serve.js';

const port = { postMessage: (message, transfer) => parentPort.postMessage(message, transfer), onmessage: null };
parentPort.on('message', (data) => port.onmessage({ data }));
serve(port, createEngine);
