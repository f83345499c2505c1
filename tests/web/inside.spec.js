// Looking inside: the way in and out, two panels of a lane or one of two, by mouse, keyboard and link.
import { button, expect, hash, open, step, test } from './support/page.js';
import { load, settled, tile } from './support/look.js';

const places = (page) => page.locator('#inside .inside-panel > h2').allTextContents();

test('from a tile into its network and back, with the focus; two panels at a time, or one of two lanes', async ({ page }) => {
  await open(page, '/#v=1&lang=en');
  await step(page, 10);
  await tile(page, 8).press('Enter');
  await button(page, 'dialog.large', 'Look inside').click();
  const inside = page.locator('#inside');
  await expect(inside).toBeVisible();
  await expect(page.locator('#tiles')).toBeHidden();
  await expect(page.locator('dialog.large')).toBeHidden();
  await expect.poll(() => places(page)).toEqual(['Network: Softplus', 'Data on the curve: Softplus']);
  await inside.getByRole('button', { name: 'Backward signal' }).click();
  await expect.poll(() => places(page)).toEqual(['Data on the curve: Softplus', 'Backward signal: Softplus']);
  await inside.getByRole('combobox', { name: 'Second lane' }).selectOption({ index: 1 });
  await expect.poll(() => places(page)).toEqual(['Backward signal: Softplus', 'Backward signal: Sigmoid']);
  await inside.getByRole('combobox', { name: 'Second lane' }).selectOption('');
  await inside.getByRole('combobox', { name: 'Lane looked into' }).selectOption({ index: 2 });
  await expect.poll(() => places(page)).toEqual(['Data on the curve: Tanh', 'Backward signal: Tanh']);
  await expect.poll(() => hash(page)).toContain('inside=2');
  await expect.poll(() => hash(page)).toContain('panels=curve%2Csignals');
  await page.keyboard.press('Escape');
  await expect(inside).toBeHidden();
  await expect(page.locator('#tiles')).toBeVisible();
  await expect(tile(page, 2)).toBeFocused();
});

test('a link opens a lane and its panels; of a race without that lane it opens the race', async ({ page }) => {
  await open(page, '/#v=1&inside=4&beside=7&panels=network,signals&lang=en');
  await expect.poll(() => places(page)).toEqual(['Backward signal: ReLU', 'Backward signal: Maxout']);
  await load(page, { lanes: [{ activation: 'tanh' }] });
  await expect(page.locator('#inside')).toBeHidden();
  await expect(page.locator('#tiles')).toBeVisible();
});

for (const [width, height, lang] of [[1366, 640, 'zh'], [390, 844, 'en'], [1920, 1080, 'zh']]) {
  test(`every panel fits: ${width} wide`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'words, roles and settings: the same in every browser');
    await page.setViewportSize({ width, height });
    await open(page, `/#v=1&lang=${lang}`);
    await load(page, { stop: { steps: 40 }, lanes: [{ activation: 'relu' }, { activation: 'tanh' }, { activation: 'relu', set: { 'optimizer.id': 'sgd', 'optimizer.rate': 1000 } }] });
    await step(page, 40);
    for (const lane of [0, 2]) {
      await tile(page, lane).press('Enter');
      await page.locator('dialog.large .drawer-head button').first().click();
      for (const tab of await page.locator('#inside .inside-question button').all()) {
        await tab.click();
        await settled(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over, await tab.textContent()).toBeLessThanOrEqual(0);
        const empty = await page.locator('#inside .inside-panel').evaluateAll((all) => all.filter((node) => node.getBoundingClientRect().height < 60 || node.lastElementChild.textContent.trim() === '').length);
        expect(empty, await tab.textContent()).toBe(0);
      }
      await page.keyboard.press('Escape');
      await expect(page.locator('#tiles')).toBeVisible();
    }
  });
}
