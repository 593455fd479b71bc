import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readDraft } from '../renderer/shell/projects/draft-file.ts';
import { readProject } from '../src/host/project-file.ts';
import { expect, test } from './testing/app.ts';

async function openLeNet(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByText('LeNet-5', { exact: true }).first().click();
  await expect(page.getByRole('article', { name: /^c3,/ })).toBeVisible();
  await canvas(page).focus();
}

const canvas = (page: Page) => page.getByRole('application');
const note = (page: Page, text: string) => page.getByRole('note', { name: `Note: ${text}`, exact: true });
const notes = (page: Page) => page.getByRole('note');

/** Beside the layer that is selected, else at the pointer. */
async function write(page: Page, text: string): Promise<void> {
  await canvas(page).focus();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
}

async function boxOf(page: Page, text: string) {
  const box = await note(page, text).boundingBox();
  if (!box) throw new Error(`the note ${text} is not drawn`);
  return box;
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // The move that begins a drag is none of it.
  await page.mouse.move(from.x + 4, from.y);
  await page.mouse.move(from.x + 4 + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

test('a note is typed, undone in one step, redone, and is there after a reload', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.getByRole('article', { name: /^c3,/ }).click();
  await write(page, 'Why 16 maps?');
  await expect(note(page, 'Why 16 maps?')).toBeVisible();
  const layer = await page.getByRole('article', { name: /^c3,/ }).boundingBox();
  const box = await boxOf(page, 'Why 16 maps?');
  // On the side where there is room, as high as the layer.
  expect(Math.round(box.y)).toBe(Math.round(layer?.y ?? 0));
  expect(box.x + box.width <= (layer?.x ?? 0) || box.x >= (layer?.x ?? 0) + (layer?.width ?? 0)).toBe(true);
  await page.keyboard.press('Control+z');
  await expect(notes(page)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(note(page, 'Why 16 maps?')).toBeVisible();

  await note(page, 'Why 16 maps?').dblclick();
  await page.keyboard.type(' See table I.');
  // Anywhere else ends it.
  await page.getByRole('article', { name: /^f6,/ }).click();
  await expect(note(page, 'Why 16 maps? See table I.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(note(page, 'Why 16 maps?')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');

  // The draft is read as it is in the host, until the last word is in it.
  await expect.poll(() => draftText(app.settings)).toContain('See table I.');
  await page.reload();
  await expect(note(page, 'Why 16 maps? See table I.')).toBeVisible();
});

/** The notes of the draft that the host has written. */
async function draftText(settings: string): Promise<string> {
  const folder = join(settings, 'drafts');
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => null)));
  const texts = files.flatMap((bytes) => {
    const draft = bytes && readDraft(bytes);
    const project = draft?.ok ? readProject(draft.value.project) : null;
    return project?.ok ? Object.values(project.value.document.notes).map(({ text }) => text) : [];
  });
  return texts.join();
}

test('a note without text leaves nothing behind', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.keyboard.press('n');
  await expect(page.getByPlaceholder('Write a note')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(notes(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();

  await page.getByRole('article', { name: /^c3,/ }).click();
  await write(page, 'short');
  await note(page, 'short').dblclick();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await expect(notes(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(note(page, 'short')).toBeVisible();
});

test('a note is dragged and resized, each in one step, and grows with its text', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.getByRole('article', { name: /^c3,/ }).click();
  await write(page, 'Sub-sampling');
  const before = await boxOf(page, 'Sub-sampling');
  await drag(page, { x: before.x + 60, y: before.y + 30 }, { x: -20, y: -120 });
  await expect.poll(async () => (await boxOf(page, 'Sub-sampling')).y).toBeLessThan(before.y - 100);
  const moved = await boxOf(page, 'Sub-sampling');
  await drag(page, { x: moved.x + moved.width, y: moved.y + moved.height }, { x: 28, y: 28 });
  await expect.poll(async () => (await boxOf(page, 'Sub-sampling')).width).toBeGreaterThan(moved.width + 20);
  const resized = await boxOf(page, 'Sub-sampling');
  expect([resized.x, resized.y].map(Math.round)).toEqual([moved.x, moved.y].map(Math.round));
  await expect(page.getByRole('button', { name: 'Undo Resize note' })).toBeEnabled();
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxOf(page, 'Sub-sampling')).width).toBeCloseTo(moved.width, 0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxOf(page, 'Sub-sampling')).y).toBeCloseTo(before.y, 0);

  await note(page, 'Sub-sampling').dblclick();
  await page.keyboard.type(`\n${'mean of four, times a weight, plus a bias. '.repeat(6)}`);
  await page.keyboard.press('Escape');
  const text = notes(page).locator('p');
  expect(await text.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(1);
});

test('notes move, copy and go with layers that are selected with them', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.getByRole('article', { name: /^f6,/ }).click();
  await write(page, 'RBF units in 1998');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+d');
  await expect(notes(page)).toHaveCount(2);
  await expect(page.getByRole('article', { name: /^f6/ })).toHaveCount(2);
  await page.keyboard.press('Delete');
  await expect(notes(page)).toHaveCount(1);
  await expect(page.getByRole('article', { name: /^f6/ })).toHaveCount(1);

  await note(page, 'RBF units in 1998').click({ button: 'right' });
  await page.getByRole('menuitemradio', { name: 'Blue' }).click();
  await expect(page.getByRole('button', { name: 'Undo Colour note' })).toBeEnabled();
  await canvas(page).focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(notes(page)).toHaveCount(2);
});

