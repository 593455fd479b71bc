import type { BenchRow } from './bench.ts';
import { inBrowser, measured, taskMilliseconds } from './browser-page.ts';
import { events, type Gesture, gesture, openLayers } from './gestures.ts';

export const name = `Canvas in Chromium, main-thread CPU in ms an event (needs \`npm run build\`)
nothing: an event that does nothing, which is what measuring costs; it is not taken off the others`;

const sizes = [311, 1_000, 3_000, 10_000];

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const layers of sizes) {
    await inBrowser(async (page) => {
      await openLayers(page, layers);
      const cpu = await measured(page);
      const costs: Partial<Record<Gesture, number>> = {};
      const elements = await gesture(page, async (kind, act) => {
        costs[kind] = Math.round(((await taskMilliseconds(cpu, act)) * 100) / events) / 100;
      });
      rows.push({
        layers,
        ...costs,
        'elements in overview': elements.inOverview,
        'elements at 100 %': elements.atZoom1,
      });
    });
  }
  return rows;
}
