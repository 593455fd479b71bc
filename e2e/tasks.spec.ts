import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Line } from '../src/core/analysis/testing/graph.ts';
import { expect, test } from './testing/app.ts';
import { faults } from './testing/faults.ts';
import { randomFrom, writeDiscs } from './testing/pictures.ts';
import { openProject } from './testing/project.ts';
import { step } from './testing/screens.ts';

async function trainAndEvaluate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Compile and train' }).click();
  await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 60_000 });
  await step(page, 'Evaluate').click();
}

test('numbers of a table are predicted, and judged by their errors', async ({ app, page }) => {
  const random = randomFrom(9);
  const rows = Array.from({ length: 300 }, () => {
    const [rooms, age] = [1 + Math.floor(6 * random()), 50 * random()];
    return `${rooms},${age.toFixed(1)},${(40 + 12 * rooms - 0.5 * age + random()).toFixed(2)}`;
  });
  await writeFile(join(app.projects, 'rents.csv'), ['rooms,age,rent', ...rows].join('\n'));
  const lines: readonly Line[] = [
    ['in', 'input', { shape: [2] }],
    ['hidden', 'dense', { units: 16, activation: 'relu' }, ['in']],
    ['out', 'dense', { units: 1, activation: 'softmax' }, ['hidden']],
  ];
  const data = { source: 'csv', path: join(app.projects, 'rents.csv') } as const;
  await openProject(app, page, lines, { data, learningRate: 0.05, epochs: 40, batchSize: 16 });
  const compile = page.getByRole('region', { name: 'Compile' });

  // A classifier's loss does not teach numbers; then its softmax cannot reach them.
  await compile.getByRole('button', { name: /^Train with mean/ }).click();
  await expect(compile.getByRole('radio', { name: 'Mean squared error' })).toBeChecked();
  await expect(compile.getByText('not for numbers').first()).toBeHidden();
  await compile.getByRole('button', { name: 'Set activation to linear' }).click();
  await compile.getByRole('button', { name: 'R²' }).click();
  await trainAndEvaluate(page);

  const main = page.getByRole('main');
  await expect(main.getByRole('table', { name: 'Outputs' }).getByRole('row', { name: /^rent/ })).toContainText('0.9');
  await expect(main.getByRole('img', { name: 'Error by value' })).toBeVisible();
  await main.getByRole('region', { name: 'Largest errors' }).getByRole('button').first().click();
  await expect(page.getByText(/^actual: /)).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

test('masks are learnt, and laid over their pictures', async ({ app, page }) => {
  await writeDiscs(join(app.projects, 'discs'), 60, 16);
  const lines: readonly Line[] = [
    ['in', 'input', { shape: [16, 16, 1] }],
    ['hidden', 'conv2d', { filters: 6, padding: 'same', activation: 'relu' }, ['in']],
    ['out', 'conv2d', { filters: 2, kernelSize: [1, 1], activation: 'softmax' }, ['hidden']],
  ];
  const data = { source: 'masks', path: join(app.projects, 'discs') } as const;
  const settings = { data, learningRate: 0.03, epochs: 20, batchSize: 8 };
  await openProject(app, page, lines, { ...settings, metrics: ['accuracy', 'meanIoU'] });
  await expect(page.getByRole('region', { name: 'Compile' }).getByRole('radio', { name: 'Dice' })).toBeEnabled();
  await trainAndEvaluate(page);
  const main = page.getByRole('main');
  const bright = main.getByRole('table', { name: 'Per-class metrics, %' }).getByRole('row').nth(2);
  await expect(bright).toContainText(/(9\d|100)\.\d/);
  const masks = main.getByRole('region', { name: 'Worst masks' });
  await masks.getByRole('radio', { name: 'Wrong pixels' }).click();
  await masks.getByRole('button').first().click();
  await expect(page.getByLabel('Predicted', { exact: true }).first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
