import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { BenchRow } from './bench.ts';
import { dropFile, inBrowser, measured, taskMilliseconds } from './browser-page.ts';

export const name = 'Opening a Keras JSON file in Chromium, drop to pixels in ms (needs `npm run build`)';

const files = ['inception_v3', 'resnet152'];
const rounds = 7;
/** Milliseconds after which the draft of a network that was opened is on the disk. */
const draftWritten = 2500;

interface Opened {
  /** From the drop to the first frame that shows the network. */
  readonly pixels: number;
  /** Main-thread tasks in that time. */
  readonly cpu: number;
}

/** `cold`: the first file that the page opens; `warm`: the median of the next ones in the same page. */
export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const file of files) {
    const opened: Opened[] = [];
    await inBrowser(async (page) => {
      for (let i = 0; i <= rounds; i++) {
        opened.push(await open(page, file, `${file} ${i}`));
        // Else opening the next one would begin with writing the draft of this one.
        await page.waitForTimeout(draftWritten);
      }
    });
    const [cold, ...warm] = opened;
    rows.push({
      file,
      'cold pixels': Math.round(cold?.pixels ?? Number.NaN),
      'cold CPU': Math.round(cold?.cpu ?? Number.NaN),
      'warm pixels': middle(warm.map(({ pixels }) => pixels)),
      'warm CPU': middle(warm.map(({ cpu }) => cpu)),
    });
  }
  return rows;
}

async function open(page: Page, file: string, title: string): Promise<Opened> {
  const text = await kerasModel(file, title);
  const cpu = await measured(page);
  let pixels = Number.NaN;
  const spent = await taskMilliseconds(cpu, async () => {
    // Without a function that has a name: the loader would wrap it in a helper that the page does not have.
    const shown = page.evaluate(async (wanted) => {
      await new Promise((dropped) => window.addEventListener('drop', dropped, { once: true, capture: true }));
      const start = performance.now();
      while (!document.title.includes(wanted) || !document.querySelector('.react-flow')) {
        await new Promise((frame) => requestAnimationFrame(frame));
      }
      await new Promise((frame) => requestAnimationFrame(frame));
      return performance.now() - start;
    }, title);
    await dropFile(page, `${title}.json`, text);
    pixels = await shown;
  });
  await cpu.detach();
  return { pixels, cpu: spent };
}

/** A model as Keras wrote it, under another name. */
async function kerasModel(file: string, title: string): Promise<string> {
  const url = new URL(`../src/core/interop/keras/fixtures/${file}.json.gz`, import.meta.url);
  const { model } = JSON.parse(gunzipSync(await readFile(url)).toString());
  return JSON.stringify({ ...model, config: { ...model.config, name: title } });
}

const middle = (values: readonly number[]): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
