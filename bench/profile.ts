import type { BenchRow } from './bench.ts';
import { inBrowser } from './browser-page.ts';
import { events, gesture, openLayers } from './gestures.ts';

export const name = `Canvas in Chromium: where its time goes, self time of functions in ms an event
Names can be read where the page was built by \`npx vite build --minify false\`. STRIDE_LAYERS: how many layers, 3000 if not said`;

/** As many functions of each gesture. */
const mostShown = 14;
const samplingMicroseconds = 100;

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  await inBrowser(async (page) => {
    await openLayers(page, Number(process.env.STRIDE_LAYERS ?? 3000));
    const session = await page.context().newCDPSession(page);
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
    await gesture(page, async (kind, act) => {
      await session.send('Profiler.start');
      await act();
      const { profile } = await session.send('Profiler.stop');
      for (const [place, time] of selfTimes(profile).slice(0, mostShown))
        rows.push({ gesture: kind, place, ms: Math.round((time * 100) / events) / 100 });
    });
  });
  return rows;
}

/** As Chromium's profiler gives it: the function that ran at each sample, and the time between samples, µs. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Milliseconds in each function itself, the longest first, without those of waiting. */
function selfTimes({ nodes, samples = [], timeDeltas = [] }: Profile): readonly (readonly [string, number])[] {
  const places = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const file = url.split('/').at(-1) ?? '';
      return [id, `${functionName || '(anonymous)'} ${file && `${file}:${lineNumber + 1}`}`.trim()] as const;
    }),
  );
  const times = new Map<string, number>();
  samples.forEach((sample, i) => {
    const place = places.get(sample) ?? '';
    if (place === '(idle)' || place === '(root)') return;
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[i] ?? 0) / 1000);
  });
  return [...times].sort(([, a], [, b]) => b - a);
}
