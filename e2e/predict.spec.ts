import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './testing/app.ts';
import { faults } from './testing/faults.ts';
import { writePets } from './testing/pictures.ts';
import { openProject } from './testing/project.ts';
import { step } from './testing/screens.ts';

test('a folder of pictures is predicted and saved as a table, and the camera is answered', async ({ app, page }) => {
  const pets = join(app.projects, 'pets');
  await writePets(pets, { train: 12, validation: 5 });
  await writeFile(join(pets, 'validation', 'dogs', 'broken.png'), 'not a picture');
  await openProject(
    app,
    page,
    [
      ['in', 'input', { shape: [24, 24, 3] }],
      ['conv', 'conv2d', { filters: 4, activation: 'relu' }, ['in']],
      ['pool', 'maxPooling2d', {}, ['conv']],
      ['flat', 'flatten', {}, ['pool']],
      ['out', 'dense', { units: 2, activation: 'softmax' }, ['flat']],
    ],
    { data: { source: 'folder', path: pets }, epochs: 2, batchSize: 8 },
  );
  await page.getByRole('button', { name: 'Compile and train' }).click();
  await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 60_000 });
  await step(page, 'Predict').click();
  const panel = page.getByRole('region', { name: 'Probabilities' });

  await test.step('every picture of a folder is asked about, the broken one told', async () => {
    await panel.getByRole('tab', { name: 'Folder' }).click();
    await panel.getByRole('button', { name: 'Choose a folder…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Choose a folder/ });
    await dialog.getByRole('button', { name: /^pets/ }).click();
    await dialog.getByRole('button', { name: /^validation/ }).click();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await expect(panel.getByRole('status').first()).toContainText('11 pictures of validation.');
    await expect(panel.getByText('1 file could not be read')).toBeVisible();
    await expect(panel.getByRole('list', { name: 'Answers' }).getByRole('listitem')).toHaveCount(10);
    expect(await faults(page)).toEqual([]);
  });

  await test.step('a row shows its picture and why', async () => {
    const first = panel.getByRole('list', { name: 'Answers' }).getByRole('button').first();
    await first.click();
    await expect(first).toHaveAttribute('aria-pressed', 'true');
    await expect(panel.getByRole('img', { name: 'Feature map of conv' })).toBeVisible();
  });

  await test.step('the table is saved', async () => {
    await panel.getByRole('button', { name: 'Save as CSV…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as CSV…' });
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
    const lines = (await readFile(join(app.projects, 'validation-predictions.csv'), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('path,class,probability,p(cats),p(dogs)');
    expect(lines).toHaveLength(11);
    expect(lines[1]).toMatch(/^cats\/cats-0\.png,(cats|dogs),0\.\d+,0\.\d+,0\.\d+$/);
  });

  await test.step('the camera is answered until it is stopped', async () => {
    await panel.getByRole('tab', { name: 'Camera' }).click();
    await panel.getByRole('button', { name: 'Start the camera' }).click();
    await expect(panel.getByLabel('What the camera sees')).toBeVisible();
    await expect(panel.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(2);
    expect(await faults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Stop the camera' }).click();
    await expect(panel.getByLabel('What the camera sees')).toBeHidden();
    await expect(panel.getByRole('list', { name: 'Probabilities' })).toBeHidden();
  });
});
