// See scripts/soak.
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';

const goal = 1e6 * (Number(process.argv[2]) || 20);
const port = 8147;
const most = 0.05; // growth from a tenth to the end

/** Races of every kind of picture, some of whose lanes diverge; all of them are met in the first tenth. */
const races = [
  { data: { generator: 'spiral', count: 500 }, network: { layers: [{ units: 8 }, { units: 8 }] }, batch: { size: 50 }, stop: { steps: 12_000 } },
  { data: { generator: 'sine' }, network: { layers: [{ units: 8 }] }, stop: { steps: 10_000 } },
  { data: { generator: 'blobs', parameters: { classes: 4 }, trainShare: 0.7 }, network: { layers: [{ units: 6 }] }, batch: { size: 10 }, stop: { steps: 12_000 } },
  { data: { generator: 'venn' }, network: { layers: [{ units: 8, norm: 'batch' }] }, batch: { size: 32 }, stop: { steps: 5000 } },
  { data: { generator: 'moons' }, network: { layers: [{ units: 5 }, { units: 5 }] }, optimizer: { id: 'sgd', rate: 3 }, stop: { steps: 8000 },
    lanes: ['relu', 'squared-relu', 'bent-identity', 'tanh', 'maxout', 'prelu'].map((activation) => ({ activation })) },
];

const server = spawn(process.execPath, ['scripts/serve.mjs', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve, reject) => {
  server.stdout.once('data', resolve);
  server.once('exit', () => reject(new Error('the page cannot be served'))); // it has said why
});
const browser = await chromium.launch({
  executablePath: process.env.NONLIN_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Keeps the page's workers at hand, to ask each for the size of its memory. */
function watch() {
  const Real = Worker;
  const workers = new Set();
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      workers.add(this);
    }
    terminate() {
      workers.delete(this);
      super.terminate();
    }
  };
  let asked = 0;
  globalThis.workerMemory = async () => {
    const sizes = [...workers].map((worker) => new Promise((resolve) => {
      const id = `soak ${++asked}`; // the page counts its own calls
      worker.addEventListener('message', ({ data }) => data.id === id && resolve(data.value));
      worker.postMessage({ id, method: 'memoryBytes', args: [] });
    }));
    return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
  };
}

try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  let wrong = 0;
  page.on('pageerror', (error) => (++wrong, console.error(error.stack)));
  await page.addInitScript(watch);
  await page.goto(`http://localhost:${port}/#v=1&pace=fastest&lang=en`);
  await page.evaluate(() => window.nonlin.ready);
  const session = await page.context().newCDPSession(page);
  let frames = 0;

  /** One race to its end, with something else of the page used in each; how many lane-steps were trained. */
  async function race(round, more = {}) {
    const spec = { ...races[round % races.length], seed: round, ...more };
    await page.evaluate((given) => window.nonlin.load(given), spec);
    const use = [
      () => page.locator('#tab-table').click(),
      () => page.locator('#tab-seeds').click(),
      () => page.locator('#tab-curves').click(),
      () => page.locator('.top-actions button').first().click(),
      () => page.locator('.top-actions button').nth(1).click(),
      async () => {
        await page.locator('#tiles .tile').nth(round % 6).click();
        await page.locator('dialog[open]').waitFor();
        await page.keyboard.press('Escape');
      },
      async () => {
        await page.locator('.chip').first().click();
        await page.locator('#drawers aside:visible').waitFor();
        await page.keyboard.press('Escape');
      },
    ][round % 7];
    const played = page.evaluate(async () => {
      let count = 0;
      const { steps } = window.nonlin.spec().stop;
      await window.nonlin.play();
      await new Promise((resolve) => {
        const look = () => {
          ++count;
          // At the end every lane is at the budget, or diverged, and the picture at rest has the hashes.
          const ended = window.nonlin.lanes().every((lane) => lane.hash !== null && (lane.step === steps || lane.state === 'diverged'));
          if (ended) resolve();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      return count;
    });
    await use();
    frames += await played;
    return page.evaluate(() => window.nonlin.lanes().reduce((sum, lane) => sum + lane.step, 0));
  }

  /** Bytes of the page's heap and of all workers, of a page that stands as it stood the last time. */
  async function measure() {
    await page.evaluate(() => window.nonlin.load({ lanes: [{ activation: 'relu' }], stop: { steps: 1 } }));
    await page.locator('#tab-curves').click();
    // The seeds behind the race are in, and their workers gone.
    await page.waitForTimeout(3000);
    for (let i = 0; i < 3; ++i) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return { 'page heap': usedSize, 'WebAssembly memory': await page.evaluate(() => window.workerMemory()) };
  }

  // What the page keeps of a visit, up to a number of entries, is full from the start (steps to undo, the log), and so is what the
  // browser keeps of code that has run.
  for (let i = 0; i < 110; ++i) await race(i, { stop: { steps: 200 } });
  frames = 0;
  const begin = performance.now();
  let steps = 0;
  let early = null;
  for (let round = 0; steps < goal; ++round) {
    steps += await race(round);
    process.stderr.write(`\r${(steps / 1e6).toFixed(1)} of ${goal / 1e6} million, race ${round + 1} `);
    if (!early && steps >= goal / 10) early = await measure();
  }
  const late = await measure();
  process.stderr.write('\n');
  const seconds = (performance.now() - begin) / 1000;
  console.log(`${(steps / 1e6).toFixed(1)} million lane-steps, ${frames} frames, ${seconds.toFixed(0)} s, ${wrong} errors`);
  for (const name of Object.keys(late)) {
    const growth = late[name] / early[name] - 1;
    const mega = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
    console.log(`${name.padEnd(20)} ${mega(early[name])} at a tenth, ${mega(late[name])} at the end: ${(100 * growth).toFixed(1)} % (${100 * most} % allowed)`);
    if (growth > most) process.exitCode = 1;
  }
  if (wrong) process.exitCode = 1;
} finally {
  await browser.close();
  server.kill();
}
