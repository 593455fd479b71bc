import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import { createBatchFeed } from '../feed/batch-feed.ts';
import { Model } from '../network/model.ts';
import { buildProgram, requireSingleEnds } from '../network/program.ts';
import type { EvaluateRequest } from '../protocol.ts';
import { say } from '../sayings.ts';
import { checkOutput, wantedOf } from '../train/answers.ts';
import { checkInput } from '../train/batches.ts';
import { judge } from '../train/objective.ts';
import type { Evaluation } from './evaluation.ts';
import { gathererOf } from './gather.ts';

/** Figures of a trained network on one split: every sample once, in order, a batch of them in memory at a time. */
export async function evaluate(request: EvaluateRequest, backend: StartedBackend): Promise<Evaluation> {
  const start = performance.now();
  const { network, dataset, loss, lossOptions } = request;
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
  const gatherer = gathererOf(dataset, split);
  const samples = { split, dataset, indices: order };
  const feed = createBatchFeed(samples, program.inputShape, { augmentation: null, seed: 0, threads: null });
  const batches = feed.open([{ order, epoch: 0, size, from: 0 }]);
  const model = Model.from(program, request.weights);
  let total = 0;
  try {
    for (let from = 0; from < split.count; from += size) {
      const batch = await batches.next();
      const packed = tf.tidy(() => {
        const options = { training: false, seed: 0, ...(lossOptions ? { lossOptions } : {}) };
        const judged = judge(program, model.weights, batch.x, batch.answers, loss, options);
        const answers = gatherer.pack(judged.result.output, batch.answers);
        return tf.concat([tf.reshape(answers, [size, -1]), tf.expandDims(judged.losses, 1)], 1);
      });
      const width = packed.size / size;
      const rows = await backend.read(packed);
      tf.dispose(packed);
      batch.dispose();
      for (let i = 0; i < batch.count; i++) {
        const row = rows.slice(i * width, (i + 1) * width);
        const own = row[width - 1] ?? Number.NaN;
        total += own;
        gatherer.add(from + i, row.subarray(0, width - 1), own);
      }
    }
  } finally {
    feed.close();
    model.dispose();
  }
  const { count } = split;
  const seconds = (performance.now() - start) / 1000;
  const common = { split: request.split, count, loss: total / count, seconds, device: backend.device };
  return { ...common, ...gatherer.figures() };
}
