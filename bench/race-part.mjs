// The whole: 16 activations x 32 seeds x 2,000 steps of 2-8-8-1, batch 32, Adam, on two cores.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { launchChromium, serveFiles } from './competitors.mjs';
import { median } from './report.mjs';

const workers = 2, seeds = 32, steps = 2000, rounds = 5;
const activations = [
  'sigmoid', 'tanh', 'hard-tanh', 'softsign', 'arctan', 'relu', 'leaky-relu', 'prelu',
  'softplus', 'elu', 'selu', 'swish', 'gelu', 'mish', 'sine', 'gaussian',
];
const spec = {
  data: { generator: 'circle', count: 500 },
  network: { layers: [{ units: 8 }, { units: 8 }] },
  optimizer: { id: 'adam', rate: 0.01 },
  batch: { size: 32 },
  seeds,
  stop: { steps },
  lanes: activations.map((activation) => ({ activation })),
};
const name = `${activations.length} activations x ${seeds} seeds x ${steps} steps, 2-8-8-1, batch 32, Adam, ${workers} cores`;

export async function race(report) {
  const section = report.section(name);
  const goal = (seconds) => ({ goal: 'at most 3 s', met: seconds <= 3 });
  const native = commandLine();
  section.add('command line, --threads 2', native.seconds, 's', native.seconds === null ? { note: native.why } : goal(native.seconds));
  try {
    const pool = await inChromium();
    section.add('worker pool in Chromium', pool, 's', goal(pool));
  } catch (error) {
    section.add('worker pool in Chromium', null, 's', { note: `skipped: ${error.message.split('\n')[0]}` });
  }
}

function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'nonlin-bench-'));
  try {
    const file = join(folder, 'spec.json');
    writeFileSync(file, JSON.stringify(spec));
    const seconds = [];
    for (let round = 0; round < rounds; ++round) {
      const begin = performance.now();
      execFileSync('build/native/nonlin', ['train', file, '--every', '100', '--threads', String(workers)], { stdio: ['ignore', 'ignore', 'pipe'] });
      seconds.push((performance.now() - begin) / 1000);
    }
    return { seconds: median(seconds) };
  } catch (error) {
    return { seconds: null, why: `skipped: ${String(error.stderr ?? error.message).trim().split('\n')[0]}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The page's own pool with the page's own worker, in a page without views. */
async function inChromium() {
  const bundle = async (contents, format) => {
    const made = await build({ stdin: { contents, resolveDir: process.cwd() }, bundle: true, format, write: false, logLevel: 'error' });
    return made.outputFiles[0].text;
  };
  const server = await serveFiles({
    '/': '<!doctype html><title>bench</title>',
    '/pool.js': await bundle("export { Pool } from './web/engine/pool.js'; export { createPlatform } from './web/engine/platform.js';", 'esm'),
    '/worker.js': await bundle("import './web/engine/worker.js';", 'iife'),
    '/nonlin.wasm': readFileSync('build/wasm/nonlin.wasm'),
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.address);
    const seconds = [];
    for (let round = 0; round < rounds; ++round) seconds.push(await page.evaluate(measure, { spec, workers, seeds, steps }));
    return median(seconds);
  } finally {
    await browser.close();
    server.close();
  }
}

/** In the page: seconds from a race that stands at its start to its last step, all records with it. */
async function measure({ spec, workers, seeds, steps }) {
  const { Pool, createPlatform } = await import('/pool.js');
  const pool = new Pool(await createPlatform(), workers);
  const runs = spec.lanes.flatMap((_, lane) => Array.from({ length: seeds }, (_, seed) => [lane, seed]));
  await pool.configure(spec, runs, 100);
  const begin = performance.now();
  await pool.run(steps, {});
  const seconds = (performance.now() - begin) / 1000;
  pool.close();
  return seconds;
}
