import { parentPort, workerData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type LayersModel, models } from '@tensorflow/tfjs-layers';
import { chainOf } from '../src/core/analysis/testing/graph.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { emptyDocument, type Graph } from '../src/core/document/schema.ts';
import type { Summary } from './tfjs-summary.ts';

await tf.setBackend('cpu');
await summarise(chainOf(20));
const summary: Summary = await summarise(workerData);
parentPort?.postMessage(summary);

/** Timed from the topology on: what makes it of a document is ours. */
async function summarise(graph: Graph): Promise<Summary> {
  const compiled = compileNetwork({ ...emptyDocument('bench'), graph });
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  const topology = JSON.parse(JSON.stringify(compiled.value.topology));
  const start = performance.now();
  const model: LayersModel = await models.modelFromJSON(topology);
  model.summary(undefined, undefined, () => {});
  const parameters = model.countParams();
  const milliseconds = performance.now() - start;
  model.dispose();
  return { milliseconds, parameters };
}
