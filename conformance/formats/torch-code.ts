import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTorchCode } from '../../src/core/interop/code/torch/write.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, base64, fed, formatCases } from './cases.ts';

/**
 * Writes networks as PyTorch code with what Stride's engine computes:
 * `node --import tsx conformance/formats/torch-code.ts FOLDER [template…]`. `torch_code.py` runs the code.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: torch-code.ts FOLDER [template…]');
await startForTest('wasm');

const cases = formatCases(60, 3).filter(({ name }) => only.length === 0 || only.includes(name));
for (const [i, one] of cases.entries()) {
  const own = fed(one);
  const place = join(folder, String(i).padStart(5, '0'));
  await mkdir(place, { recursive: true });
  const written = writeTorchCode(own.network, own.weights, { title: one.name });
  if (written.ok) for (const { path, bytes } of written.value) await writeFile(join(place, path), bytes);
  const record = {
    name: one.name,
    group: one.group,
    parameters: own.parameters,
    batch: own.batch,
    inputs: own.inputs,
    refused: written.ok ? [] : written.error.map(({ message }) => message),
    outputs: written.ok ? answers(own).map(base64) : [],
  };
  await writeFile(join(place, 'case.json'), JSON.stringify(record));
}
console.log(`wrote ${cases.length} networks`);
