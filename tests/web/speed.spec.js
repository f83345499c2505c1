// The page stays free while it trains as fast as it goes: 16 lanes of 2-8-8-1 on 500 points, drawn all the while.
import { readFileSync } from 'node:fs';
import { button, expect, open, quiet, test } from './support/page.js';

const spec = { data: { count: 500 }, network: { layers: [{ units: 8 }, { units: 8 }] }, stop: { steps: 10_000_000 } };

test.use({ viewport: { width: 1366, height: 768 } });

/** What happens in `seconds` of the race at full speed, per second; long tasks are a list of milliseconds. */
const measure = (page, seconds) => page.evaluate(async (duration) => {
  const long = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => long.push(Math.round(entry.duration))));
  observer.observe({ entryTypes: ['longtask'] });
  const count = { frames: 0, maps: 0, curves: 0 };
  const { putImageData, stroke } = CanvasRenderingContext2D.prototype;
  const strokesIn = new Set();
  CanvasRenderingContext2D.prototype.putImageData = function (...given) {
    ++count.maps;
    return putImageData.apply(this, given);
  };
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    if (this.canvas.closest('.plot')) strokesIn.add(count.frames);
    return stroke.apply(this, given);
  };
  const stepOf = () => window.nonlin.lanes()[0].step;
  const [begin, from] = [performance.now(), stepOf()];
  await new Promise((resolve) => {
    const frame = () => {
      ++count.frames;
      if (performance.now() - begin < 1000 * duration) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  const passed = (performance.now() - begin) / 1000;
  const steps = stepOf() - from;
  Object.assign(CanvasRenderingContext2D.prototype, { putImageData, stroke });
  observer.disconnect();
  return { frames: count.frames / passed, maps: count.maps / passed / 16, curves: strokesIn.size / passed, steps: steps / passed, long };
}, seconds);

/** Steps a second of the same race in one worker that draws nothing. */
const undrawn = (page, seconds) => page.evaluate(async ([given, duration]) => {
  const worker = new Worker('worker.js');
  worker.postMessage({ type: 'start', wasm: await (await fetch('nonlin.wasm')).arrayBuffer() });
  let id = 0;
  const call = (method, ...args) => new Promise((resolve, reject) => {
    const own = ++id;
    worker.addEventListener('message', function hear({ data }) {
      if (data.id !== own) return;
      worker.removeEventListener('message', hear);
      if (data.ok) resolve(data.value);
      else reject(new Error(data.error));
    });
    worker.postMessage({ id: own, method, args });
  });
  const full = await call('complete', given);
  await call('configure', full, full.lanes.map((_, i) => [i, 0]), 1_000_000);
  let to = 0;
  const train = async (ms) => {
    const [begin, from] = [performance.now(), to];
    while (performance.now() - begin < ms) await call('run', { to: (to += 50), budgetMs: 1000, frame: null });
    return ((to - from) * 1000) / (performance.now() - begin);
  };
  await train(500);
  const speed = await train(1000 * duration);
  worker.terminate();
  return speed;
}, [spec, seconds]);

test('fifty frames a second, no long task, fresh pictures, and most of the engine\'s speed', async ({ page, browserName }) => {
  test.skip(browserName === 'firefox', 'it does not report long tasks; its frames are those of Chromium\'s test');
  await open(page, quiet);
  await page.evaluate((given) => window.nonlin.load(given), spec);
  const free = await undrawn(page, 2);
  await button(page, '#transport', /fastest/i).click();
  await page.evaluate(() => window.nonlin.play());
  await page.waitForTimeout(1000);
  // The machine may be busy with something else for a while: of three measurements one must be undisturbed.
  let best;
  for (let round = 0; round < 3; ++round) {
    const now = await measure(page, 5);
    if (!best || now.long.length < best.long.length || (now.long.length === best.long.length && now.frames > best.frames)) best = now;
    if (best.long.length === 0 && best.frames >= 50) break;
  }
  await page.evaluate(() => window.nonlin.pause());
  test.info().annotations.push({ type: 'measured', description: JSON.stringify({ ...best, undrawn: free }) });
  expect(best.frames).toBeGreaterThanOrEqual(50);
  expect(best.long).toEqual([]);
  expect(best.maps).toBeGreaterThanOrEqual(5);
  expect(best.curves).toBeGreaterThanOrEqual(10);
  expect(best.steps / free).toBeGreaterThan(0.3);
});

test('interactive within a second of loading', async ({ page }) => {
  let best = Infinity;
  for (let round = 0; round < 3; ++round) {
    await open(page, `/?${round}#v=1&lang=en`);
    best = Math.min(best, await page.evaluate(() => performance.now()));
  }
  expect(best).toBeLessThan(1000);
});

test('the page fetches its own five files and nothing else', async ({ page }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await open(page, quiet);
  const own = new Set(['/', '/style.css', '/main.js', '/worker.js', '/nonlin.wasm']);
  expect(fetched.filter((path) => !own.has(path))).toEqual([]);
  expect(readFileSync('dist/site/index.html', 'utf8')).toContain('Content-Security-Policy');
});
