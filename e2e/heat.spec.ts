import { expect, test } from './testing/app.ts';
import { inspector, layer, openTemplate } from './testing/screens.ts';

test('layers are coloured by what they see of the input', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await page.getByRole('radio', { name: 'Receptive field' }).click();
  // 6 of 28 pixels each way; beside a longer shape the percentage has no room; what is dense has no field.
  await expect(layer(page, 's2')).toContainText('6×6');
  await expect(layer(page, 's2')).toContainText('21 %');
  await expect(layer(page, 'c3')).toContainText('14×14');
  await expect(layer(page, 'c5')).not.toContainText('%');

  const legend = page.getByRole('list', { name: 'Heat: Receptive field' });
  await expect(legend).toHaveCount(0);
  await page.getByRole('button', { name: 'Colour layers by their share' }).click();
  await expect(legend.getByRole('listitem')).toHaveText(['< 10 %', '10 – 25 %', '25 – 50 %', '50 – 100 %', '≥ 100 %']);
  const colour = (name: string) => layer(page, name).evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await colour('c3')).not.toBe(await colour('c1'));
  expect(await colour('c5')).not.toBe(await colour('c1'));
});

test('layers are timed on this machine, until an edit changes what is computed', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await page.getByRole('radio', { name: 'Time' }).click();
  const panel = page.getByRole('region', { name: 'Measured time' });
  const time = /\d\s(µs|ms|s)/;
  await expect(layer(page, 'c1')).not.toContainText(time);
  await panel.getByRole('button', { name: 'Measure' }).click();
  await expect(panel.getByRole('progressbar', { name: 'Measuring' })).toBeVisible();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel.getByRole('status')).toHaveText('Forward time of each layer, measured on this machine');

  await panel.getByRole('button', { name: 'Measure' }).click();
  await expect(panel.getByRole('status')).toContainText(/forward · batch of 32 · WASM/, { timeout: 60_000 });
  for (const name of ['c1', 's2', 'c3', 's4', 'flatten', 'c5', 'f6', 'output'])
    await expect(layer(page, name)).toContainText(time);
  await expect(layer(page, 'input_layer')).not.toContainText(time);
  await expect(inspector(page).getByRole('heading', { name: /^Slowest layers/ })).toBeVisible();

  await layer(page, 'c3').click();
  const section = inspector(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Time' }) });
  await expect(section.last()).toContainText(/Reached.*GFLOP\/s/);
  await expect(section.last()).toContainText('240,000·32');

  await inspector(page).getByRole('textbox', { name: 'Filters' }).fill('17');
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('status')).toHaveText('The network has changed since it was measured');
  await expect(layer(page, 'c1')).not.toContainText(time);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(layer(page, 'c1')).toContainText(time);
});
