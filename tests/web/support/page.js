// What the browser tests share: a page that must stay silent, and short names for what the tests look at.
import { expect, test as base } from '@playwright/test';

import en from '../../../web/text/en.js';

/**
 * In a page: what is trained behind the race (its twenty seeds, the phase map, rates of each lane's own: by orders without a
 * frame) comes no further until `trainBehind`, and takes no time from what is looked at.
 */
function holdBehind() {
  const Real = window.Worker;
  window.Worker = class extends Real {
    postMessage(message, ...rest) {
      if (window.behind || message.method !== 'run' || 'frame' in message.args[0]) return super.postMessage(message, ...rest);
      const data = { id: message.id, ok: true, value: { arrived: false } };
      setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })), 100);
    }
  };
}

/** From now on what stands behind the race is trained. */
export async function trainBehind(page) {
  const go = () => void (window.behind = true);
  await page.addInitScript(go);
  await page.evaluate(go);
}

/** A test whose page may write nothing to the console, throw nothing and fetch nothing from elsewhere. */
export const test = base.extend({
  context: async ({ context }, use) => {
    await context.addInitScript(holdBehind);
    await use(context);
  },
  page: async ({ page }, use) => {
    const said = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'localhost') said.push(`request: ${request.url()}`);
    });
    await use(page);
    expect(said).toEqual([]);
  },
});

/** Opens the page and waits until its race stands at the start. */
export async function open(page, address = '/') {
  await page.goto(address);
  await page.waitForFunction(() => window.nonlin); // the single file has to unpack it
  await page.evaluate(() => window.nonlin.ready);
}

/** An address that opens the default experiment without playing. */
export const quiet = '/#v=1&lang=en';
/** The same at a pace that takes no time. */
export const quick = '/#v=1&pace=200&lang=en';

/** How many activation functions there are; every one has a name, as a test of the texts makes sure. */
export const rowCount = Object.keys(en).filter((key) => key.startsWith('name.') && key !== 'name.base').length;

export const lanes = (page) => page.evaluate(() => window.nonlin.lanes());
export const hashes = async (page) => (await lanes(page)).map((lane) => lane.hash);
export const step = (page, n) => page.evaluate((count) => window.nonlin.step(count), n);

/** A button of a part of the page by its words. */
export const button = (page, part, name) => page.locator(part).getByRole('button', { name });

/** What stands behind the # of the address. */
export const hash = (page) => page.evaluate(() => location.hash);

/** Lets the page draw so many frames. */
export const frames = (page, count) => page.evaluate(async (n) => {
  for (let i = 0; i < n; ++i) await new Promise((resolve) => requestAnimationFrame(resolve));
}, count);

export { expect };
