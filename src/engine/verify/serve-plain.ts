import type { MessageEnd } from '../port.ts';
import type { PlainAnswer, PlainRequest } from './messages.ts';
import { openPlainModel, predictPlain } from './plain-model.ts';

/** Opens the model that comes through `end` in plain tfjs, and sends its output for each image. */
export function servePlain(end: MessageEnd): void {
  const send = (answer: PlainAnswer): void => end.post(answer, []);
  end.onMessage((message) => {
    // The one message that `checkWithPlainTfjs` sends.
    const { files, images } = message as PlainRequest;
    answerAll(files, images, send).then(
      () => send({ type: 'done' }),
      (error) => send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  });
}

async function answerAll(
  files: PlainRequest['files'],
  images: PlainRequest['images'],
  send: (answer: PlainAnswer) => void,
): Promise<void> {
  const model = await openPlainModel(files);
  for (const image of images) send({ type: 'output', values: predictPlain(model, image) });
  model.dispose();
}
