import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { labelsOf } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import { createBatchFeed } from '../feed/batch-feed.ts';
import { Model } from '../network/model.ts';
import { buildProgram, requireSingleEnds } from '../network/program.ts';
import type { EvaluateRequest, Evaluation } from '../protocol.ts';
import { say } from '../sayings.ts';
import { checkOutput, wantedOf } from '../train/answers.ts';
import { checkInput } from '../train/batches.ts';
import { judge } from '../train/objective.ts';
import { asClasses } from './probabilities.ts';
import { Scores } from './scores.ts';

/** Figures of a trained network on one split: every image once, in order. */
export async function evaluate(request: EvaluateRequest, backend: StartedBackend): Promise<Evaluation> {
  const start = performance.now();
  const { network, dataset, loss } = request;
  const program = buildProgram(network);
  requireSingleEnds(program);
  const last = program.layers[program.output];
  checkInput(dataset, program.inputShape, program.layers[0]?.nodeId);
  checkOutput(loss, program.outputShape, last?.layer.activation ?? 'linear', wantedOf(dataset), last?.nodeId);
  const split = dataset.splits[request.split];
  if (split.count === 0)
    throw new EngineError('data-mismatch', say('noSplitImages', { data: dataset.title, split: request.split }));
  const order = Uint32Array.from({ length: split.count }, (_, i) => i);
  const size = Math.min(request.batchSize, split.count);
  const units = program.outputShape[0] ?? 1;
  const labels = labelsOf(split);
  const scores = new Scores(dataset.classes.length);
  const samples = { split, dataset, indices: order };
  const feed = createBatchFeed(samples, program.inputShape, { augmentation: null, seed: 0, threads: null });
  const batches = feed.open({ order, epoch: 0, size, from: 0 });
  const model = Model.from(program, request.weights);
  try {
    for (let from = 0; from < split.count; from += size) {
      const batch = await batches.next();
      const packed = tf.tidy(() => {
        const options = { training: false, seed: 0 };
        const { result, losses } = judge(program, model.weights, batch.x, batch.answers, loss, options);
        return tf.concat([result.output, tf.expandDims(losses, 1)], 1);
      });
      const rows = await backend.read(packed);
      tf.dispose(packed);
      batch.dispose();
      for (let i = 0; i < batch.count; i++) {
        const row = rows.subarray(i * (units + 1), (i + 1) * (units + 1));
        scores.add(from + i, labels[from + i] ?? 0, asClasses(row.subarray(0, units)), row[units] ?? Number.NaN);
      }
    }
  } finally {
    feed.close();
    model.dispose();
  }
  const seconds = (performance.now() - start) / 1000;
  return { split: request.split, ...scores.figures(), seconds, device: backend.device };
}
