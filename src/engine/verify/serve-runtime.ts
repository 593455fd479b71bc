import type { MessageEnd } from '../port.ts';
import type { RuntimeAnswer, RuntimeRequest } from './messages.ts';

/** A model opened by a runtime that is not ours. */
export interface ForeignModel {
  /** Values of the only output. @param image values of all of the model's input. */
  predict(image: Float32Array): Float32Array | Promise<Float32Array>;
  close(): void | Promise<void>;
}

/** Opens the model that comes through `end` in this runtime, and sends its output for each image. */
export function serveRuntime(end: MessageEnd, open: (files: RuntimeRequest['files']) => Promise<ForeignModel>): void {
  const send = (answer: RuntimeAnswer): void => end.post(answer, []);
  end.onMessage((message) => {
    // The one message that `predictApart` sends.
    const { files, images } = message as RuntimeRequest;
    answerAll(files, images).then(
      () => send({ type: 'done' }),
      (error) => send({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  });

  async function answerAll(files: RuntimeRequest['files'], images: RuntimeRequest['images']): Promise<void> {
    const model = await open(files);
    for (const image of images) send({ type: 'output', values: await model.predict(image) });
    await model.close();
  }
}
