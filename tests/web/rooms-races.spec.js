// The rooms that are races or trials: dying units, a curve from few units, the slope of ReLU at 0.
import { findings } from './support/axe.js';
import { button, expect, hash, open, test } from './support/page.js';

const room = (id, more = '') => `/#v=1&lang=en&screen=notes&room=${id}${more}`;
const said = (page) => page.locator('.room .room-said');

/** Types a number into a field. */
async function fill(page, name, x) {
  await page.getByRole('spinbutton', { name }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(x);
  await page.keyboard.press('Enter');
}

test('silent units: a third of them and all is learnt; start silent, and only some activations wake', async ({ page }) => {
  await open(page, room('dying'));
  await expect(said(page)).toContainText('ReLU: 4 + 15 of 64 silent, 33 returns, accuracy 100 %');
  await expect(said(page)).toContainText('silent is not broken');
  await expect(page.locator('.ward-layers').first()).toContainText('Layer 1: 4 of 32 silent (4 dead), 0 returns');
  await page.getByRole('slider', { name: 'Step shown', exact: true }).fill('0');
  await expect(page.locator('.ward-layers').first()).toContainText('Layer 1: 0 of 32 silent, 0 returns');
  await fill(page, 'Learning rate', '5');
  await expect(said(page)).toContainText('too few are left');
  await button(page, '.room', 'Start silent').click();
  await expect(said(page)).toContainText('Leaky ReLU: 0 of 32 silent, 0 returns, accuracy 56 %. Layer 1 is 0 on every sample');
  await expect(said(page)).toContainText('no reason to cross the kink');
  await page.getByLabel('Against', { exact: true }).selectOption('elu');
  await expect(said(page)).toContainText('ELU: 0 of 32 silent, 0 returns, accuracy 100 %');
  await button(page, '.room', 'One huge gradient').click();
  await expect(said(page)).toContainText('ReLU: 32 of 32 silent');
  await expect.poll(() => hash(page)).toContain('kick');
  await fill(page, 'Learning rate', '-1');
  await expect(page.locator('.room .note-failure')).toContainText('optimizer.rate');
  await expect(said(page)).toContainText('ReLU: 32 of 32 silent');
  expect(await findings(page)).toEqual([]);
});

test('a sine from one unit as in the notes, from more, and why eight ReLU units fail', async ({ page }) => {
  await open(page, room('sine'));
  await expect(said(page)).toContainText('1 × Sigmoid: R² 0.87; a straight line: R² 0.61. The notes’ log stops at 0.8576');
  await expect(page.locator('.sine-log')).toContainText('epoch=4999, total_iteration=224999');
  await page.getByRole('slider', { name: 'Step shown', exact: true }).fill('1');
  await expect(page.locator('.sine-log')).toHaveText(/^epoch=99, total_iteration=4499\nloss_train=0\.\d{6}, accuracy_train=0\.\d{6}$/);
  await fill(page, 'Units', '3');
  await expect(said(page)).toContainText('3 × Sigmoid: R² 0.99');
  await page.locator('.sine-puzzle summary').click();
  await button(page, '.sine-puzzle', '8 ReLU units').click();
  await expect(said(page)).toContainText('8 × ReLU: R² 0.69');
  await button(page, '.sine-puzzle', 'The same, centred').click();
  await expect(said(page)).toContainText('8 × ReLU: R² 0.99');
  await page.getByLabel('The notes’ recipe').uncheck();
  await expect(page.getByLabel('Centre the input')).toBeHidden();
  await page.getByRole('slider', { name: 'Units' }).fill('1');
  await page.locator('.room-controls').getByLabel('Activation', { exact: true }).selectOption('sine');
  await expect(said(page)).toContainText('1 × Sine: R² 0.99');
  await expect(said(page)).toContainText('shifted and stretched');
  expect(await findings(page)).toEqual([]);
});

test('the slope of ReLU at 0: on four corners it matters, on circles it does not', async ({ page }) => {
  await open(page, room('slope'));
  const blocks = page.locator('.slope-block');
  await expect(said(page)).toContainText('With 1 against 0: 23 of 100 seeds end otherwise, 20 learn only with 1, 1 only with 0');
  await expect(blocks.nth(0)).toContainText('54 / 100');
  await expect(blocks.nth(2)).toContainText('73 / 100');
  await page.getByRole('group', { name: 'ReLU′(0) is' }).getByRole('button', { name: '0.5' }).click();
  await expect(said(page)).toContainText('With 0.5 against 0');
  await expect(blocks.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'circles', exact: true }).click();
  await expect(said(page)).toContainText('all 100 seeds end exactly alike');
  await page.getByRole('button', { name: 'four corners of XOR' }).click();
  await page.getByRole('group', { name: 'Starting bias' }).getByRole('button', { name: '0.1' }).click();
  await expect(said(page)).toContainText('all 100 seeds end exactly alike');
  await button(page, '.room', 'Put back').click();
  await page.getByRole('group', { name: 'Units' }).getByRole('button', { name: '8' }).click();
  await expect(blocks.nth(0)).toContainText('89 / 100');
  expect(await findings(page)).toEqual([]);
});
