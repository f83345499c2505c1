// Rooms about outputs and shapes: the wrong start, the apple, maxout, folds, equivalent rewrites.
import { findings } from './support/axe.js';
import { expect, open, test } from './support/page.js';

const said = (page) => page.locator('.room-said');
const enter = (page, id) => open(page, `/#v=1&lang=en&screen=notes&room=${id}`);
const choose = (page, name) => page.locator('.room-controls').getByRole('button', { name, exact: true }).click();
const slide = (page, name, value) => page.getByRole('slider', { name, exact: true }).fill(String(value));

test('a wrong start: 62 steps against 4; further out squared error never comes back', async ({ page }) => {
  await enter(page, 'clinic');
  await expect(said(page)).toContainText('squared error 62 steps, cross-entropy 4 steps');
  await expect(page.locator('.room-graph svg').first()).toHaveAttribute('aria-label', /z = 6: squared error 0.0049, cross-entropy 1/);
  await slide(page, 'How wrong at the start, K', 10);
  await expect(said(page)).toContainText('squared error not there after 1,000 steps, cross-entropy 11 steps');
  await page.getByRole('button', { name: 'Loss', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Loss', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await choose(page, 'softmax');
  await expect(said(page)).not.toContainText('cross-entropy 11 steps');
  expect(await findings(page)).toEqual([]);
});

test('the apple has two labels for sigmoids, one for softmax', async ({ page }) => {
  await enter(page, 'apple');
  await expect(said(page)).toContainText('two sigmoids 100 %, softmax 50 %');
  const graphs = page.locator('.room-pair .room-graph');
  await expect(graphs.nth(0).locator('.cross')).toHaveCount(0);
  await expect(graphs.nth(1).locator('.cross')).toHaveCount(2);
  await expect(graphs.nth(1)).toContainText('1.00 · 1.00 · 1.00 · 1.00');
  await slide(page, 'Steps', 1);
  await expect(said(page)).not.toContainText('two sigmoids 100 %');
  expect(await findings(page)).toEqual([]);
});

test('more lines come nearer to x², none to −x²', async ({ page }) => {
  await enter(page, 'maxout');
  await expect(said(page)).toHaveText('4 lines, 3 in use: mean squared error 0.019, largest error 0.28.');
  await expect(page.locator('.room-graph .winner')).toHaveCount(3);
  await expect(page.locator('.room-picture')).toContainText('come within 0.125');
  await choose(page, '−x²');
  await expect(page.locator('.room-picture')).toContainText('always convex');
  await expect(said(page)).toContainText('mean squared error 1.5');
  await slide(page, 'Lines, k', 8);
  await expect(said(page)).toHaveText(/^8 lines, .* mean squared error 1\.5,/);
  expect(await findings(page)).toEqual([]);
});

test('by hand pieces double with each fold; random networks do not fold', async ({ page }) => {
  await enter(page, 'folds');
  await expect(said(page)).toContainText('6 units make 8 pieces');
  await slide(page, 'Folds by hand, L', 10);
  await expect(said(page)).toContainText('20 units make 1,024 pieces');
  await choose(page, '2-2-2-2-2-2-2-2');
  await expect(said(page)).toContainText('Random 2-2-2-2-2-2-2-2, 16 units: 5 in the median');
  await expect(page.locator('.room-picture')).toContainText('2⁸ = 256');
  expect(await findings(page)).toEqual([]);
});

test('rewrites: rounding, bit for bit, one layer; the activation follows', async ({ page }) => {
  await enter(page, 'equivalence');
  await expect(said(page)).toContainText('Largest difference 7.2×10⁻⁷: 4.5×10⁻⁷ of the range');
  await choose(page, 'ReLU → Maxout');
  await expect(said(page)).toHaveText('All 4,096 points are equal bit for bit.');
  const activation = page.locator('.room-controls').getByLabel('Activation', { exact: true });
  await expect(activation).toHaveValue('relu');
  await expect(activation.locator('option')).toHaveCount(4);
  await expect(page.locator('.room-picture')).toContainText('201 parameters');
  await choose(page, 'Linear layers → one');
  await expect(page.locator('.room-picture')).toContainText('One linear layer3 parameters');
  await expect(page.locator('.room-graph image')).toHaveCount(3);
  await choose(page, 'Softmax → Logistic');
  await activation.selectOption('sine');
  await expect(page.locator('.room-picture')).toContainText('105 parameters');
  expect(await findings(page)).toEqual([]);
});
