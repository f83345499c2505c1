// The atlas: screens, the page of an activation, all on one sheet.
import { findings } from './support/axe.js';
import { button, expect, hash, lanes, open, quiet, rowCount, step, test } from './support/page.js';
import { chooseTheme, foreign, misfits, settled } from './support/look.js';

const screen = (page, name) => page.locator('#top nav').getByRole('button', { name });
const atlas = (of, more = '') => `/#v=1&lang=en&screen=atlas&of=${of}${more}`;
/** What the cursor reads of a curve: f and f′. */
const reading = (page, row = 0) => page.locator('.atlas-readings:visible tbody tr').nth(row).locator('td').evaluateAll((cells) => cells.slice(-2).map((cell) => Number(cell.textContent.replace('−', '-'))));
const readAt = async (page, x) => {
  await page.locator('.atlas-at[max]:visible').fill(String(x));
  return reading(page);
};
/** Types a number, as a reader does. */
const enter = async (page, field, text) => {
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const fact = (page, name) => page.locator('.atlas-side:visible dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
const shown = (page, of) => expect(page.locator('.atlas-item[aria-current]')).toHaveText(of);

test('screens: the race rests, keeps its state and goes on; back and forward lead through them', async ({ page }) => {
  await open(page, quiet);
  await step(page, 12);
  const before = await lanes(page);
  await screen(page, 'Atlas').focus();
  await page.keyboard.press('Enter');
  await expect(screen(page, 'Atlas')).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('#race')).toBeHidden();
  await expect.poll(() => hash(page)).toContain('screen=atlas');
  await page.keyboard.press('n'); // a key of the race
  await page.locator('.atlas-item', { hasText: /^GELU$/ }).click();
  await shown(page, 'GELU');
  await expect.poll(() => hash(page)).toContain('of=gelu');
  await page.goBack();
  await shown(page, 'Sigmoid');
  await page.goBack();
  await expect(page.locator('#race')).toBeVisible();
  expect(await lanes(page)).toEqual(before);
  await page.goForward();
  await page.goForward();
  await shown(page, 'GELU');
  await screen(page, 'Race').click();
  expect(await lanes(page)).toEqual(before);
  // One that plays goes on when it is seen again.
  await button(page, '#transport', 'Play').click();
  await screen(page, 'Atlas').click();
  await expect.poll(async () => (await lanes(page))[0].hash).not.toBeNull();
  const rested = (await lanes(page))[0].step;
  await screen(page, 'Race').click();
  await expect.poll(async () => (await lanes(page))[0].step).toBeGreaterThan(rested);
});

test('a link opens a page of the atlas; one to a page there is not says so', async ({ page }) => {
  await open(page, atlas('prelu', '&with=alpha:0.5&over=tanh&reach=10'));
  await shown(page, 'PReLU');
  await expect.poll(() => readAt(page, -4)).toEqual([-2, 0.5]);
  expect((await reading(page, 1))[0]).toBeCloseTo(Math.tanh(-4), 3);
  await expect.poll(() => hash(page)).toContain('with=alpha%3A0.5');
  await page.evaluate(() => (location.hash = '#v=1&lang=en&screen=atlas&of=relux'));
  await expect(page.locator('#notice')).toContainText('relux');
});

test('the cursor reads f and f′: by key, by slider, by pointer', async ({ page }) => {
  await open(page, atlas('tanh'));
  const read = await readAt(page, 1);
  expect(read[0]).toBeCloseTo(0.7616, 4);
  expect(read[1]).toBeCloseTo(0.42, 4);
  await page.locator('.atlas-at:visible').focus();
  for (let i = 0; i < 40; ++i) await page.keyboard.press('ArrowRight');
  await expect(page.locator('.atlas-at:visible')).toHaveAttribute('aria-valuetext', /^x = 2, f = 0\.964, f′ = 0\.07065$/);
  // In the middle of the axis, which ends where the slider does.
  const place = await page.locator('.atlas-at:visible').boundingBox();
  const plot = await page.locator('.atlas-plot:visible').boundingBox();
  await page.mouse.move(place.x + place.width / 2, plot.y + plot.height / 3);
  await expect(page.locator('.atlas-x:visible')).toHaveText('x = 0');
  expect(await reading(page)).toEqual([0, 1]);
});

test('parameters bend the curve; what the engine refuses is said and leaves it', async ({ page }) => {
  await open(page, atlas('elu'));
  expect((await readAt(page, -5))[0]).toBeCloseTo(-0.9933, 4);
  await expect(fact(page, 'Output for N')).toHaveText('mean 0.161, sd 0.787');
  const alpha = page.locator('.atlas-slider').first();
  await alpha.locator('[type=range]').focus();
  for (let i = 0; i < 50; ++i) await page.keyboard.press('ArrowRight');
  await expect(alpha.locator('[type=number]')).toHaveValue('1.5');
  await expect.poll(async () => (await reading(page))[0]).toBeCloseTo(-1.4899, 3);
  await expect(fact(page, 'Output for N')).toHaveText(/^mean 0\.041[34]/); // 0.39894 - 0.23842 alpha
  await enter(page, alpha.locator('[type=number]'), '99');
  await expect(page.locator('.atlas-refused')).toContainText('alpha');
  expect((await reading(page))[0]).toBeCloseTo(-1.4899, 3);
  await button(page, '.atlas-tuning', 'as they come').click();
  await expect.poll(async () => (await reading(page))[0]).toBeCloseTo(-0.9933, 4);
  await expect(page.locator('.atlas-refused')).toBeHidden();
  // Around it: 4 f - 2 of sigmoid is 2 tanh(x / 2).
  await page.locator('.atlas-item', { hasText: /^Sigmoid$/ }).click();
  await shown(page, 'Sigmoid');
  await page.locator('.atlas-tuning summary').click();
  for (const [i, x] of [[0, '4'], [2, '-2']]) await enter(page, page.locator('.atlas-tuning details [type=number]').nth(i), x);
  await expect.poll(async () => (await readAt(page, 2))[0]).toBeCloseTo(2 * Math.tanh(1), 3);
  await expect.poll(() => hash(page)).toContain(encodeURIComponent('outer:4,shift:-2'));
});

test('others are laid over it, up to four, told apart by name and dash; and it races', async ({ page }) => {
  await open(page, atlas('gelu'));
  await page.locator('.atlas-over summary').click();
  for (const name of ['ReLU', 'Swish', 'Tanh', 'Mish']) await page.locator('.atlas-over').getByLabel(name, { exact: true }).check();
  const rows = page.locator('.atlas-readings:visible tbody tr');
  await expect(rows).toHaveCount(5);
  const dashes = await rows.locator('path').evaluateAll((found) => found.map((path) => path.getAttribute('stroke-dasharray')));
  expect(new Set(dashes).size).toBe(5);
  expect(await page.locator('.atlas-plot:visible .line').count()).toBe(10);
  await expect(page.locator('.atlas-over').getByLabel('Sine', { exact: true })).toBeDisabled();
  await button(page, '.atlas-side', 'Race it').click();
  await expect(page.locator('#race')).toBeVisible();
  await expect.poll(async () => (await lanes(page)).map(({ id }) => id)).toEqual(['gelu', 'tanh', 'relu']);
});

test('what the notes say of it leads to where it is tested, and back', async ({ page }) => {
  await open(page, atlas('sigmoid'));
  const link = page.locator('.atlas-claims button', { hasText: 'C36' });
  await expect(link).toHaveText(/^C36 \S/);
  await link.click();
  await expect(page.locator('#notes')).toBeVisible();
  await expect.poll(() => hash(page)).toContain('note=C36');
  await page.goBack();
  await shown(page, 'Sigmoid');
});

test('all on one sheet: every activation with both curves; a tap opens its page', async ({ page }) => {
  await open(page, atlas('compare'));
  const cells = page.locator('.sheet-cell');
  await expect(cells).toHaveCount(rowCount);
  await expect.poll(() => cells.evaluateAll((found) => found.every((cell) => [...cell.querySelectorAll('.f, .slope')].every((path) => path.getAttribute('d')?.length > 10)))).toBe(true);
  await expect(cells.filter({ hasText: 'ReLU6' })).toContainText('[0, 6]');
  await cells.filter({ hasText: 'Mish' }).click();
  await shown(page, 'Mish');
  await expect(page.locator('.atlas-detail').first()).toBeVisible();
});

for (const [lang, theme, width] of [['zh', 'dark', 1280], ['en', 'light', 320]]) {
  test(`axe finds nothing in the atlas and nothing sticks out: ${lang}, ${theme}, ${width} wide`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'the same in every browser');
    await chooseTheme(page, theme);
    await page.setViewportSize({ width, height: 800 });
    for (const [of, more] of [['gelu', '&with=sigma:2&over=relu,maxout'], ['maxout', ''], ['compare', '']]) {
      await open(page, `/#v=1&lang=${lang}&screen=atlas&of=${of}${more}`);
      await page.locator('.atlas-side details:visible:not([open]) > summary, .atlas-figure details:visible > summary').evaluateAll((found) => found.forEach((summary) => summary.click()));
      await settled(page);
      expect.soft(await findings(page), of).toEqual([]);
      expect.soft(await misfits(page), of).toEqual([]);
      expect.soft(await foreign(page, lang), of).toEqual([]);
      await page.goto('about:blank');
    }
  });
}
