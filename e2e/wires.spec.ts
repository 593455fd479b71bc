import type { Locator, Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, saveAs, setField, statusBar } from './testing/screens.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return box;
}

/** In the middle between the bottom of one layer and the top of the next. */
async function between(page: Page, above: string, below: string): Promise<Point> {
  const [a, b] = [await boxOf(layer(page, above)), await boxOf(layer(page, below))];
  return { x: a.x + a.width / 2, y: (a.y + a.height + b.y) / 2 };
}

async function drag(page: Page, from: Point, to: Point, held?: 'Alt' | 'Control'): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // As a hand does: the first pixels are few.
  for (const step of [2, 4, 5]) await page.mouse.move(from.x + step * Math.sign(to.x - from.x || 1), from.y);
  if (held) await page.keyboard.down(held);
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
}

async function drop(page: Page, held?: 'Alt' | 'Control'): Promise<void> {
  await page.mouse.up();
  if (held) await page.keyboard.up(held);
}

const bends = (page: Page): Locator => page.locator('[data-bend]');
const undo = (page: Page): Locator => page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });
const nothingToUndo = (page: Page): Locator => page.getByRole('button', { name: 'Nothing to undo' });
const canvas = (page: Page): Locator => page.getByRole('application');
const said = (page: Page): Locator => page.getByRole('status').filter({ hasText: /^(Wire|Bend)/ });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await openTemplate(page, /^Open LeNet-5/);
  await expect(layer(page, 'c1')).toBeVisible();
}

async function selectByKeys(page: Page, name: string): Promise<void> {
  await layer(page, name).click();
  await canvas(page).focus();
}

test('a wire is bent by pointer: pressed twice, dragged, with Alt, and straightened', async ({ app, page }) => {
  await open(page, app.address);
  const wire = await between(page, 'c1', 's2');

  await test.step('two presses make a bend, which is dragged elsewhere in one step', async () => {
    await page.mouse.dblclick(wire.x, wire.y);
    await expect(bends(page)).toHaveCount(1);
    await expect(undo(page)).toHaveAccessibleName(/^Undo Bend a wire/);
    await drag(page, wire, { x: wire.x + 120, y: wire.y });
    await drop(page);
    const dot = await boxOf(bends(page));
    expect(Math.abs(dot.x + dot.width / 2 - wire.x - 120)).toBeLessThanOrEqual(4);
    await expect(undo(page)).toHaveAccessibleName(/^Undo Move a bend/);
    await expect(said(page)).toHaveText(/^Bend 1 of 1/);
  });

  await test.step('what joins it is moved together, and the bend goes with it', async () => {
    const before = await boxOf(bends(page));
    await selectByKeys(page, 'c1');
    await layer(page, 's2').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await selectByKeys(page, 'c1');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(bends(page)).toHaveCount(1);
    expect((await boxOf(bends(page))).y).toBeCloseTo(before.y + 28, 0);
    await canvas(page).focus();
    await page.keyboard.press('Control+z');
  });

  await test.step('Delete takes the bend away, and leaves the wire', async () => {
    await page.keyboard.press('Escape');
    await selectByKeys(page, 'c1');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(said(page)).toHaveText('Wire from c1 to s2, 1 bend');
    await page.keyboard.press('Shift+b');
    await expect(said(page)).toHaveText(/^Bend 1 of 1/);
    await page.keyboard.press('Delete');
    await expect(said(page)).toHaveText('Wire from c1 to s2');
    await expect(undo(page)).toHaveAccessibleName(/^Undo Remove a bend/);
    await expect(statusBar(page)).toContainText('No errors');
  });

  await test.step('with Alt a press makes a bend and drags it at once', async () => {
    await page.keyboard.down('Alt');
    await page.mouse.move(wire.x, wire.y);
    await page.mouse.down();
    await page.mouse.move(wire.x + 40, wire.y, { steps: 4 });
    await page.mouse.move(wire.x + 100, wire.y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await expect(bends(page)).toHaveCount(1);
    await expect(undo(page)).toHaveAccessibleName(/^Undo Bend a wire/);
  });

  await test.step('the menu of the wire adds one, takes one away and straightens', async () => {
    const dot = await boxOf(bends(page));
    await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2, { button: 'right' });
    await expect(page.getByRole('menuitem', { name: /^Remove the bend/ })).toBeVisible();
    await page.getByRole('menuitem', { name: /^Add a bend/ }).click();
    await expect(bends(page)).toHaveCount(2);
    await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2, { button: 'right' });
    await page.getByRole('menuitem', { name: /^Straighten/ }).click();
    await expect(bends(page)).toHaveCount(0);
    await canvas(page).focus();
    await page.keyboard.press('Control+z');
    await expect(bends(page)).toHaveCount(2);
  });
});

