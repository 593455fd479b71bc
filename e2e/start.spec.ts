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
