// The notes, tested: the wall, cards that run, verdicts that turn, and the way to the race and back.
import { NOTES } from '../../web/notes/list.js';
import { ROOMS } from '../../web/notes/rooms.js';
import en from '../../web/text/en.js';
import zh from '../../web/text/zh.js';
import { findings } from './support/axe.js';
import { expect, hash, open, test } from './support/page.js';
import { specOf } from './support/look.js';

const wall = '/#v=1&screen=notes&lang=en';
const card = (note, lang = 'en') => `/#v=1&screen=notes&note=${note}&lang=${lang}`;
const cells = (page) => page.locator('.note-wall > section:not(.note-start) .note-cell');
const title = (page) => page.locator('.note-card h2');
const verdict = (page, n = 0) => page.locator('.note-statement').nth(n).locator('> .note-verdict-line');

/** `scripts/notes page`: every card is run, which takes minutes; else those that take no time. */
const every = Boolean(process.env.NONLIN_EVERY_NOTE);

/** Runs the note that is shown, to its end. */
async function run(page) {
  await page.locator('.note-run').click();
  await expect(page.locator('.note-run')).toBeVisible({ timeout: every ? 300_000 : 40_000 });
}

test('the wall has all notes, each with its verdict in words, and lets through what is asked for', async ({ page }) => {
  await open(page, wall);
  await expect(cells(page)).toHaveCount(78);
  await expect(page.locator('.note-start:not(.note-rooms) .note-cell')).toHaveCount(12);
  await expect(page.locator('.note-rooms .note-cell')).toHaveCount(ROOMS.length);
  const known = [...Object.keys(en).filter((key) => key.startsWith('verdict.')).map((key) => en[key])];
  for (const words of await cells(page).locator('.note-verdict').allTextContents()) expect(known).toContain(words);
  const filter = page.locator('.note-filter', { hasText: en['verdict.does-not-hold'] });
  await filter.click();
  await expect(filter).toHaveAttribute('aria-pressed', 'true');
  const left = await cells(page).filter({ visible: true }).count();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(30);
  for (const each of await cells(page).filter({ visible: true }).all()) await expect(each).toContainText(en['verdict.does-not-hold']);
  const source = page.getByRole('button', { name: '002', exact: true });
  await source.click();
  await expect(source).toHaveAttribute('aria-pressed', 'true');
  expect(await cells(page).filter({ visible: true }).count()).toBeLessThanOrEqual(left);
  await expect.poll(() => hash(page)).toContain('verdict=does-not-hold');
  expect(await findings(page)).toEqual([]);
});

test('a note that is run has the verdict of its figures; changed, another one; the browser goes back to the wall', async ({ page }) => {
  await open(page, wall);
  await cells(page).filter({ hasText: 'C34' }).click();
  await expect(title(page)).toBeFocused();
  await expect(verdict(page)).toContainText(en['notes.recorded']);
  await run(page);
  await expect(verdict(page)).toContainText(en['verdict.holds']);
  await expect(verdict(page)).toContainText(en['notes.checkedHere']);
  await expect(page.locator('.note-checks').first()).toContainText('67');
  await page.getByRole('button', { name: en['notes.turn'] }).first().click();
  await expect(page.locator('.note-turned').first()).toContainText(en['notes.then']);
  await expect(page.locator('.note-turned').first()).not.toContainText(`${en['notes.then']} ${en['verdict.holds']}`);
  await expect(verdict(page)).toContainText(en['verdict.holds']);
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => hash(page)).toContain('note=C35');
  await page.keyboard.press('Escape');
  await expect(cells(page).first()).toBeVisible();
  await expect(cells(page).filter({ hasText: 'C34' })).toContainText(en['notes.ran']);
  await page.goBack();
  await page.goBack();
  await expect(title(page)).toBeVisible();
  await expect.poll(() => hash(page)).toContain('note=C34');
});

test('the options of a formula are controls, and the verdict follows', async ({ page }) => {
  await open(page, card('C34'));
  await page.locator('.note-change summary').first().click();
  const field = page.locator('.note-options input[type=number]').first();
  await field.press('Control+a');
  await field.pressSequentially('0.9');
  await expect(page.locator('.note-turned').first()).toContainText(en['notes.then']);
  await page.getByRole('button', { name: en['notes.reset'] }).first().click();
  await expect(page.locator('.note-turned').first()).toBeEmpty();
});

