import type { Contest, Standing } from './contest.ts';

declare global {
  interface Window {
    contest: (asked: Contest) => Promise<readonly Standing[]>;
  }
}

window.contest = (asked) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./threads.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<readonly Standing[] | string>) =>
      typeof data === 'string' ? reject(new Error(data)) : resolve(data),
    );
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(asked);
  });
