import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious faults by the rules of WCAG 2.2 AA, one line each, with where they are, on the page or in a part of it. */
export async function faults(page: Page, within = 'html'): Promise<string[]> {
  // By the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run('${within}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}
