import type { Lap, LapReport, Racer } from './race.ts';

declare global {
  interface Window {
    /** A racer starts in a worker of its own; a lap is run by the one that started last. */
    race: (asked: Racer | Lap) => Promise<LapReport>;
  }
}

const workers = {
  plain: () => new Worker(new URL('./plain.worker.ts', import.meta.url), { type: 'module' }),
  stride: () => new Worker(new URL('./stride.worker.ts', import.meta.url), { type: 'module' }),
};

let racing: Worker | null = null;

window.race = (asked) => {
  if (typeof asked !== 'string') racing = workers[asked.side]();
  const worker = racing;
  if (worker === null) throw new Error('nobody has started');
  return new Promise<LapReport>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LapReport>) => resolve(data), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.postMessage(asked);
  });
};
