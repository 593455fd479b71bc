import type { Dataset } from '../data/dataset.ts';
import type { Survey } from './report.ts';
import type { SurveyOptions } from './survey.ts';
import type { FromSurveyWorker } from './worker-protocol.ts';

/**
 * Looks at every sample of a data set in a worker of its own. `null` where it was called off; rejects where samples cannot
 * be read.
 */
export function surveyInWorker(dataset: Dataset, { signal, onProgress }: SurveyOptions): Promise<Survey | null> {
  if (signal?.aborted) return Promise.resolve(null);
  const worker = new Worker(new URL('./survey.worker.ts', import.meta.url), { type: 'module', name: 'stride-survey' });
  return new Promise<Survey | null>((resolve, reject) => {
    signal?.addEventListener('abort', () => resolve(null), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'The worker stopped.')));
    worker.addEventListener('message', ({ data: message }: MessageEvent<FromSurveyWorker>) => {
      if (message.type === 'progress') onProgress?.(message.done);
      else if (message.type === 'done') resolve(message.survey);
      else reject(new Error(message.message));
    });
    worker.postMessage(dataset);
  }).finally(() => worker.terminate());
}
