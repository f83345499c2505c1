// How lively the page is at full speed: frames, long tasks, redraws, and training against the same engine without any drawing.
//   scripts/bench page [SECONDS] [--json]
// 16 lanes of 2-8-8-1 on 500 points, all of them in every batch, Adam; 1366 x 768, no GPU. Compare figures of one run only.
import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';

const json = process.argv.includes('--json');
const seconds = Number(process.argv[2]) || 10;
const port = 8139;
const spec = {
  data: { generator: 'spiral', count: 500 },
  network: { layers: [{ units: 8 }, { units: 8 }] },
  stop: { steps: 10_000_000 },
};

const server = spawn(process.execPath, ['scripts/serve.mjs', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((resolve) => server.stdout.once('data', resolve));
const browser = await chromium.launch({
  executablePath: process.env.NONLIN_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Counts what the page does, from before its first script. */
function watch() {
  const seen = { frames: 0, longest: 0, long: 0, maps: new Map(), charts: new Map(), ready: 0 };
  globalThis.seen = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration);
      if (duration > 50) ++seen.long;
    }
  }).observe({ type: 'longtask' });
  const count = (map, canvas) => map.set(canvas, (map.get(canvas) ?? 0) + 1);
  const { putImageData, drawImage, clearRect } = CanvasRenderingContext2D.prototype;
  // Pixels go to a small canvas of their own, and from there to the tile.
  const fresh = new WeakSet();
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    fresh.add(this.canvas);
    return putImageData.apply(this, args);
  };
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    if (fresh.has(args[0])) count(seen.maps, this.canvas);
    fresh.delete(args[0]);
    return drawImage.apply(this, args);
  };
  CanvasRenderingContext2D.prototype.clearRect = function (...args) {
    if (this.canvas.closest?.('.plot')) count(seen.charts, this.canvas);
    return clearRect.apply(this, args);
  };
  const tick = () => {
    ++seen.frames;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  document.addEventListener('DOMContentLoaded', async () => {
    while (!globalThis.nonlin) await new Promise((resolve) => setTimeout(resolve));
    await globalThis.nonlin.ready;
    seen.ready = performance.now();
  });
}

/** Steps a second of the same race in a worker of the same browser, without records in between or any picture. */
async function undrawn({ spec, milliseconds }) {
  const worker = new Worker('worker.js');
  const wasm = await (await fetch('nonlin.wasm')).arrayBuffer();
  worker.postMessage({ type: 'start', wasm });
  let id = 0;
  const call = (method, ...args) =>
    new Promise((resolve, reject) => {
      const mine = ++id;
      const listen = ({ data }) => {
        if (data.id !== mine) return;
        worker.removeEventListener('message', listen);
        if (data.ok) resolve(data.value);
        else reject(new Error(data.error));
      };
      worker.addEventListener('message', listen);
      worker.postMessage({ id: mine, method, args });
    });
  await call('configure', spec, null, 10_000_000); // as seldom as the engine may record
  let step = 0;
  let to = 200; // warms up
  const advance = async () => {
    while (!(await call('run', { to, budgetMs: 60, frame: null })).arrived);
    step = to;
  };
  await advance();
  const begin = performance.now();
  const first = step;
  while (performance.now() - begin < milliseconds) {
    to += 100;
    await advance();
  }
  const rate = ((step - first) * 1000) / (performance.now() - begin);
  worker.terminate();
  return rate;
}

/** What a look at the page for so many milliseconds counts. */
async function measure(duration) {
  const { seen, nonlin } = globalThis;
  Object.assign(seen, { frames: 0, longest: 0, long: 0 });
  seen.maps.clear();
  seen.charts.clear();
  const first = nonlin.lanes()[0].step;
  const begin = performance.now();
  await new Promise((resolve) => setTimeout(resolve, duration));
  const s = (performance.now() - begin) / 1000;
  const tiles = [...seen.maps].filter(([canvas]) => canvas.isConnected).map(([, n]) => n / s);
  return {
    frames: seen.frames / s,
    longest: seen.longest,
    long: seen.long,
    maps: Math.min(...tiles),
    mapCount: tiles.length,
    curves: Math.max(0, ...[...seen.charts.values()].map((n) => n / s)),
    steps: (nonlin.lanes()[0].step - first) / s,
  };
}

/** Milliseconds from the click until the panels are there, and until both are drawn. */
async function open() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const begin = performance.now();
  document.querySelector('dialog.large .drawer-head button').click();
  const panels = () => [...document.querySelectorAll('#inside .inside-panel')];
  const drawn = (panel) => [...panel.querySelectorAll('[role=img]')].some((picture) => picture.getAttribute('aria-label'));
  while (panels().length < 2) await frame();
  const there = performance.now() - begin;
  while (!panels().every(drawn)) await frame();
  return { there, drawn: performance.now() - begin };
}

try {
  // A document of the same origin that runs nothing of its own.
  const bare = await browser.newPage();
  await bare.goto(`http://localhost:${port}/style.css`);
  const free = await bare.evaluate(undrawn, { spec, milliseconds: Math.max(4000, seconds * 500) });
  await bare.close();
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  await page.addInitScript(watch);
  await page.goto(`http://localhost:${port}/#v=1&lang=zh`);
  await page.waitForFunction(() => globalThis.seen.ready > 0);
  const ready = await page.evaluate(() => globalThis.seen.ready);
  await page.evaluate((s) => globalThis.nonlin.load(s), spec);
  await page.getByRole('button', { name: '最快', exact: true }).click();
  await page.evaluate(() => globalThis.nonlin.play());
  await page.waitForTimeout(2000); // the compiler settles
  const figures = await page.evaluate(measure, seconds * 1000);
  // The same with a lane looked into: two panels, the maps out of sight.
  await page.evaluate(() => document.querySelector('#tiles .tile[data-lane="4"]').click());
  await page.waitForTimeout(500); // a reader finds the button
  const opened = await page.evaluate(open);
  await page.waitForTimeout(1000);
  const inside = await page.evaluate(measure, seconds * 1000);
  const rows = [
    ['ready after', ready, 'ms'],
    ['animation frames', figures.frames, '/s'],
    ['longest task', figures.longest, 'ms (0: none over 50)'],
    ['tasks over 50 ms', figures.long, ''],
    [`slowest of ${figures.mapCount} maps redrawn`, figures.maps, '/s'],
    ['curves redrawn', figures.curves, '/s'],
    ['steps, drawn', figures.steps, '/s'],
    ['steps, undrawn', free, '/s'],
    ['drawn / undrawn', figures.steps / free, ''],
    ['looking inside: there after', opened.there, 'ms'],
    ['looking inside: drawn after', opened.drawn, 'ms'],
    ['inside: animation frames', inside.frames, '/s'],
    ['inside: longest task', inside.longest, 'ms (0: none over 50)'],
    ['inside: tasks over 50 ms', inside.long, ''],
    ['inside: steps, drawn', inside.steps, '/s'],
  ];
  if (json) console.log(JSON.stringify(Object.fromEntries(rows.map(([name, value]) => [name, value]))));
  else for (const [name, value, unit] of rows) console.log(`${name.padEnd(28)} ${value.toPrecision(4).padStart(9)} ${unit}`);
} finally {
  await browser.close();
  server.kill();
}
