// What axe, the checker of accessibility, finds on a page as it is now.
import { readFileSync } from 'node:fs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Its findings, in a line each. @param {import('@playwright/test').Page} page @param {string} [within] a selector: only there */
export async function findings(page, within) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async ([values, part]) => {
    const { violations } = await window.axe.run(part ?? document, { runOnly: { type: 'tag', values } });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary.split('\n')[1]?.trim() ?? ''}`));
  }, /** @type {const} */ ([rules, within]));
}
