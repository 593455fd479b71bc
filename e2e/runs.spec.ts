import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedRun } from '../renderer/shell/projects/testing/finished-run.ts';
import { applyCommands } from '../src/core/document/commands.ts';
import { drawingOf } from '../src/core/document/run-marks.ts';
import type { RunRecord } from '../src/core/document/runs.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import { writeProject } from '../src/host/project-file.ts';
import { leNet5 } from '../templates/lenet-5.ts';
import { expect, test } from './testing/app.ts';

/** LeNet-5 with so many filters at this rate, trained for an epoch: the more filters, the better. */
function run(document: StrideDocument, number: number, filters: number, learningRate: number): RunRecord {
  const first = Object.values(document.graph.nodes).find(({ kind }) => kind === 'conv2d');
  if (!first) throw new Error('LeNet-5 has convolutions.');
  const changed = applyCommands(document, [
    { type: 'setParams', node: first.id, params: { filters } },
    { type: 'setTraining', settings: { learningRate } },
  ]);
  const { record } = finishedRun(changed);
  const epochs = record.epochs.map((epoch) => ({ ...epoch, valAccuracy: 0.8 + filters / 100 }));
  return { ...record, id: `run-${number}`, number, epochs, drawing: drawingOf(changed) };
}

test('runs are compared, taken over, exported and searched', async ({ app, page }) => {
  test.slow();
  const document = leNet5.build();
  const runs = [run(document, 1, 4, 0.01), run(document, 2, 16, 0.001), run(document, 3, 8, 0.001)];
  await writeFile(join(app.projects, 'digits.stride'), writeProject({ document, runs, best: null }));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a network' });
  await dialog.getByRole('button', { name: /^digits/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Compare runs' }).click();

  const table = page.getByRole('table', { name: 'Runs, their settings and outcomes' });
  const names = table.getByRole('rowheader');
  await expect(names).toHaveText(['Run 3', 'Run 2', 'Run 1']);
  await expect(table.getByRole('row', { name: /Run 2/ })).toContainText('96.0 %');
  await expect(table.getByRole('row', { name: /Run 2/ })).toContainText('1e−3');
  await table.getByRole('button', { name: 'Sort by Best accuracy' }).click();
  await expect(names).toHaveText(['Run 2', 'Run 3', 'Run 1']);

  await table.getByRole('checkbox', { name: 'Choose Run 1 for comparison' }).check();
  await table.getByRole('checkbox', { name: 'Choose Run 2 for comparison' }).check();
  const compare = page.getByRole('region', { name: 'Comparison' });
  await compare.getByRole('radio', { name: 'Settings' }).click();
  await expect(compare.getByRole('row', { name: /Learning rate/ })).toHaveText(/Learning rate\s*0\.01\s*1e−3/);
  await compare.getByRole('radio', { name: 'Structure' }).click();
  await expect(compare.getByRole('row')).toHaveText(/Filters 4 → 16/);
  await compare.getByRole('radio', { name: 'Trade-off' }).click();
  // Few filters are cheap, many are good: neither beats the other.
  await expect(compare).toContainText('On the front: Run 1, Run 2');

  const right = page.getByRole('complementary', { name: 'Right panel' });
  await table.getByRole('button', { name: 'Run 2', exact: true }).click();
  await right.getByRole('button', { name: 'Use this network' }).click();
  const undo = page.getByRole('button', { name: 'Undo Use the network of Run 2' });
  await expect(undo).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Runs as CSV…' }).click();
  const save = page.getByRole('dialog', { name: 'Save the table' });
  await save.getByRole('button', { name: 'Save', exact: true }).click();
  const told = (await page.getByText(/^Saved as .*\.csv\.$/).textContent()) ?? '';
  const saved = await readFile(join(app.projects, told.replace(/^Saved as (.*)\.$/, '$1')), 'utf8');
  expect(saved.split('\r\n')).toHaveLength(4);
  expect(saved).toMatch(/^run,name,starred,state/);

  await table.getByRole('checkbox', { name: 'Choose all' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('main')).toContainText('No runs yet.');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(names).toHaveText(['Run 2', 'Run 3', 'Run 1']);

  await right.getByRole('tab', { name: 'Search' }).click();
  await right.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('menuitem', { name: 'Learning rate' }).click();
  await right.getByRole('radio', { name: 'Random' }).click();
  await right.getByRole('textbox', { name: 'Trials' }).fill('1');
  await right.getByRole('textbox', { name: 'Most epochs' }).fill('1');
  await right.getByRole('button', { name: 'Start the search' }).click();
  await expect(right).toContainText('Finished after 1 training.', { timeout: 60_000 });
  await expect(table.getByRole('row', { name: /Run 4/ })).toContainText('1 epoch');
});
