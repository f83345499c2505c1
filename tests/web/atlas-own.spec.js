// One's own activations, typed and drawn, and the derivative checker.
import { findings } from './support/axe.js';
import { button, expect, hash, lanes, open, step, test } from './support/page.js';
import { chooseTheme, foreign, misfits, settled, specOf } from './support/look.js';

const atlas = (of, more = '') => `/#v=1&lang=en&screen=atlas&of=${of}${more}`;
const reading = (page, row = 0) => page.locator('.atlas-readings:visible tbody tr').nth(row).locator('td').evaluateAll((cells) => cells.slice(-2).map((cell) => Number(cell.textContent.replace('−', '-'))));
const readAt = async (page, x, row = 0) => {
  await page.locator('.atlas-at[max]:visible').fill(String(x));
  return reading(page, row);
};
const formula = (page) => page.locator('.atlas-own input[type=text]');

test('a formula is read as it is typed: its curve, its derivative, its parameters, its facts', async ({ page }) => {
  await open(page, atlas('own'));
  await expect.poll(async () => (await readAt(page, 2))[0]).toBeCloseTo(2 / (1 + Math.exp(-3.404)), 3);
  await expect(page.locator('.atlas-formulas math')).toHaveCount(2);
  await formula(page).fill('where(x>0, x, a*(exp(x)-1))');
  await expect.poll(async () => (await readAt(page, -2))[0]).toBeCloseTo(Math.exp(-2) - 1, 3);
  const slider = page.locator('.atlas-slider', { hasText: /^a$/ }).locator('[type=range]').first();
  await slider.fill('2');
  await expect.poll(() => reading(page)).toEqual([Number((2 * (Math.exp(-2) - 1)).toFixed(3)), Number((2 * Math.exp(-2)).toFixed(4))]);
  await expect(page.locator('.atlas-side dt', { hasText: 'Range' }).locator('xpath=following-sibling::dd[1]')).toHaveText('(−2, ∞)');
  await expect(page.locator('.atlas-formulas math').last()).toHaveAttribute('aria-label', /exp\(x\)/);
  await expect.poll(() => hash(page)).toContain('with=a%3A2');
  const address = await hash(page);
  await page.goto('about:blank');
  await open(page, `/${address}`);
  await expect.poll(async () => (await readAt(page, -2))[0]).toBeCloseTo(2 * (Math.exp(-2) - 1), 2);
  await button(page, '.atlas-own', 'x*Phi(x)').click();
  await expect(formula(page)).toHaveValue('x*Phi(x)');
});

test('what is wrong is pointed at; the picture stays until the formula is right', async ({ page }) => {
  await open(page, atlas('own', '&formula=relu(x)'));
  await expect.poll(() => readAt(page, -1)).toEqual([0, 0]);
  await formula(page).fill('x*foo(x)');
  await expect(formula(page)).toHaveAttribute('aria-invalid', 'true');
  const error = page.locator(`#${await formula(page).getAttribute('aria-describedby')}`);
  await expect(error).toContainText('foo');
  expect(await page.locator('.formula-caret:visible').textContent()).toBe('  ^');
  expect(await reading(page)).toEqual([0, 0]);
  await formula(page).fill('x*tanh(x)');
  await expect(error).toHaveText('');
  await expect.poll(async () => (await reading(page))[0]).toBeCloseTo(Math.tanh(1), 3);
});

test('a typed one races like the one it is', async ({ page }) => {
  await open(page, atlas('own', '&formula=max(x, 0)'));
  await button(page, '.atlas-side', 'Race it').click();
  await expect(page.locator('#race')).toBeVisible();
  await expect.poll(async () => (await lanes(page)).map(({ id }) => id)).toEqual(['own', 'tanh', 'relu']);
  await page.evaluate(() => window.nonlin.pause());
  await step(page, 400);
  const [own, , relu] = await lanes(page);
  expect(own.name).toBe('max(x, 0)');
  expect(own.trainLoss).toBeCloseTo(relu.trainLoss, 4);
  await expect(page.locator('#tiles .tile-name').filter({ hasText: 'max(x, 0)' })).toHaveCount(1);
  // In the link as in the spec; and all the drawers that know lanes open with it.
  await expect.poll(() => hash(page)).toContain('s=');
  const address = await hash(page);
  await page.locator('#sentence .chip').first().click();
  await expect(page.locator('.lane-list li')).toHaveCount(3);
  await page.goto('about:blank');
  await open(page, `/${address}`);
  expect((await specOf(page)).lanes[0].activation.formula).toBe('max(x, 0)');
});

