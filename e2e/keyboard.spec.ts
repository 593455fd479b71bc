import type { Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, setField, statusBar } from './testing/screens.ts';

interface Press {
  /** What the keyboard writes. */
  readonly key: string;
  /** Where the key stands, by its name on a US keyboard. */
  readonly code: string;
  readonly ctrlKey?: boolean;
  readonly shiftKey?: boolean;
}

/** A key press as a keyboard of another layout makes it. */
async function press(page: Page, keys: Press): Promise<void> {
  await page.evaluate((init: Press) => {
    for (const type of ['keydown', 'keyup'])
      document.body.dispatchEvent(new KeyboardEvent(type, { bubbles: true, cancelable: true, ...init }));
  }, keys);
}

test('on AZERTY, shortcuts of the canvas are where the keyboard has their letters', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  const menu = page.getByRole('dialog', { name: 'Add a layer' });

  await test.step('the key that writes q stands where US keyboards have A, and adds nothing', async () => {
    await press(page, { key: 'a', code: 'KeyQ' });
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await press(page, { key: 'q', code: 'KeyA' });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expect(menu).toHaveCount(0);
  });

  await test.step('Ctrl+A selects everything', async () => {
    await press(page, { key: 'a', code: 'KeyQ', ctrlKey: true });
    await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('layers selected');
  });

  await test.step('the full stop takes Shift, and still leads to the next fix', async () => {
    await page.keyboard.press('Escape');
    await setField(page, 'c3', 'Kernel, height', '20');
    await expect(statusBar(page)).toContainText('1 error');
    await layer(page, 'c1').click();
    await press(page, { key: '.', code: 'Comma', ctrlKey: true, shiftKey: true });
    await expect(layer(page, 'c3')).toHaveAttribute('data-selected', 'true');
  });
});
