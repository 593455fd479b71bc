import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { documentOf, type Line } from '../../src/core/analysis/testing/graph.ts';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import { writeProject } from '../../src/host/project-file.ts';
import type { App } from './app.ts';
import { step } from './screens.ts';

/** Opens a network of these layers in Compile, saved as `task.stride`. */
export async function openProject(app: App, page: Page, lines: readonly Line[], training: Partial<TrainingSettings>) {
  const plain = documentOf(lines);
  const document = { ...plain, training: { ...plain.training, ...training } };
  await writeFile(join(app.projects, 'task.stride'), writeProject({ document, runs: [], best: null }));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a network' });
  await dialog.getByRole('button', { name: /^task/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await step(page, 'Compile').click();
}
