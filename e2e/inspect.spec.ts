import { expect, test } from './testing/app.ts';
import { openTemplate, step } from './testing/screens.ts';

test('inspect: maps by key, a private step, a window whose arithmetic is the network’s, evidence and shift', async ({
  app,
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await step(page, 'Train').click();
  await page.getByRole('radio', { name: 'Inspect', exact: true }).click();
  const view = page.getByRole('region', { name: 'Inspect', exact: true });
  const layers = page.getByRole('listbox', { name: 'Layers' });

  await test.step('the untrained network shows all maps of its first convolution', async () => {
    await expect(view.getByText('weights as training begins')).toBeVisible();
    await expect(view.getByRole('heading', { name: 'c1' })).toBeVisible({ timeout: 30_000 });
    await expect(view.getByRole('button', { name: /^Feature map \d/ })).toHaveCount(6);
  });

  await test.step('arrows go from map to map and from layer to layer', async () => {
    const maps = view.getByRole('region', { name: /^Feature maps/ });
    await maps.focus();
    await page.keyboard.press('Home');
    await expect(maps.getByRole('button').first()).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(maps.getByRole('button').nth(1)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(layers.getByRole('option', { selected: true })).toContainText('s2');
    await layers.getByRole('option', { name: /^c3/ }).click();
    await expect(view.getByRole('button', { name: /^Feature map \d/ })).toHaveCount(16);
  });

  await test.step('a step trains a private copy, and is rewound', async () => {
    await page.getByRole('button', { name: 'Next step' }).click();
    await expect(page.getByText('Batch loss, step 1')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/^w₁₁: −?[\d.e−]+ [+−] [\d.e−]+ = −?[\d.e−]+/)).toBeVisible();
    await page.getByRole('button', { name: 'Rewind' }).click();
    await expect(page.getByText(/Trains a private copy/)).toBeVisible();
  });

  await test.step('a window’s sum and bias give what the network gave', async () => {
    await view.getByRole('radio', { name: 'Window' }).click();
    const line = view.getByText(/^tanh\(−?[\d.e−]+\) = /);
    await expect(line).toBeVisible();
    const text = (await line.textContent())?.replaceAll('−', '-') ?? '';
    const [, given, result] = /^tanh\(([^)]+)\) = (.+)$/.exec(text) ?? [];
    expect(Math.tanh(Number(given))).toBeCloseTo(Number(result), 2);
    const place = view.getByText(/^row \d+, column \d+$/);
    const before = await place.textContent();
    await view.getByRole('region', { name: /^Window/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(place).not.toHaveText(before ?? '');
  });

  await test.step('evidence and shift answer for the probe', async () => {
    await view.getByRole('radio', { name: 'Evidence' }).click();
    await expect(view.getByText(/^Probability \d/)).toBeVisible();
    await view.getByRole('button', { name: 'Cover and ask' }).click();
    await expect(view.getByText(/falls to .* under a square of 6×6/)).toBeVisible({ timeout: 30_000 });
    await view.getByRole('radio', { name: 'Shift' }).click();
    await expect(view.getByRole('img', { name: /^Probability of \d by shift/ })).toBeVisible();
  });
});
