import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encode } from 'fast-png';
import { expect, test } from './testing/app.ts';
import { openTemplate, step } from './testing/screens.ts';

const side = 16;

/** A picture told from all others, in grey or, with one value, blank. */
function picture(number: number, blank = false): Uint8Array {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) =>
    blank ? 90 : (number * 37 + Math.floor(i / 3) * (7 + number)) % 256,
  );
  return encode({ width: side, height: side, channels: 3, data });
}

/**
 * 12 training pictures of cats and 3 of dogs, one of each to validate, two to test. Planted: a cat twice in training, a cat of the training in
 * the test, a dog that is called a cat as well, a blank one, and two files that are no pictures.
 */
async function writeFaulty(folder: string): Promise<void> {
  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  for (let i = 0; i < 9; i++) await put(`train/cats/${i}.png`, picture(i));
  await put('train/cats/again.png', picture(4));
  await put('train/cats/dog-too.png', picture(20));
  await put('train/cats/blank.png', picture(0, true));
  for (let i = 0; i < 3; i++) await put(`train/dogs/${i}.png`, picture(20 + i));
  for (const [i, name] of ['cats', 'dogs'].entries()) await put(`validation/${name}/0.png`, picture(50 + i));
  await put('test/cats/new.png', picture(30));
  await put('test/cats/leaked.png', picture(2));
  for (let i = 0; i < 2; i++) await put(`test/dogs/${i}.png`, picture(40 + i));
  await put('train/dogs/empty.png', new Uint8Array());
  await put('train/dogs/cut.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0));
}

async function chooseFolder(page: Page, name: string): Promise<void> {
  const compile = page.getByRole('region', { name: 'Compile' });
  await compile.getByRole('combobox', { name: 'Source' }).click();
  await page.getByRole('option', { name: 'A folder…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Choose a folder/ });
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(dialog.getByRole('button', { name: /^train/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Choose this folder' }).click();
  await expect(dialog).toBeHidden();
}

test('the data page counts classes and shows what is wrong with a folder', async ({ app, page }) => {
  await writeFaulty(join(app.projects, 'faulty'));
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await step(page, 'Compile').click();
  await chooseFolder(page, 'faulty');

  await test.step('it opens from the command palette', async () => {
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog').getByRole('combobox').fill('Show the data');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /faulty/ })).toBeVisible();
  });
  const main = page.getByRole('main');

  await test.step('how many there are, of which size and class', async () => {
    const figure = (name: string) => main.locator('dl > div').filter({ hasText: name }).locator('dd');
    await expect(figure('Training')).toHaveText('15');
    await expect(figure('Test')).toHaveText('4');
    await expect(figure('Shape of a sample')).toHaveText('28×28×1');
    await expect(figure('Guessing reaches')).toHaveText(/^80\.0\s?%$/);
    await expect(main).toContainText('The largest class has 4.0 times the samples of the smallest');
  });

  await test.step('what lies twice, in two splits, with two answers, or is blank', async () => {
    await expect(main).toContainText('1 validation or test sample is among the training samples too');
    await expect(main).toContainText('1 sample lies twice with different answers');
    await expect(main).toContainText('3 samples equal another one.');
    await expect(main).toContainText('1 sample has the same value everywhere.');
    const groups = main.getByRole('listitem');
    const leak = groups.filter({ hasText: 'in two splits' });
    await expect(leak).toContainText('train/cats/2.png');
    await expect(leak).toContainText('test/cats/leaked.png');
    const contradiction = groups.filter({ hasText: 'two answers' });
    await expect(contradiction).toContainText('train/cats/dog-too.png');
    await expect(contradiction).toContainText('train/dogs/0.png');
    await expect(groups.filter({ hasText: 'again.png' })).toContainText('train/cats/4.png');
  });

  await test.step('which files were left out, and why', async () => {
    await expect(main).toContainText('the file is empty');
    await expect(main).toContainText('cut off: the JPEG ends before its picture does');
  });

  await test.step('a class’s samples are shown, and classes weighed evenly', async () => {
    await main.getByTitle('Show the samples of dogs').click();
    await expect(main).toContainText('3 samples');
    await main.getByRole('button', { name: 'Weigh classes evenly' }).click();
    await expect(main).toContainText('Classes are weighted');
  });

  await test.step('views of other steps open by their shortcuts', async () => {
    const views = page.getByRole('radiogroup', { name: 'View' });
    for (const [key, name] of [
      ['Control+9', 'Runs'],
      ['Control+7', 'Charts'],
      ['Control+6', 'Data'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(views.getByRole('radio', { name })).toBeChecked();
    }
  });
});
