import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KerasOptions, kerasFileParts, kerasH5Parts } from '../../src/core/interop/keras/write/write.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, base64, fed, formatCases } from './cases.ts';

/**
 * Writes networks as `.keras` and `.h5` with what Stride's engine computes:
 * `node --import tsx conformance/formats/keras.ts FOLDER [template…]`. `keras.py` opens them in Keras.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: keras.ts FOLDER [template…]');
await mkdir(folder, { recursive: true });
await startForTest('wasm');

/** Networks with more parameters are written in one form only, for the sake of the disk. */
const large = 20_000_000;
const cases = formatCases(120, 6).filter(({ name }) => only.length === 0 || only.includes(name));
for (const [i, one] of cases.entries()) {
  const own = fed(one);
  const path = join(folder, String(i).padStart(5, '0'));
  const options: KerasOptions = { metadata: { labels: ['é', '猫'] } };
  const problems = [
    await save(`${path}.keras`, kerasFileParts(own.network, own.weights, options)),
    own.parameters > large ? [] : await save(`${path}.h5`, kerasH5Parts(own.network, own.weights, options)),
  ].flat();
  const record = {
    name: one.name,
    group: one.group,
    parameters: own.parameters,
    batch: own.batch,
    inputs: own.inputs,
    refused: problems,
    outputs: problems.length > 0 ? [] : answers(own).map(base64),
  };
  await writeFile(`${path}.json`, JSON.stringify(record));
}
console.log(`wrote ${cases.length} networks`);

/** Part by part, as a host would; what it was refused for. */
async function save(path: string, parts: ReturnType<typeof kerasFileParts>): Promise<readonly string[]> {
  if (!parts.ok) return parts.error.map(({ message }) => message);
  const file = openSync(path, 'w');
  for (const part of parts.value) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
  closeSync(file);
  return [];
}
