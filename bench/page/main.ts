import type { GpuAnswer, GpuQuestion } from './race.ts';

declare global {
  interface Window {
    /** Trains on one side, in a worker of its own. */
    race: (question: GpuQuestion) => Promise<GpuAnswer>;
  }
}

const workers = {
  plain: () => new Worker(new URL('./plain.worker.ts', import.meta.url), { type: 'module' }),
  stride: () => new Worker(new URL('./stride.worker.ts', import.meta.url), { type: 'module' }),
};

window.race = (question) => {
  const worker = workers[question.side]();
  return new Promise<GpuAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<GpuAnswer>) => resolve(data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
};
