import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import { decodeOnnx, decodeTensor } from '../../src/core/interop/onnx/decode.ts';
import { readModel, readOnnx } from '../../src/core/interop/onnx/read/read.ts';
import { constantOf } from '../../src/core/interop/onnx/read/values.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { apart, type Numbers, runRead } from '../../src/engine/testing/onnx-figures.ts';

/**
 * ONNX files that others made, in the form of ONNX's own tests (`NAME/model.onnx`, `NAME/test_data_set_0/input_0.pb`), read and
 * run in Stride's engine beside the outputs that are recorded with them:
 * `node --import tsx conformance/formats/onnx-foreign.ts FOLDER…`. What is not read is counted by the reason.
 */
const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('usage: onnx-foreign.ts FOLDER…');
await startForTest('wasm');

const tolerance = 1e-4;
const different = 'different';
const tally = new Map<string, number>();
const reasons = new Map<string, number>();
const count = (of: Map<string, number>, what: string) => of.set(what, (of.get(what) ?? 0) + 1);
let worst = 0;
for (const folder of folders) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name, 'model.onnx');
    if (existsSync(path)) count(tally, await judge(name, path));
  }
}
console.log('| ONNX files of others | |\n| --- | --- |');
for (const [what, files] of tally) console.log(`| ${what} | ${files} |`);
console.log(`\nLargest difference of those with the same figures, to the largest output: ${worst.toExponential(1)}.`);
const kept = [...reasons].sort(([, a], [, b]) => b - a);
console.log(
  `Kept or refused most often: ${kept
    .slice(0, 8)
    .map(([why, files]) => `${why} (${files})`)
    .join(' ')}`,
);
if (tally.has(different)) process.exitCode = 1;

async function judge(name: string, path: string): Promise<string> {
  const beside = async (file: string) =>
    existsSync(join(dirname(path), file)) ? readFileSync(join(dirname(path), file)) : null;
  const bytes = readFileSync(path);
  const whole = await readOnnx(bytes, beside, { name });
  const read = whole.ok && whole.value.report.custom.length === 0 ? whole : (weighted(bytes, path, name) ?? whole);
  if (!read.ok) {
    count(reasons, read.error.message.replace(/The (node|input) .*? (makes|has)/, 'The $1 … $2'));
    return 'refused';
  }
  const { document, report, weights, withoutWeights } = read.value;
  if (report.custom.length > 0) {
    for (const { className, message } of report.custom.slice(0, 1)) count(reasons, `${className}: ${message}`);
    return 'kept and marked';
  }
  const compiled = compileNetwork(document);
  if (!compiled.ok) {
    count(
      reasons,
      compiled.error
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 120),
    );
    return 'opened, with an error that is shown';
  }
  if (withoutWeights !== null) return fault(name, `no weights for ${withoutWeights}`);
  const inputs = numbersIn(path, 'input');
  const wanted = numbersIn(path, 'output');
  if (!inputs || !wanted || inputs.length < compiled.value.inputs.length || !wanted.every(isKnown))
    return 'opened, without figures to compare';
  try {
    const isTurned = report.changed.some(({ code }) => code === 'channelsFirst');
    const found = runRead(compiled.value, weights ?? [], inputs, isTurned);
    const difference = Math.max(...wanted.map((one, i) => apart(one, found[i])));
    if (!(difference <= tolerance)) return fault(name, `${difference} apart`);
    worst = Math.max(worst, difference);
    return 'the same figures';
  } catch (error) {
    return fault(name, String(error));
  }
}

/** The same with all inputs but the first as weights: ONNX's own tests feed even kernels. `null`: it has one input. */
function weighted(bytes: Uint8Array, path: string, name: string) {
  const model = decodeOnnx(bytes);
  if (!model || model.graph.inputs.length < 2) return null;
  const initializers = model.graph.inputs.slice(1).flatMap((input, i) => {
    const file = join(dirname(path), 'test_data_set_0', `input_${i + 1}.pb`);
    const tensor = existsSync(file) ? decodeTensor(readFileSync(file)) : null;
    return tensor ? [{ ...tensor, name: input.name }] : [];
  });
  const known = new Set(initializers.map((one) => one.name));
  const inputs = model.graph.inputs.filter((one) => !known.has(one.name));
  const graph = { ...model.graph, inputs, initializers: [...model.graph.initializers, ...initializers] };
  return readModel({ ...model, graph }, { name });
}

/** What some of ONNX's own tests have recorded is memory that nobody had written to. */
function isKnown({ values }: Numbers): boolean {
  return values.every(Number.isFinite);
}

function fault(name: string, what: string): string {
  console.log(`${name}: ${what}`);
  return different;
}

function numbersIn(path: string, kind: string): readonly Numbers[] | null {
  const found: Numbers[] = [];
  for (let i = 0; ; i++) {
    const file = join(dirname(path), 'test_data_set_0', `${kind}_${i}.pb`);
    if (!existsSync(file)) return found;
    const tensor = decodeTensor(readFileSync(file));
    const constant = tensor && constantOf(tensor);
    if (!constant) return null;
    found.push({ shape: constant.dims, values: Float32Array.from(constant.values) });
  }
}