test('a curve is drawn: by the pen and by key, and joins the race', async ({ page }) => {
  await open(page, atlas('drawn'));
  const place = await page.locator('.atlas-at[max]').boundingBox();
  const plot = await page.locator('.atlas-plot:visible').boundingBox();
  const x = (at) => place.x + 8 + ((at + 5) / 10) * (place.width - 16);
  // From the left to the right, near the top of f's panel.
  await page.mouse.move(x(-4), plot.y + 40);
  await page.mouse.down();
  await page.mouse.move(x(0), plot.y + 40, { steps: 4 });
  await page.mouse.move(x(4), plot.y + 40, { steps: 4 });
  await page.mouse.up();
  const [height, slope] = await readAt(page, 1);
  expect(height).toBeGreaterThan(2);
  expect(slope).toBeCloseTo(0, 2);
  await page.getByRole('slider', { name: 'Point' }).fill('-4');
  await page.getByRole('slider', { name: 'Height' }).fill('-1');
  await expect.poll(async () => (await readAt(page, -4))[0]).toBeCloseTo(-1, 3);
  await page.getByRole('slider', { name: 'Height' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await reading(page))[0]).toBeCloseTo(-0.95, 3);
  await button(page, '.atlas-own', 'Smooth').click();
  await expect.poll(async () => (await readAt(page, -3.5))[0]).toBeLessThan(height - 0.5);
  const count = (await lanes(page)).length;
  await button(page, '.atlas-side', 'Add to the race').click();
  await expect.poll(async () => (await lanes(page)).length).toBe(count + 1);
  expect((await lanes(page)).at(-1).name).toBe('Drawn by hand');
  await page.evaluate(() => window.nonlin.pause());
  await step(page, 3);
  expect(Number.isFinite((await lanes(page)).at(-1).trainLoss)).toBe(true);
});

test('the derivative checker: the wrong row of the notes, then the right one', async ({ page }) => {
  await open(page, atlas('check'));
  const verdict = page.locator('.check-verdict');
  await expect(verdict).toHaveText(/^≠/);
  expect(await page.locator('.atlas-mark:visible').count()).toBeGreaterThan(0);
  await expect(page.locator('.atlas-side:visible')).toContainText('x = 0: given 0, truly 1');
  expect((await readAt(page, 1))[1]).toBeCloseTo(0.42, 3);
  expect((await reading(page, 1))[1]).toBeCloseTo(-0.58, 3);
  const given = page.getByLabel('Derivative as given');
  await given.fill('1-tanh(x)^2');
  await expect(verdict).toHaveText(/^=/);
  await expect(page.locator('.atlas-mark')).toHaveCount(0);
  await given.fill('1-tanh(x)^');
  await expect(given).toHaveAttribute('aria-invalid', 'true');
  await given.fill('1/cosh(x)^2');
  await expect(verdict).toHaveText(/^=/);
  await expect.poll(() => hash(page)).toContain('g=1%2Fcosh');
});

for (const [lang, theme, width] of [['zh', 'light', 1366], ['en', 'dark', 320]]) {
  test(`axe finds nothing in one's own and the checker: ${lang}, ${theme}, ${width} wide`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'the same in every browser');
    await chooseTheme(page, theme);
    await page.setViewportSize({ width, height: 800 });
    for (const [of, more] of [['own', '&formula=where(x>0, x, a*(exp(x)-1))/(1+b^2)'], ['own', '&formula=x*'], ['drawn', ''], ['check', '']]) {
      await open(page, `/#v=1&lang=${lang}&screen=atlas&of=${of}${more}`);
      await settled(page);
      expect.soft(await findings(page), of).toEqual([]);
      expect.soft(await misfits(page), of).toEqual([]);
      expect.soft(await foreign(page, lang), of).toEqual([]);
      await page.goto('about:blank');
    }
  });
}