test('without a mouse: written, walked to, changed, removed; in the outline too', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.keyboard.press('ArrowDown');
  await write(page, 'first');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await write(page, 'second');
  await page.keyboard.press('Shift+n');
  await expect(canvas(page)).toHaveAttribute(
    'aria-activedescendant',
    (await note(page, 'first').getAttribute('id')) ?? '',
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' thought');
  await page.keyboard.press('Escape');
  await expect(note(page, 'second thought')).toBeVisible();
  const before = await boxOf(page, 'second thought');
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowDown');
  await expect.poll(async () => (await boxOf(page, 'second thought')).height).toBeGreaterThan(before.height);
  expect((await boxOf(page, 'second thought')).width).toBeGreaterThan(before.width);
  await page.keyboard.press('Control+z');
  await expect.poll(() => boxOf(page, 'second thought')).toEqual(before);
  await page.keyboard.press('Delete');
  await expect(notes(page)).toHaveCount(1);

  await page.getByRole('tab', { name: 'Outline' }).click();
  const list = page.getByRole('listbox', { name: 'Notes' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option', { name: 'first', selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveValue('first');
  await page.keyboard.press('Escape');
  await list.focus();
  await page.keyboard.press('Delete');
  await expect(notes(page)).toHaveCount(0);
});

test('in the overview a note is drawn, pressed and found; the exported drawing holds it', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.getByRole('article', { name: /^c3,/ }).click();
  await write(page, 'A <b>bold</b> & long note');
  await page.keyboard.press('Escape');
  const box = await boxOf(page, 'A <b>bold</b> & long note');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, 1500);
  await expect(notes(page)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('bold');
  await page.getByRole('option', { name: /A <b>bold/ }).click();
  await expect(notes(page)).toBeVisible();

  const svg = await exportedSvg(page, app.projects);
  expect(svg).toContain('data-note=');
  expect(svg).toContain('A &lt;b&gt;bold&lt;/b&gt; &amp; long note');
});

async function exportedSvg(page: Page, projects: string): Promise<string> {
  await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  await dialog.getByRole('navigation').getByRole('button', { name: 'Drawing, SVG' }).click();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  const files = page.getByRole('dialog', { name: /^Drawing, / });
  await files.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('LeNet-5.svg');
  return readFile(join(projects, 'LeNet-5.svg'), 'utf8');
}

test.describe('in French', () => {
  test.use({ locale: 'fr-FR' });
  test('a note is added from the menu of the canvas', async ({ app, page }) => {
    await openLeNet(page, app.address);
    await canvas(page).click({ button: 'right', position: { x: 80, y: 300 } });
    await page.getByRole('menuitem', { name: 'Ajouter une note' }).click();
    await expect(page.getByPlaceholder('Écrivez une note')).toBeFocused();
    await page.keyboard.type('À revoir');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('note', { name: 'Note\u00a0: À revoir' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Annuler.*Écrire la note/ })).toBeEnabled();
  });
});
