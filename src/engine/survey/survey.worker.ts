import type { Dataset } from '../data/dataset.ts';
import { surveyData } from './survey.ts';
import type { FromSurveyWorker } from './worker-protocol.ts';

const send = (message: FromSurveyWorker) => self.postMessage(message);

self.addEventListener('message', async ({ data: dataset }: MessageEvent<Dataset>) => {
  try {
    const survey = await surveyData(dataset, { onProgress: (done) => send({ type: 'progress', done }) });
    if (survey) send({ type: 'done', survey });
  } catch (error) {
    send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});
