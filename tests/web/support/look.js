// What a reader of the page sees, as numbers: the pixels of its pictures, its words, its boxes.
import { trainBehind } from './page.js';

/** The experiment. */
export const specOf = (page) => page.evaluate(() => window.nonlin.spec());

/** Loads an experiment (a spec or a link) and waits until its race stands at the start. */
export const load = (page, source) => page.evaluate((given) => window.nonlin.load(given), source);

/** The theme of the pages opened from now on, as if chosen on the visit before. */
export const chooseTheme = (page, theme) => page.addInitScript((value) => {
  if (location.protocol.startsWith('http')) localStorage.setItem('nonlin.theme', JSON.stringify(value));
}, theme);

/** Opens the drawer of all options, and every part of it. */
export async function openOptions(page) {
  await page.locator('#transport button').last().click();
  const drawer = page.locator('#drawers aside:visible');
  await drawer.waitFor();
  const closed = drawer.locator('details:not([open]) > summary');
  while (await closed.count()) await closed.first().click();
  return drawer;
}

/** Opens the phase map and draws it. */
export async function drawMap(page) {
  await trainBehind(page);
  await page.locator('#tab-map').click();
  await page.locator('#panel-map button').first().click();
  await page.waitForFunction(() => !document.querySelector('#panel-map').textContent.includes('·') && document.querySelector('#panel-map td button'), null, { timeout: 60_000 });
}

/** The drawer for data of one's own, at painting; then with a table that has something wrong. */
export async function openOwnData(page) {
  await page.keyboard.press('Escape');
  await page.locator('.data-own').click();
}
export async function readOwnTable(page) {
  await page.locator('#own-tab-table').click();
  await page.locator('.own textarea').fill('length,number of petals on the flower,kind\n1,2,rose\n3,x,lily\n5,6,rose\n');
}

/** The panels, by two. */
export const panelPairs = [['network', 'folding'], ['curve', 'signals'], ['units', 'step'], ['landscape', 'autopsy']];

/** Looks into a lane of the race, at two panels, their tables open. */
export async function lookInto(page, lane, [first, second]) {
  if (await page.locator('#inside').isHidden()) {
    await page.keyboard.press('Escape');
    await tile(page, lane).press('Enter');
    await page.locator('dialog.large .drawer-head button').first().click();
  }
  const all = panelPairs.flat();
  const tabs = page.locator('#inside .inside-question button');
  for (const id of [first, second]) await tabs.nth(all.indexOf(id)).click();
  await page.locator('#inside .inside-panel').nth(1).waitFor();
  await page.locator('#inside details:not([open]) > summary').evaluateAll((found) => found.forEach((summary) => summary.click()));
}

/** Two frames: the views have followed, and the page has laid itself out anew. */
export const settled = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The tile of a lane. */
export const tile = (page, lane) => page.locator(`#tiles .tile[data-lane="${lane}"]`);

/**
 * The colour of a canvas at places given as shares of its width and height, as [r, g, b, alpha].
 *
 * @param {import('@playwright/test').Locator} canvas
 * @param {[number, number][]} places
 */
export const colours = (canvas, places) => canvas.evaluate((node, at) => {
  const copy = Object.assign(document.createElement('canvas'), { width: node.width, height: node.height });
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(node, 0, 0);
  return at.map(([x, y]) => [...context.getImageData(Math.round(x * (node.width - 1)), Math.round(y * (node.height - 1)), 1, 1).data]);
}, places);

/**
 * Where a canvas has a colour (each channel within 24, opaque enough): how many pixels, and their extent in shares of its size.
 *
 * @param {import('@playwright/test').Locator} canvas
 * @param {number[]} rgb
 */
export const extent = (canvas, rgb) => canvas.evaluate((node, [r, g, b]) => {
  const { width, height } = node;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
  context.drawImage(node, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const found = { count: 0, left: 1, right: 0, top: 1, bottom: 0 };
  const near = (a, c) => Math.abs(a - c) <= 24;
  for (let i = 0; i < width * height; ++i) {
    if (data[4 * i + 3] < 128 || !near(data[4 * i], r) || !near(data[4 * i + 1], g) || !near(data[4 * i + 2], b)) continue;
    const x = (i % width) / width;
    const y = Math.floor(i / width) / height;
    found.count++;
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y);
  }
  return found;
}, rgb);

