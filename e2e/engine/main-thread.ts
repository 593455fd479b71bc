import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const traceFile = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds from start to end, and those of them that the thread was on a processor. */
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export interface MainThreadTasks {
  readonly count: number;
  /** Milliseconds from start to end, those above 50: what a `longtask` observer sees. */
  readonly long: readonly number[];
  /** Most processor time that one task took, milliseconds. */
  readonly busiest: number;
}

/**
 * Tasks of the page's main thread while `act` runs, from the browser's own trace. Where the processor draws too, a task
 * stands still while others compute and while a canvas waits for what was drawn before: the time from start to end
 * tells of the machine, only the processor time of the page.
 */
export async function mainThreadTasks(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<MainThreadTasks> {
  await browser.startTracing(page, { categories: ['__metadata', 'disabled-by-default-devtools.timeline'] });
  await act();
  const buffer = await browser.stopTracing();
  const { traceEvents } = traceFile.parse(JSON.parse(buffer.toString()));
  const mainThreads = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      name === 'RunTask' && ph === 'X' && tdur !== undefined && mainThreads.has(`${pid} ${tid}`),
  );
  return {
    count: tasks.length,
    long: tasks.map(({ dur = 0 }) => Math.round(dur / 1000)).filter((milliseconds) => milliseconds > 50),
    busiest: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
  };
}
