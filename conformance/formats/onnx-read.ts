import { compileNetwork } from '../../src/core/compile/compile.ts';
import { joined } from '../../src/core/interop/byte-source.ts';
import { type DecodedModel, decodeOnnx } from '../../src/core/interop/onnx/decode.ts';
import { readModel } from '../../src/core/interop/onnx/read/read.ts';
import { type OnnxLayout, onnxFileParts, onnxLayouts } from '../../src/core/interop/onnx/write/write.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, type FedCase, fed, formatCases } from './cases.ts';

/**
 * Networks of Stride's as `.onnx`, read again, with what Stride says of its own and as a file of anybody's: whether they
 * compute the same, are the same layers with the same wires, and have the same weights.
 * `node --import tsx conformance/formats/onnx-read.ts [name…]`
 */
const only = process.argv.slice(2);
await startForTest('wasm');

const outcomes = {
  same: 'compute the same',
  network: '… and are the same layers with the same settings and wires',
  weights: '… and have the same weights, byte by byte',
  kept: 'have operators that were kept and marked',
  turned: 'are taken for images with their channels first',
  refused: 'refused, with the reason',
  different: 'different',
} as const;
type Outcome = keyof typeof outcomes;

const ways = { own: 'as Stride’s own', bare: 'as anybody’s' } as const;
type Way = keyof typeof ways;

const counts = new Map<string, number>();
const count = (way: Way, outcome: Outcome) =>
  counts.set(`${way} ${outcome}`, (counts.get(`${way} ${outcome}`) ?? 0) + 1);
const tolerance = 1e-4;
let worst = 0;
let files = 0;
/** Networks with more parameters take more memory than this is worth. */
const large = 70_000_000;
for (const one of formatCases(60, 6)) {
  if (only.length > 0 && !only.includes(one.name)) continue;
  const drawn = fed(one);
  if (drawn.parameters > large) continue;
  const expected = answers(drawn);
  // Nothing is to be compared with what has no value.
  if (expected.some((values) => values.some(Number.isNaN))) continue;
  // Where nothing in a file says that its first axis is one of channels, it is not taken for that.
  const layouts = one.group === 'template' ? onnxLayouts : onnxLayouts.slice(0, 1);
  for (const layout of layouts) {
    const made = onnxFileParts(drawn.network, drawn.weights, { layout });
    if (!made.ok) continue;
    files++;
    const model = decodeOnnx(joined([...made.value.parts()]));
    if (!model) throw new Error(`${one.name} is not decoded`);
    judge(one.name, layout, 'own', model, drawn, expected);
    judge(one.name, layout, 'bare', { ...model, metadata: new Map() }, drawn, expected);
  }
}
console.log(`| ${files} networks of Stride as ONNX, read again | ${ways.own} | ${ways.bare} |\n| --- | --- | --- |`);
for (const [outcome, text] of Object.entries(outcomes))
  console.log(`| ${text} | ${counts.get(`own ${outcome}`) ?? 0} | ${counts.get(`bare ${outcome}`) ?? 0} |`);
console.log(`\nLargest difference: ${worst.toExponential(1)}.`);
if (counts.has('own different') || counts.has('bare different')) process.exitCode = 1;

function judge(
  name: string,
  layout: OnnxLayout,
  way: Way,
  model: DecodedModel,
  drawn: FedCase,
  expected: readonly Float32Array[],
): void {
  const fault = (what: string) => {
    console.log(`${name} (${layout}), ${ways[way]}: ${what}`);
    count(way, 'different');
  };
  const read = readModel(model, {});
  if (!read.ok) return void count(way, 'refused');
  const { document, report, weights, withoutWeights } = read.value;
  if (report.custom.length > 0) return void count(way, 'kept');
  // Normalised along its first axis, an input is taken for one with its channels there: its values would have to be turned.
  if (layout === 'nhwc' && report.changed.some(({ code }) => code === 'channelsFirst'))
    return void count(way, 'turned');
  // Layers that only train are not operators: what is left may be an input alone.
  if (Object.keys(document.graph.nodes).length === 1) return void count(way, 'same');
  const compiled = compileNetwork(document);
  if (!compiled.ok || withoutWeights !== null) {
    const why = compiled.ok ? [] : compiled.error.map(({ message }) => message);
    fault([...why, withoutWeights].join(' '));
    return;
  }
  const named = new Map(weights?.map((one) => [one.name, one]));
  const inOrder = buildProgram(compiled.value).weights.flatMap(({ fullName }) => named.get(fullName) ?? []);
  const again: FedCase = { ...drawn, network: compiled.value, weights: inOrder };
  const inputs = again.network.inputs.flatMap((input) => drawn.inputs.find((x) => x.name === input.name) ?? []);
  try {
    const found = answers({ ...again, inputs });
    // A document's outputs are in its own order.
    const difference = Math.max(...expected.map((values) => Math.min(...found.map((x) => apart(values, x)))));
    if (!(difference < tolerance)) {
      fault(`outputs ${difference} apart`);
      return;
    }
    worst = Math.max(worst, difference);
  } catch (error) {
    fault(String(error));
    return;
  }
  count(way, 'same');
  if (layersOf(drawn) === layersOf(again)) count(way, 'network');
  if (sameWeights(drawn, again)) count(way, 'weights');
}

/** Of the largest value, or of 1. */
function apart(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const most = a.reduce((all, value) => Math.max(all, Math.abs(value)), 1);
  return a.reduce((all, value, i) => Math.max(all, Math.abs(value - (b[i] ?? Number.NaN)) / most), 0);
}

function layersOf({ network }: FedCase): string {
  const layers = network.topology.config.layers.map((layer) => JSON.stringify(layer));
  return layers.sort().join('\n');
}

function sameWeights(a: FedCase, b: FedCase): boolean {
  const own = new Map(b.weights.map((one) => [one.name, one.values]));
  return (
    a.weights.length === b.weights.length &&
    a.weights.every(({ name, values }) => values.every((value, at) => value === own.get(name)?.[at]))
  );
}
