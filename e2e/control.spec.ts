import { expect, test } from './testing/app.ts';
import { openTemplate, step, train } from './testing/screens.ts';

test('a run is steered: other settings while paused, a fork in the queue, and on after the page was closed', async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open MLP/);
  await train(page, 2000);
  const panel = page.getByRole('region', { name: 'Training' });
  const done = async () => Number(await panel.getByRole('progressbar').getAttribute('aria-valuenow'));
  const epochs = (count: number) => expect.poll(done, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);

  await test.step('settings of a paused run are changed, counted from its next step, and kept', async () => {
    await epochs(1);
    await panel.getByRole('button', { name: /^Pause/ }).click();
    await panel.getByRole('button', { name: 'Change settings…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change settings of Run 1' });
    await expect(dialog.getByRole('radio', { name: 'SGD' })).toBeDisabled();
    await expect(dialog.getByRole('textbox', { name: 'Seed' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Learning rate' }).fill('0.0004');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(panel).toContainText('1 setting changes when it goes on.');
    await panel.getByRole('button', { name: /^Resume/ }).click();
    await expect(panel.getByRole('img', { name: /^Learning rate by epoch: 4e−4 now, at most 1e−3/ })).toBeVisible();
    await page.getByRole('tab', { name: 'Setup' }).click();
    await expect(page.getByText('Learning rate: 1e−3 → 4e−4')).toBeVisible();
    await page.getByRole('tab', { name: 'Runs' }).click();
  });

  await test.step('what is compiled meanwhile waits in the queue', async () => {
    await step(page, 'Compile').click();
    await page.getByRole('button', { name: 'Add to queue' }).click();
    await expect(page.getByRole('list', { name: 'Runs that wait' }).getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Take out of the queue' }).click();
    await expect(page.getByRole('list', { name: 'Runs that wait' })).toBeHidden();
  });

  await test.step('a run that the page was closed on goes on where it was, with its settings', async () => {
    const before = await done();
    await epochs(before + 2);
    await page.reload();
    await step(page, 'Train').click();
    await expect(panel).toContainText('Interrupted');
    expect(await done()).toBeGreaterThanOrEqual(before);
    const kept = await done();
    await panel.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(panel.getByRole('button', { name: /^Pause/ })).toBeEnabled();
    await epochs(kept + 1);
    await expect(panel.getByRole('img', { name: /^Learning rate by epoch: 4e−4 now/ })).toBeVisible();
    await panel.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(panel).toContainText('Stopped');
  });

  await test.step('its first epoch is forked, with its settings in Compile', async () => {
    await panel.getByRole('button', { name: 'Fork from an epoch…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fork Run 1' });
    await dialog.getByRole('radio', { name: 'Epoch 1', exact: true }).click();
    await dialog.getByRole('button', { name: 'Fork from epoch 1…' }).click();
    const compile = page.getByRole('region', { name: 'Compile' });
    await expect(compile).toContainText('Starts from Run 1, epoch 1');
    await compile.getByRole('textbox', { name: 'Epochs' }).fill('2');
    await compile.getByRole('button', { name: 'Compile and train' }).click();
    await expect(panel).toContainText('Finished', { timeout: 30_000 });
    await expect(panel).toContainText('Run 2');
  });
});
