// For everybody: no finding of axe anywhere, and the whole of the main job by keyboard.
import { findings } from './support/axe.js';
import { expect, lanes, open, quiet, step, test, trainBehind } from './support/page.js';
import { chooseTheme, drawMap, load, openOptions, openOwnData, readOwnTable, settled, specOf } from './support/look.js';

/** What can be open, one after the other; each leaves the page as it was. */
const places = {
  'the start': async () => {},
  'the end, with the table': async (page) => {
    await step(page, 30);
    await page.locator('#tab-table').click();
  },
  'the seeds, with the numbers': async (page) => {
    await page.locator('#tab-seeds').click();
    await page.locator('#panel-seeds summary').click();
  },
  'the phase map': drawMap,
  'the question who will be fastest': async (page) => {
    await page.locator('#tab-curves').click();
    await page.locator('#data .block').last().getByRole('button').first().click();
    await page.locator('#result button').first().waitFor();
  },
  'the options': openOptions,
  'the lanes': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .chip').first().click();
  },
  'the certificate': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .badge').click();
  },
  'open and save': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.top-actions button').nth(3).click();
  },
  'the controls of the data': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#sentence .chip').nth(1).click();
  },
  'a lane, large': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('#tiles .tile').nth(3).press('Enter');
  },
  'the log': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.result-log').click();
  },
  'data of one\'s own, painted': openOwnData,
  'data of one\'s own, a table': readOwnTable,
  'the help': async (page) => {
    await page.keyboard.press('Escape');
    await page.locator('.top-actions button').last().click();
  },
  'a notice': async (page) => {
    await page.keyboard.press('Escape');
    await load(page, '#v=1&q=red').catch(() => {});
    await page.locator('#notice').waitFor();
  },
  'the stage': async (page) => {
    await page.locator('#notice button').last().click();
    await page.locator('.top-actions button').nth(2).click();
    await page.locator('#stage').waitFor();
  },
};

for (const [lang, theme, width] of [['zh', 'dark', 1280], ['en', 'light', 320]]) {
  test(`axe finds nothing: ${lang}, ${theme}, ${width} wide, whatever is open`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
    await chooseTheme(page, theme);
    await page.setViewportSize({ width, height: 800 });
    await open(page, `/#v=1&lang=${lang}`);
    await trainBehind(page);
    await load(page, { data: { trainShare: 0.8 }, batch: { size: 32 }, stop: { steps: 30 }, lanes: ['tanh', 'relu', 'prelu', 'maxout', 'gelu'].map((activation) => ({ activation })) });
    for (const [place, go] of Object.entries(places)) {
      await go(page);
      await settled(page);
      expect.soft(await findings(page), place).toEqual([]);
    }
  });
}

test('by keyboard alone: every stop is seen, in order, and none is a trap', async ({ page }) => {
  await open(page, quiet);
  const stops = [];
  for (let i = 0; i < 120; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      const box = node.getBoundingClientRect();
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
      const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return {
        part: node.closest('#top, #sentence, #data, #tiles, #side, #transport, #result')?.id ?? '',
        name: node.getAttribute('aria-label') ?? node.textContent.trim().slice(0, 30),
        ringed: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
        seen: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight + 1 && Boolean(middle && (node.contains(middle) || middle.contains(node))),
      };
    });
    if (!stop) break; // once around
    if (stops.length && stop.part === 'top' && stops.at(-1).part !== 'top') break;
    stops.push(stop);
  }
  expect(stops.length).toBeGreaterThan(60);
  expect(stops.length).toBeLessThan(110);
  for (const stop of stops) {
    expect(stop.ringed, `ring of ${stop.part} ${stop.name}`).toBe(true);
    expect(stop.seen, `${stop.part} ${stop.name} is covered or outside`).toBe(true);
    expect(stop.part, stop.name).not.toBe('');
  }
  // Part by part, none visited twice.
  expect(stops.map(({ part }) => part).filter((part, i, all) => part !== all[i - 1])).toEqual(['top', 'sentence', 'data', 'tiles', 'side', 'transport']);
});

test('by keyboard alone: change a setting, play, look at a lane, read the table', async ({ page }) => {
  await open(page, quiet);
  /** Tabs on until the focus is on something of this name. */
  const reach = async (name) => {
    for (let i = 0; i < 130; ++i) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => new RegExp(wanted).test(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''), name)) return;
    }
    throw new Error(`${name} is not reached`);
  };
  await reach('^3 layers');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await specOf(page)).network.layers.length).toBe(2);
  await page.keyboard.press('Escape');
  await reach('^GELU');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'GELU' })).toBeVisible();
  await page.keyboard.press('Escape');
  await reach('^Curves$');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Table' })).toBeFocused();
  await expect(page.locator('#side .table-scroll table')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Curves' })).toBeFocused();
  await reach('Play');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(3);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lanes(page))[0].hash).not.toBeNull();
  expect((await lanes(page))[0].step).toBeLessThan(300);
});