test('an experiment opens in the race, is changed there, and judged as it is then', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, card('C20'));
  const seeds = (await page.locator('.note-statement').count()) > 0;
  expect(seeds).toBe(true);
  await page.locator('.note-change summary').first().click();
  await page.locator('.note-change').first().getByRole('button', { name: en['notes.open'] }).click();
  await expect(page.locator('#tiles')).toBeVisible();
  await expect(page.locator('#notice')).toContainText('C20');
  expect((await specOf(page)).data.generator).toBe('circle');
  await page.evaluate(() => window.nonlin.load({ ...window.nonlin.spec(), stop: { steps: 3 } }));
  await page.getByRole('button', { name: en['screen.notes'] }).click();
  await expect(page.locator('.note-change').first()).toContainText('stop.steps');
  await page.getByRole('button', { name: en['notes.judgeNow'] }).first().click();
  await expect(page.locator('.note-turned').first()).toContainText(en['notes.then'], { timeout: 60_000 });
  await expect(page.locator('.note-turned').first()).toContainText('stop.steps');
  await expect(page.locator('.note-checks .rings').first()).toHaveAttribute('d', /M/);
  // Without the lanes that it is about there is no verdict.
  await page.evaluate(() => window.nonlin.load({ ...window.nonlin.spec(), lanes: [{ activation: 'gelu' }] }));
  await expect(page.locator('.note-change').first()).toContainText(en['notes.lanesMissing'].split('{')[0]);
});

test('a run shows how far it is and can be stopped; all can be run', async ({ page }) => {
  await open(page, card('C20'));
  await page.locator('.note-run').click();
  await expect(page.locator('.note-runs progress')).toBeVisible();
  await page.locator('.note-runs').getByRole('button', { name: en['notes.stop'] }).click();
  await expect(page.locator('.note-run')).toBeVisible();
  await expect(verdict(page)).toContainText(en['notes.recorded']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en['notes.all.run'] }).click();
  await expect(cells(page).filter({ hasText: en['notes.ran'] }).first()).toBeVisible();
  await page.getByRole('button', { name: en['notes.all.stop'].split('(')[0] }).click();
  await expect(page.getByRole('button', { name: en['notes.all.run'] })).toBeVisible();
});
test('where the notes are wrong: each with what is right, and a way to its note', async ({ page }) => {
  await open(page, wall);
  await page.getByRole('button', { name: en['notes.errors'] }).click();
  await expect(page.locator('.note-errors tbody tr')).toHaveCount(31);
  expect(await findings(page)).toEqual([]);
  await page.locator('.note-errors tbody button').first().click();
  await expect(title(page)).toBeVisible();
});

test('every card opens, in both languages, and those that are run give the verdict that is recorded', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'the engine is the same in both');
  test.setTimeout(every ? 1_800_000 : 240_000);
  await open(page, card('C01', 'zh'));
  for (const note of NOTES) {
    await expect(page.locator('.note-nav .hint')).toContainText(note);
    await expect(title(page), note).not.toHaveText(/^(C\d\d)?$/);
    const button = page.locator('.note-run');
    const waiting = await page.locator('.note-statement > .hint').allTextContents();
    const formulas = waiting.some(Boolean) && waiting.every((words) => words === '' || words === zh['notes.waitsFormula']);
    if ((every || formulas) && (await button.isVisible())) {
      await run(page);
      await expect(page.locator('.note-failure').filter({ visible: true }), note).toHaveCount(0);
      const lines = page.locator('.note-statement > .note-verdict-line');
      for (const line of await lines.all()) await expect(line, note).not.toContainText(zh['notes.differs'].split('“')[0]);
    }
    if (note !== NOTES.at(-1)) await page.keyboard.press('ArrowRight');
  }
  await page.locator('.top-actions button').first().click();
  await expect(page.locator('.note-card .note-nav')).toContainText(en['notes.back']);
});