test('a wire is walked to, bent and unbent by keys; bends outlive a save and an arrangement clears them', async ({
  app,
  page,
}) => {
  await open(page, app.address);
  await selectByKeys(page, 's2');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(said(page)).toHaveText('Wire from c1 to s2');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(said(page)).toHaveText('Wire from s2 to c3');
  await page.keyboard.press('b');
  await expect(said(page)).toHaveText(/^Bend 1 of 1/);
  const before = await boxOf(bends(page));
  for (const key of ['ArrowRight', 'ArrowRight', 'Alt+Shift+ArrowRight', 'Shift+ArrowDown'])
    await page.keyboard.press(key);
  const after = await boxOf(bends(page));
  expect(after.x - before.x).toBeCloseTo(36, 0);
  expect(after.y - before.y).toBeCloseTo(4, 0);
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toHaveAccessibleName(/^Undo Bend a wire/);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Escape');
  await expect(said(page)).toHaveText('Wire from s2 to c3, 1 bend');
  await page.keyboard.press('ArrowDown');
  await expect(layer(page, 'c3')).toHaveAttribute('data-selected', 'true');

  await saveAs(page, 'bent');
  await page.reload();
  await selectByKeys(page, 's2');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(said(page)).toHaveText('Wire from s2 to c3, 1 bend');
  await page.getByRole('button', { name: 'Arrange automatically' }).click();
  await expect(said(page)).toHaveText('Wire from s2 to c3');
});

test('helper lines appear where layers line up, hold the drag to them, and Ctrl switches them off', async ({
  app,
  page,
}) => {
  await open(page, app.address);
  const lines = page.locator('[data-guide="line"]');
  const held = await boxOf(layer(page, 'output'));
  const from = { x: held.x + 40, y: held.y + 12 };
  const c1 = await boxOf(layer(page, 'c1'));

  await drag(page, from, { x: from.x + 180, y: from.y + c1.y - held.y + 5 });
  await expect(lines).toHaveCount(1);
  await drop(page);
  await expect(lines).toHaveCount(0);
  expect((await boxOf(layer(page, 'output'))).y).toBeCloseTo(c1.y, 1);
  await expect(undo(page)).toHaveAccessibleName(/^Undo Move/);
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect(nothingToUndo(page)).toBeVisible();

  await drag(page, from, { x: from.x + 180, y: from.y + c1.y - held.y + 5 }, 'Control');
  await expect(lines).toHaveCount(0);
  await drop(page, 'Control');
  expect(Math.abs((await boxOf(layer(page, 'output'))).y - c1.y)).toBeGreaterThan(2);
});

test('a drag with helper lines renders the layer and its wires, and nothing else', async ({ app, page }) => {
  await page.goto(app.address.replace('#', '?counters=1#'));
  await openTemplate(page, /^Open LeNet-5/);
  const held = await boxOf(layer(page, 'c5'));
  const from = { x: held.x + 40, y: held.y + 12 };
  await layer(page, 'c5').click();
  await drag(page, from, { x: from.x + 30, y: from.y });
  await page.evaluate(() => {
    window.__strideRenders = { nodes: {}, edges: {} };
  });
  await page.mouse.move(from.x + 3, from.y, { steps: 4 });
  await expect(page.locator('[data-guide]').first()).toBeAttached();
  const seen = await page.evaluate(() => window.__strideRenders);
  expect(Object.keys(seen?.nodes ?? {})).toEqual(['c5']);
  expect(Object.keys(seen?.edges ?? {})).toHaveLength(2);
  await drop(page);
});

