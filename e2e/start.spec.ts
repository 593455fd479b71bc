import { expect, test } from './testing/app.ts';

test('the page opens, isolated, with its token taken out of the address', async ({ app, page }) => {
  await page.goto(app.address);
  await expect(page).toHaveTitle(/Stride/);
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(new URL(page.url()).hash).not.toContain('token');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('the gallery is one tab stop, and arrows go from card to card by where they stand', async ({ app, page }) => {
  await page.goto(app.address);
  const cards = page
    .getByRole('region', { name: 'Templates' })
    .getByRole('listitem')
    .getByRole('button', { name: /^Open / });
  await expect(cards.first()).toBeVisible();
  await cards.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(cards.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  // Four columns: one row below is four cards on.
  await expect(cards.nth(5)).toBeFocused();
  await page.keyboard.press('End');
  await expect(cards.last()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(cards.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(cards.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
});

test('a pattern is written with its network in sight, and goes into an open one', async ({ app, page }) => {
  await page.goto(app.address);
  await page.getByRole('button', { name: 'Write the pattern' }).click();
  const line = page.getByRole('textbox', { name: 'Pattern as a line' });
  const generate = page.getByRole('button', { name: 'Generate', exact: true });
  await line.fill('INPUT 8x8x3 -> [CONV 4 -> RELU]*2 -> POOOL');
  await expect(page.getByText(/Column 38: expected CONV, .* found POOOL/)).toBeVisible();
  await expect(generate).toBeDisabled();
  await line.fill('INPUT 8x8x3 -> [CONV 4 -> RELU]*2 -> POOL');
  // 3·3·3·4 + 4 and 3·3·4·4 + 4 parameters.
  await expect(page.getByRole('region', { name: 'Pattern generator' })).toContainText('260');
  await generate.click();
  await expect(page.getByRole('contentinfo').last()).toContainText(/Layers\s*4/);

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('pattern generator');
  await page.getByRole('option', { name: /^Pattern generator/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Pattern generator' });
  // It begins with what the last layer puts out.
  await expect(dialog.getByRole('textbox', { name: /^Input size/ })).toHaveValue('4×4×4');
  await dialog.getByRole('button', { name: 'Write the pattern' }).click();
  await dialog.getByRole('textbox', { name: 'Pattern as a line' }).fill('INPUT -> CONV 8 -> FC 5');
  await dialog.getByRole('button', { name: 'Insert' }).click();
  await expect(page.getByRole('contentinfo').last()).toContainText(/Layers\s*7/);
  await expect(page.getByText('No errors')).toBeVisible();
});
