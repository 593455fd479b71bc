import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TfliteOptions, tfliteParts } from '../../src/core/interop/tflite/write.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, base64, type FedCase, fed, formatCases } from './cases.ts';
import { writeTrainedDigits } from './tflite-digits.ts';

/**
 * Writes networks as `.tflite`, float32 and int8, with what Stride's engine computes:
 * `node --import tsx conformance/formats/tflite.ts FOLDER [template…]`. `tflite.py` runs them in TensorFlow Lite.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: tflite.ts FOLDER [template…]');
await mkdir(folder, { recursive: true });
await startForTest('wasm');
if (only.length === 0) await writeTrainedDigits(folder);

/** Networks with more parameters are written in one form only, for the sake of the disk. */
const large = 20_000_000;
const cases = formatCases(60, 6).filter(({ name }) => only.length === 0 || only.includes(name));
for (const [i, one] of cases.entries()) {
  const drawn = fed(one);
  const own = { ...drawn, batch: drawn.batch === 1 ? 1 : 3 };
  const path = join(folder, String(i).padStart(5, '0'));
  const problems = await save(`${path}.tflite`, own, {});
  if (problems.length === 0 && own.parameters <= large) await save(`${path}.int8.tflite`, own, { weights: 'int8' });
  const record = {
    name: one.name,
    group: one.group,
    parameters: own.parameters,
    macs: own.macs,
    batch: own.batch,
    inputs: own.inputs,
    outputNames: own.network.outputs.map(({ name }) => name),
    refused: problems,
    outputs: problems.length > 0 ? [] : answers(own).map(base64),
  };
  await writeFile(`${path}.json`, JSON.stringify(record));
}
console.log(`wrote ${cases.length} networks`);

/** Part by part, as a host would; what it was refused for. */
async function save(path: string, { network, weights }: FedCase, options: TfliteOptions): Promise<readonly string[]> {
  const made = tfliteParts(network, weights, options);
  if (!made.ok) return made.error.map(({ message }) => message);
  const file = openSync(path, 'w');
  for (const part of made.value.parts()) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
  closeSync(file);
  return [];
}
