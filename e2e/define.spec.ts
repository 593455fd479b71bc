import { expect, test } from './testing/app.ts';
import { inspector, layer, openTemplate, statusBar } from './testing/screens.ts';

test('groups are walked to, entered and named from the one tab stop of the canvas', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open AlexNet, 2012/);
  const canvas = page.getByRole('application', { name: 'Network canvas' });
  const header = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(header('Features')).toBeVisible();
  await canvas.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(inspector(page)).toContainText('Group');
  await page.keyboard.press('ArrowDown');
  await expect(header('Classifier')).toHaveAttribute('data-selected', 'true');
  await expect(canvas).toHaveAttribute('aria-activedescendant', (await header('Classifier').getAttribute('id')) ?? '');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of the group' }).last().fill('Head');
  await page.keyboard.press('Enter');
  await expect(header('Head')).toBeVisible();
  await canvas.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(layer(page, 'flatten')).toHaveAttribute('data-selected', 'true');
});

test('fitted, a group lies under none of the tools, and a new one covers no neighbour', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open AlexNet, 2012/);
  const boxOf = async (name: string) => {
    const box = await page.getByRole('region', { name, exact: true }).boundingBox();
    if (!box) throw new Error(`${name} is not on the screen`);
    return box;
  };
  const bar = await page.getByText('Share of', { exact: true }).boundingBox();
  for (const name of ['Features', 'Classifier'])
    expect((await boxOf(name)).y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0));

  await layer(page, 'conv3').click();
  await layer(page, 'conv4').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  const frame = await boxOf('Group');
  for (const name of ['pool2', 'conv5']) {
    const box = await layer(page, name).boundingBox();
    expect(box && (box.y + box.height <= frame.y || box.y >= frame.y + frame.height)).toBe(true);
  }
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'Group', exact: true })).toHaveCount(0);
});

test('a layer uses the weights of another, and gets its own back', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open MLP/);
  const total = statusBar(page);
  await expect(total).toContainText('669.71 K');
  const [first, second] = ['hidden1', 'hidden2'];
  await layer(page, first).click();
  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('784');
  await layer(page, second).click();
  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('784');
  await expect(total).toContainText('1.24 M');
  await inspector(page).getByRole('combobox', { name: 'Shares weights with' }).click();
  await page.getByRole('option', { name: first, exact: true }).click();
  await expect(total).toContainText('623.29 K');
  await layer(page, first).click();
  await expect(inspector(page)).toContainText(`Its weights are also used by`);

  await inspector(page).getByRole('textbox', { name: 'Units' }).fill('100');
  await expect(total).toContainText('1 error');
  await layer(page, second).click();
  await expect(inspector(page)).toContainText('needs');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(total).toContainText('No errors');
});

test('a field says what it takes while something else is typed, and keeps what it had', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c3').click();
  const filters = inspector(page).getByRole('textbox', { name: 'Filters' });
  await filters.fill('-3');
  await expect(inspector(page).getByRole('alert')).toContainText('A whole number from 1');
  await filters.press('Enter');
  await expect(filters).toHaveValue('16');
  await expect(inspector(page).getByRole('alert')).toHaveCount(0);

  await inspector(page).getByRole('textbox', { name: 'Kernel, height' }).fill('20');
  await page.keyboard.press('Enter');
  await layer(page, 'output').click({ position: { x: 20, y: 12 } });
  await inspector(page).getByText('Waits for the shape of').getByRole('button', { name: 'c3' }).click();
  await expect(layer(page, 'c3')).toHaveAttribute('data-selected', 'true');
});

test('a template is opened under the name of its card, also in French', async ({ app, page }) => {
  await page.goto(app.address);
  await page
    .getByRole('button', { name: /^Language|^EN/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Ouvrir LSTM bidirectionnel/ }).click();
  await expect(page.getByRole('banner')).toContainText('LSTM bidirectionnel');
});
