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