/**
 * How high a colour stands in columns of a canvas: the mean height of its pixels as a share, from the top; NaN where there is none.
 *
 * @param {import('@playwright/test').Locator} canvas
 * @param {number[]} rgb
 * @param {number[]} columns shares of the width
 */
export const heights = (canvas, rgb, columns) => canvas.evaluate((node, [wanted, places]) => {
  const { width, height } = node;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
  context.drawImage(node, 0, 0);
  return places.map((place) => {
    const { data } = context.getImageData(Math.round(place * width), 0, 1, height);
    const is = (y) => data[4 * y + 3] > 100 && wanted.every((channel, k) => Math.abs(data[4 * y + k] - channel) < 40);
    const rows = Array.from({ length: height }, (_, y) => y).filter(is);
    return rows.reduce((sum, y) => sum + y, 0) / rows.length / height;
  });
}, [rgb, columns]);

/** A colour of the page's theme as [r, g, b]. */
export const themed = (page, name) => page.evaluate((property) => {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(property).trim();
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}, `--${name}`);

/** Every word a reader can meet now: visible text, options, and the names told to screen readers. */
export const words = (page) => page.evaluate(() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest('[hidden], script, style, noscript, dialog:not([open]), textarea, code')) continue;
    // The button that offers the other language says so in that language; the page's name is none of either.
    if (element.closest('[lang]') !== document.documentElement) continue;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data.trim());
    else for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) found.push(node.getAttribute(name) ?? '');
  }
  return found.filter(Boolean);
});

/** Names, symbols and units that stand in both languages. */
export const names = new Set((
  'Sigmoid Tanh ReLU ELU SELU Softplus Swish GELU GLU SwiGLU tanh Mish Maxout Softsign sinc SGD Adam Xavier He LeCun Logistic Softmax xy sin ms Wilson Wilcoxon Holm ' +
  'logit max softmax JSON CSV PNG MB TensorFlow Playground Nonlin XOR Space Huber Nesterov AdaGrad RMSprop AdamW'
).split(' '));

/** What a formula is made of. */
const inFormulas = new Set('exp log cos sqrt abs sign sigmoid relu softplus erf Phi atan sinh cosh where max min sd alpha beta mu sigma'.split(' '));

/** Words of the other language that stand on the page; formulas and names belong to both. @param {'zh' | 'en'} lang */
export const foreign = async (page, lang) => (await words(page)).filter((text) =>
  lang === 'en' ? /[\u4e00-\u9fff]/.test(text) : (text.match(/[A-Za-z]{3,}/g) ?? []).some((word) => !names.has(word) && !inFormulas.has(word)));

/** The boxes of what a selector finds and shows, with a word to name each by. */
export const boxes = (page, selector) => page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((node) => node.checkVisibility()).map((node) => {
  const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
  return { name: node.id || node.getAttribute('aria-label') || node.textContent.trim().slice(0, 30), left, right, top, bottom, width, height };
}), selector);

/** What sticks out of the window at the right or left, or is cut off, although nothing scrolls to it. */
export const misfits = (page) => page.evaluate(() => {
  const found = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
  // What is wider than its box, where the box does not scroll and does not show by an ellipsis that there is more.
  const scrolls = (node) => {
    for (let each = node; each && each !== document.body; each = each.parentElement) if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
    return false;
  };
  for (const node of document.querySelectorAll('button, label, h1, h2, h3, p, summary, select, figcaption, dt, dd, legend')) {
    if (!node.checkVisibility() || node.closest('.sr-only, [inert]')) continue;
    const { left, right, width } = node.getBoundingClientRect();
    const name = `${node.tagName.toLowerCase()} ${node.className} "${node.textContent.trim().slice(0, 40)}"`;
    if (width > 0 && (left < -1 || right > clientWidth + 1) && !scrolls(node)) found.push(`${name} reaches from ${left} to ${right}`);
    if (node.matches('button, summary, legend') && node.scrollWidth > node.clientWidth + 1 && !scrolls(node)) found.push(`${name} needs ${node.scrollWidth}, has ${node.clientWidth}`);
  }
  return found;
});
