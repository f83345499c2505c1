// The rooms about signals and ways: what each says is what was measured, and follows its controls.
import { findings } from './support/axe.js';
import { expect, open, test } from './support/page.js';

const room = (id, change) => `/#v=1&lang=en&screen=notes&room=${id}${change ? `&controls=${encodeURIComponent(JSON.stringify(change))}` : ''}`;
const said = (page) => page.locator('.room .room-said');
const control = (page, name) => page.getByRole('spinbutton', { name, exact: true });

/** Types into a number of a control. */
async function set(page, name, value) {
  await control(page, name).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(String(value));
  await page.keyboard.press('Enter');
}

test('depth: sigmoid passes 0.23 a layer, tanh nearly all, ReLU with Xavier less', async ({ page }) => {
  await open(page, room('depth'));
  await expect(said(page)).toContainText('Sigmoid: vanishing. Layer 1 gets 3.5×10⁻⁵ times the signal of layer 8, × 0.23 per layer');
  await expect(said(page)).toContainText('Tanh 0.75, ReLU 0.84');
  await expect(page.locator('.room-graph .thin')).toHaveCount(10);
  expect(await findings(page)).toEqual([]);
  await set(page, 'Hidden layers', 2);
  await expect(said(page)).toContainText('Sigmoid: layer 1 gets 0.2');
  await page.getByRole('button', { name: 'Xavier normal' }).click();
  await set(page, 'Hidden layers', 8);
  await page.locator('.room-controls').getByLabel('Activation', { exact: true }).selectOption('relu');
  await expect(said(page)).toContainText('ReLU: layer 1 gets 0.0');
  await expect(said(page)).toContainText('Under the same conditions: Sigmoid');
  await page.locator('.room .numbers-table summary').click();
  await expect(page.locator('.room .numbers-table tbody tr')).toHaveCount(8);
});

test('depth: where no signal comes that is said', async ({ page }) => {
  await open(page, room('depth', { activation: 'step', layers: 3 }));
  await expect(said(page)).toContainText('Step: no error signal reaches any hidden layer.');
  await set(page, 'Hidden layers', 1);
  await expect(said(page)).toContainText('With one hidden layer');
});

test('zigzag: inputs of one sign cost length, not steps; batches end it', async ({ page }) => {
  await open(page, room('zigzag'));
  await expect(said(page)).toContainText('Inputs with mean 0.5: 100 % of the steps move both weights the same way; the path is 3.2 times as long as the straight line, 138 steps. Centred inputs: 50 %');
  await expect(page.locator('.room-graph .quadrants')).toHaveCount(1);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('slider', { name: 'Step shown' }).fill('20');
  await expect(page.locator('.room-count b').first()).toHaveText('20 steps');
  await expect(page.locator('.room-graph').first().locator('.dot')).toHaveCount(21);
  await page.getByRole('button', { name: '200', exact: true }).click();
  await expect(said(page)).toContainText('Inputs with mean 0.5: 0 %');
  await expect(page.locator('.room-graph .quadrants')).toHaveCount(0);
  await page.getByRole('button', { name: 'Put back' }).click();
  await page.getByRole('button', { name: '(2, 2)' }).click();
  await expect(said(page)).toContainText('the path is 0.98 times as long as the straight line, 9 steps. Centred');
  await set(page, 'Learning rate', 9);
  await expect(said(page)).toContainText('Inputs with mean 0.5: diverges');
});

test('saddle: who leaves it when; exactly on the line nobody, with noise all; two valleys', async ({ page }) => {
  await open(page, room('saddle'));
  await expect(said(page)).toHaveText('Steps until f is below −0.2 (200 at most): RMSprop 25, Momentum 52, Adam 83, SGD 146.');
  await expect(control(page, 'Offset of the start (y)')).toHaveValue('1e-6');
  expect(await findings(page)).toEqual([]);
  const offset = page.getByRole('slider', { name: 'Offset of the start (y)' });
  await offset.fill(await offset.getAttribute('min'));
  await expect(said(page)).toContainText('RMSprop never, Adam never. Exactly on the line the slope sideways is 0: no optimiser leaves it.');
  await set(page, 'Noise of the slopes (sd)', 0.001);
  await expect(said(page)).not.toContainText('never');
  // A click sets the start: here below the level, near the upper minimum.
  const picture = page.locator('.room-graph svg').first();
  const { width, height } = await picture.boundingBox();
  await picture.click({ position: { x: 0.55 * width, y: 0.14 * height } });
  await expect(said(page)).toContainText('SGD 0');

  await page.getByRole('button', { name: 'Two valleys' }).click();
  await expect(said(page)).toHaveText('Across the ridge: Momentum. Still on the side of the start: SGD, RMSprop, Adam.');
  await expect(offset).toBeHidden();
  await set(page, 'Rate: SGD', 0.1);
  await set(page, 'Rate: momentum', 0.1);
  await expect(said(page)).toHaveText('Across the ridge: SGD. Still on the side of the start: RMSprop, Adam. Diverged: Momentum.');
  await page.getByRole('button', { name: 'Saddle', exact: true }).click();
  await expect(control(page, 'Offset of the start (y)')).toHaveValue('1e-6');
});

test('forgetting: one seed says the opposite of ten; other tasks, other lanes', async ({ page }) => {
  await open(page, room('forgetting'));
  const luck = page.locator('.room-luck');
  await expect(said(page)).toHaveText('ReLU (1,732 parameters): A 100 % → 69 %, B 100 %. Maxout (1,372 parameters): A 100 % → 55 %, B 100 %.');
  await expect(luck).toHaveText('10 seeds: at the end A is at 68 % on average with ReLU, at 74 % with Maxout; Maxout keeps more in 7 of them.');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Two rings, moved' }).click();
  await expect(said(page)).toContainText('ReLU (1,185 parameters)');
  await page.locator('.room-controls').getByLabel('Against', { exact: true }).selectOption('relu');
  await set(page, 'Units per layer (against)', 32);
  await expect(luck).toContainText(/^10 seeds: at the end A is at (\d+\s%) on average with ReLU \(1,185\), at \1 with ReLU \(1,185\); ReLU \(1,185\) keeps more in 0 of them\.$/);
});