test('layers are connected and disconnected from a list, by keys alone', async ({ app, page }) => {
  await open(page, app.address);
  await test.step('the nearest that fit come first, the others say why they cannot', async () => {
    await selectByKeys(page, 'c1');
    await page.keyboard.press('c');
    const list = page.getByRole('dialog', { name: 'Connect c1' });
    await expect(list.getByRole('group', { name: 'c1 feeds' }).getByRole('option').first()).toContainText('instead of');
    const fed = list.getByRole('group', { name: 'c1 feeds' }).getByRole('option', { name: /^s2/ });
    await expect(fed).toContainText('c1 feeds s2 already');
    await page.keyboard.type('no such layer');
    await expect(list).toContainText('No layer of that name');
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    await expect(canvas(page)).toBeFocused();
  });

  await test.step('Enter connects; the wire that was there is replaced, in one step', async () => {
    await page.keyboard.press('c');
    await page.keyboard.type('s4');
    await page.keyboard.press('Enter');
    await expect(undo(page)).toHaveAccessibleName(/^Undo Connect/);
    await expect(layer(page, 's4')).toHaveAccessibleName(/output 14×14×6/);
    await page.keyboard.press('Control+z');
    await expect(layer(page, 's4')).toHaveAccessibleName(/output 5×5×16/);
  });

  await test.step('an input is taken from the list too', async () => {
    await selectByKeys(page, 's4');
    await page.keyboard.press('c');
    const list = page.getByRole('dialog', { name: 'Connect s4' });
    await page.keyboard.type('c1');
    const entry = list.getByRole('group', { name: 's4 takes input from' }).getByRole('option', { name: /^c1/ });
    await expect(entry).toContainText('instead of c3');
    await entry.click();
    await expect(layer(page, 's4')).toHaveAccessibleName(/output 14×14×6/);
    await canvas(page).focus();
    await page.keyboard.press('Control+z');
  });

  await test.step('one that would close a circle says so, and is not made', async () => {
    await selectByKeys(page, 's4');
    await page.keyboard.press('c');
    await page.keyboard.type('c1');
    const list = page.getByRole('dialog', { name: 'Connect s4' });
    const entry = list.getByRole('group', { name: 's4 feeds' }).getByRole('option', { name: /^c1/ });
    await expect(entry).toContainText('circle');
    await entry.click();
    await expect(list).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(nothingToUndo(page)).toBeVisible();
  });

  await test.step('a wire is cut from the list of a layer’s wires', async () => {
    await selectByKeys(page, 's4');
    await page.keyboard.press('Shift+c');
    const list = page.getByRole('dialog', { name: 'Disconnect s4' });
    await expect(list.getByRole('option')).toHaveCount(2);
    await expect(list.getByRole('option').first()).toContainText('c3');
    await page.keyboard.press('Enter');
    await expect(undo(page)).toHaveAccessibleName(/^Undo Delete wire/);
    await expect(statusBar(page)).toContainText('error');
    await page.keyboard.press('Control+z');
    await expect(statusBar(page)).toContainText('No errors');
  });
});

test('what is selected is moved by keys, a burst is one step', async ({ app, page }) => {
  await open(page, app.address);
  await selectByKeys(page, 'c3');
  const before = await boxOf(layer(page, 'c3'));
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(`Shift+${key}`);
  const after = await boxOf(layer(page, 'c3'));
  expect([after.x - before.x, after.y - before.y]).toEqual([8, 4]);
  await page.keyboard.press('Control+z');
  expect(await boxOf(layer(page, 'c3'))).toEqual(before);
  await expect(nothingToUndo(page)).toBeVisible();
});

test('a press on one of several selected leaves that one; dragging it moves them all', async ({ app, page }) => {
  await open(page, app.address);
  await layer(page, 'c1').click();
  await layer(page, 'c3').click({ modifiers: ['Shift'] });
  await canvas(page).focus();
  await page.keyboard.press('Control+d');
  const chosen = page.locator('article[data-selected]');
  await expect(chosen).toHaveCount(2);
  const [first, second] = [await boxOf(chosen.nth(0)), await boxOf(chosen.nth(1))];
  await drag(page, { x: first.x + 40, y: first.y + 12 }, { x: first.x - 160, y: first.y + 40 }, 'Control');
  await drop(page, 'Control');
  expect((await boxOf(chosen.nth(1))).x).toBeLessThan(second.x - 100);
  await expect(chosen).toHaveCount(2);
  await chosen.nth(0).click({ position: { x: 60, y: 12 } });
  await expect(chosen).toHaveCount(1);
});

test('the next fix is found from the outline too', async ({ app, page }) => {
  await open(page, app.address);
  await setField(page, 'c3', 'Kernel, height', '20');
  await expect(statusBar(page)).toContainText('1 error');
  await page.getByRole('tab', { name: 'Outline' }).click();
  const outline = page.getByRole('listbox', { name: 'Outline' });
  await outline.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+.');
  await expect(layer(page, 'c3')).toHaveAttribute('data-selected', 'true');
  await expect(outline).toBeFocused();
});

test('of several shortcuts of an action one is changed, and another added', async ({ app, page }) => {
  await open(page, app.address);
  await statusBar(page)
    .getByRole('button', { name: /shortcuts$/ })
    .click();
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('button', { name: 'Redo: Ctrl Y. Change' }).click();
  await page.keyboard.press('Control+u');
  await expect(sheet.getByRole('button', { name: /^Redo: .*Change$/ })).toHaveText(['CtrlShiftZ', 'CtrlU']);
  await sheet.getByRole('button', { name: 'Add a shortcut for “Dock or undock”' }).click();
  await page.keyboard.press('q');
  await expect(sheet.getByRole('button', { name: /^Dock or undock: .*Change$/ })).toHaveText(['D', 'Q']);
  await page.keyboard.press('Escape');
  await layer(page, 'c1').click();
  await canvas(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+u');
  await expect(undo(page)).toHaveAccessibleName(/^Undo Move/);
});
