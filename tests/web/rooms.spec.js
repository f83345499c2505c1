// The rooms: entered from the wall, a card and a link; controls change the answer and the address; left again.
import { findings } from './support/axe.js';
import { button, expect, hash, open, test } from './support/page.js';

const room = (id, more = '') => `/#v=1&lang=en&screen=notes&room=${id}${more}`;
const said = (page) => page.locator('.room .room-said');

test('67 against 2, and 67 against 11 at the same distance; the link has it', async ({ page }) => {
  await open(page, room('steps'));
  await expect(said(page)).toContainText('Sigmoid 67 steps over 2.2 of z, ReLU 2 steps over 0.4');
  await page.getByLabel('Same distance in z').check();
  await expect(said(page)).toContainText('ReLU 11 steps over 2.2');
  await page.locator('.room-controls').getByLabel('Activation', { exact: true }).selectOption('tanh');
  await expect(said(page)).toContainText('Tanh');
  await expect.poll(() => hash(page)).toContain('tanh');
  const address = await hash(page);
  await page.goto('about:blank');
  await open(page, `/${address}`);
  await expect(said(page)).toContainText('Tanh');
  await expect(page.getByLabel('Same distance in z')).toBeChecked();
  await button(page, '.room', 'Put back').click();
  await expect(said(page)).toContainText('Sigmoid 67 steps');
  expect(await findings(page)).toEqual([]);
});

test('two changes before the next frame are both made', async ({ page }) => {
  await open(page, room('steps'));
  await expect(said(page)).toContainText('67');
  await page.evaluate(() => {
    const field = document.querySelector('.room-controls [type=number][aria-label="Learning rate"]');
    field.value = '0.4';
    field.dispatchEvent(new Event('change'));
    document.querySelector('.room-controls [type=checkbox]').click();
  });
  await expect.poll(() => hash(page)).toContain(encodeURIComponent('{"rate":0.4,"sameDistance":true}'));
});

test('what a room refuses is said, and the picture stays', async ({ page }) => {
  await open(page, room('steps'));
  await expect(said(page)).toContainText('67');
  await page.getByRole('spinbutton', { name: 'Goal of the output' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.95');
  await page.keyboard.press('Enter');
  await expect(page.locator('.room .note-failure')).toContainText('0.95');
  await expect(said(page)).toContainText('67');
});

test('a room is entered from its card and from the wall, and left to where one was', async ({ page }) => {
  await open(page, '/#v=1&lang=en&screen=notes&note=C34');
  await button(page, '.note-card', 'Enter the room: 67 against 2').click();
  await expect(said(page)).toContainText('67');
  await page.keyboard.press('Escape');
  await expect(page.locator('.note-card')).toBeVisible();
  await page.goBack();
  await expect(said(page)).toBeVisible();
  await button(page, '.room', '← Back').click();
  await expect(page.locator('.note-card')).toBeVisible();
  await button(page, '.note-card', '← All').click();
  await page.locator('.note-wall .note-cell', { hasText: '67 against 2' }).first().click();
  await expect(said(page)).toContainText('67');
  await button(page, '.room', '← Back').click();
  await expect(page.locator('.note-wall')).toBeVisible();
});
