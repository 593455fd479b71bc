import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { decode } from 'fast-png';
import { expect, test } from './testing/app.ts';
import { openTemplate } from './testing/screens.ts';

async function openExport(page: Page, format: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: /^(Export|Exporter)$/ });
  if (!(await dialog.isVisible()))
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^(Export|Exporter)$/ })
      .click();
  await dialog.getByRole('navigation').getByRole('button', { name: format }).click();
  return dialog;
}

/** Saves what the dialog shows under the name that it offers, and gives the file. */
async function saved(page: Page, dialog: Locator, projects: string, name: string): Promise<Buffer> {
  await dialog.getByRole('button', { name: 'Save…' }).click();
  const files = page.getByRole('dialog', { name: /^(Drawing|Paper figure|Table), / });
  await expect(files.getByRole('textbox', { name: 'File name' })).toHaveValue(name);
  await files.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText(name);
  return readFile(join(projects, name));
}

/** What a browser's XML parser finds in it. */
const readSvg = (page: Page, text: string) =>
  page.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const texts = (selector: string) => [...parsed.querySelectorAll(selector)].map(({ textContent }) => textContent);
    return {
      wrong: parsed.querySelector('parsererror')?.textContent ?? null,
      layers: [...parsed.querySelectorAll('[data-layer]')].map((layer) => layer.getAttribute('data-layer')),
      wires: parsed.querySelectorAll('[data-wire]').length,
      blocks: parsed.querySelectorAll('[data-block]').length,
      c1: texts('[data-layer="c1"] text'),
      size: ['width', 'height'].map((name) => Number.parseFloat(parsed.documentElement.getAttribute(name) ?? '')),
    };
  }, text);

test('the drawing, the paper figure and the table go into files', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  const size = { width: 0, height: 0 };

  await test.step('the drawing as SVG', async () => {
    const dialog = await openExport(page, 'Drawing, SVG');
    await expect(dialog.getByRole('img', { name: 'Preview: Drawing, SVG' })).toBeVisible();
    const svg = await readSvg(page, String(await saved(page, dialog, app.projects, 'LeNet-5.svg')));
    expect(svg.wrong).toBeNull();
    expect(svg.layers).toEqual(['input_layer', 'c1', 's2', 'c3', 's4', 'flatten', 'c5', 'f6', 'output']);
    expect(svg.wires).toBe(8);
    expect(svg.c1).toEqual(['Conv2D', '5×5, 6', '28×28×6', '156', 'Tanh']);
    const [width = 0, height = 0] = svg.size;
    Object.assign(size, { width, height });
  });

  await test.step('the drawing as PNG, dark and three times as large', async () => {
    const dialog = await openExport(page, 'Drawing, PNG');
    await dialog.getByRole('radio', { name: 'Dark' }).click();
    await dialog.getByRole('radio', { name: '3×' }).click();
    const png = decode(await saved(page, dialog, app.projects, 'LeNet-5.png'));
    expect([png.width, png.height]).toEqual([3 * size.width, 3 * size.height]);
    const counts = new Map<number, number>();
    for (let i = 0; i < png.data.length; i += png.channels) {
      const colour = ((png.data[i] ?? 0) << 16) | ((png.data[i + 1] ?? 0) << 8) | (png.data[i + 2] ?? 0);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    // The canvas, a card, a convolution's edge, and the many shades of drawn letters.
    for (const colour of [0x0e1013, 0x1b1e24, 0x6486ff]) expect(counts.get(colour) ?? 0).toBeGreaterThan(500);
    expect(counts.size).toBeGreaterThan(100);
  });

  await test.step('the paper figure as SVG and TikZ', async () => {
    const dialog = await openExport(page, 'Paper figure, SVG');
    const svg = await readSvg(page, String(await saved(page, dialog, app.projects, 'LeNet-5-figure.svg')));
    expect([svg.wrong, svg.blocks]).toEqual([null, 11]);
    await openExport(page, 'Paper figure, TikZ');
    const tex = String(await saved(page, dialog, app.projects, 'LeNet-5.tex'));
    expect(tex).toContain('\\begin{tikzpicture}');
    expect(tex).toContain('{28$\\times$28$\\times$6}');
  });

  await test.step('the layers as CSV', async () => {
    const dialog = await openExport(page, 'Table, CSV');
    await expect(dialog.getByRole('region', { name: 'Preview: Table, CSV' })).toContainText('layer,kind');
    const csv = String(await saved(page, dialog, app.projects, 'LeNet-5.csv'));
    expect(csv.split('\r\n')).toContain('c5,Dense,120,48120,48120,48000');
  });
});

test('a picture too large to draw says so, and the way out', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open ResNet-152/);
  const dialog = await openExport(page, 'Drawing, PNG');
  await expect(dialog.getByText(/px$/)).toBeVisible();
  await dialog.getByRole('radio', { name: '4×' }).click();
  await expect(dialog.getByRole('alert')).toContainText('SVG');
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeDisabled();
  await dialog.getByRole('radio', { name: '1×' }).click();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await expect(dialog.getByRole('button', { name: 'Save…' })).toBeEnabled();
});
