import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxFileParts, onnxLayouts } from '../../src/core/interop/onnx/write/write.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, base64, fed, formatCases } from './cases.ts';

/**
 * Writes networks as `.onnx`, for images with their channels last and first, with what Stride's engine computes:
 * `node --import tsx conformance/formats/onnx.ts FOLDER [name…]`. `onnx.py` runs them in ONNX Runtime.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: onnx.ts FOLDER [name…]');
await mkdir(folder, { recursive: true });
await startForTest('wasm');

/** Networks with more parameters are written in one form only, for the sake of the disk. */
const large = 20_000_000;
const metadata = { labels: ['é', '猫'], kind: 'classes' };
const cases = formatCases(60, 6).filter(({ name }) => only.length === 0 || only.includes(name));
for (const [i, one] of cases.entries()) {
  const drawn = fed(one);
  const own = { ...drawn, batch: drawn.batch === 1 ? 1 : 3 };
  const path = join(folder, String(i).padStart(5, '0'));
  const layouts = own.parameters > large ? onnxLayouts.slice(0, 1) : onnxLayouts;
  const problems = new Set<string>();
  for (const layout of layouts) {
    const made = onnxFileParts(own.network, own.weights, { layout, metadata });
    if (made.ok) save(`${path}.${layout}.onnx`, made.value.parts());
    else for (const { message } of made.error) problems.add(message);
  }
  const record = {
    name: one.name,
    group: one.group,
    parameters: own.parameters,
    macs: own.macs,
    batch: own.batch,
    inputs: own.inputs,
    metadata,
    outputNames: own.network.outputs.map(({ name }) => name),
    outputShapes: own.network.outputs.map(({ shape }) => shape),
    weights: own.weights.map(({ name }) => name),
    refused: [...problems],
    outputs: problems.size > 0 ? [] : answers(own).map(base64),
  };
  await writeFile(`${path}.json`, JSON.stringify(record));
}
console.log(`wrote ${cases.length} networks`);

/** Part by part, as a host would. */
function save(path: string, parts: Iterable<Uint8Array>): void {
  const file = openSync(path, 'w');
  for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
  closeSync(file);
}
