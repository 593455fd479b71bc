import { compileNetwork } from '../../src/core/compile/compile.ts';
import { joined } from '../../src/core/interop/byte-source.ts';
import { readOnnx } from '../../src/core/interop/onnx/read/read.ts';
import { onnxFileParts, onnxLayouts } from '../../src/core/interop/onnx/write/write.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, type FedCase, fed, formatCases } from './cases.ts';

/**
 * Networks of Stride's as `.onnx`, read again: whether they compute the same, are the same layers, and have the same weights.
 * `node --import tsx conformance/formats/onnx-read.ts [name…]`
 */
const only = process.argv.slice(2);
await startForTest('wasm');

const counts = { files: 0, same: 0, layers: 0, weights: 0, kept: 0, refused: 0, different: 0 };
const told: Readonly<Record<string, string>> = {
  same: 'compute the same',
  layers: 'are the same layers',
  weights: 'have the same weights, byte by byte',
  kept: 'with operators that were kept and marked',
};
let worst = 0;
const large = 70_000_000;
for (const one of formatCases(60, 6)) {
  if (only.length > 0 && !only.includes(one.name)) continue;
  const drawn = fed(one);
  if (drawn.parameters > large) continue;
  const expected = answers(drawn);
  // Of networks without images the file does not tell what its first axis is.
  const layouts = one.group === 'template' ? onnxLayouts : onnxLayouts.slice(0, 1);
  for (const layout of layouts) {
    const made = onnxFileParts(drawn.network, drawn.weights, { layout });
    if (!made.ok) continue;
    counts.files++;
    const bytes = joined([...made.value.parts()]);
    const read = await readOnnx(bytes, async () => null, {});
    const tell = (what: string) => console.log(`${one.name} (${layout}): ${what}`);
    if (!read.ok) {
      counts.refused++;
      tell(read.error.message);
      continue;
    }
    const { document, report, weights, withoutWeights } = read.value;
    if (report.custom.length > 0) {
      counts.kept++;
      tell(
        `kept: ${report.custom
          .map(({ name, className, message }) => `${name} ${className} ${message}`)
          .slice(0, 3)
          .join(' | ')}`,
      );
      continue;
    }
    const compiled = compileNetwork(document);
    // Layers that only train are not in the file: what is left may be an input alone.
    if (Object.keys(document.graph.nodes).length === 1) {
      counts.same++;
      continue;
    }
    if (!compiled.ok || withoutWeights !== null) {
      counts.different++;
      tell(compiled.ok ? `no weights: ${withoutWeights}` : compiled.error.map(({ message }) => message).join(' '));
      continue;
    }
    const named = new Map(weights?.map((one) => [one.name, one]));
    const inOrder = buildProgram(compiled.value).weights.flatMap(({ fullName }) => named.get(fullName) ?? []);
    const again: FedCase = { ...drawn, network: compiled.value, weights: inOrder };
    const own = again.network.inputs.map(({ name }) => again.inputs.find((x) => x.name === name) ?? again.inputs[0]);
    const inputs = own.filter((x) => x !== undefined);
    const found = attempt(() => answers({ ...again, inputs }));
    if (typeof found === 'string') {
      counts.different++;
      tell(found);
      continue;
    }
    // A document's outputs are in its own order.
    const difference = expected.reduce(
      (most, values) => Math.max(most, Math.min(...found.map((x) => apart(values, x)))),
      0,
    );
    if (!(difference < 1e-4)) {
      counts.different++;
      tell(`outputs ${difference} apart`);
      continue;
    }
    counts.same++;
    worst = Math.max(worst, difference);
    const classes = (network: FedCase['network']): string =>
      network.topology.config.layers.map((layer) => `${layer.class_name} ${layer.name}`).join();
    if (classes(drawn.network) === classes(again.network)) counts.layers++;
    if (sameWeights(drawn, again)) counts.weights++;
  }
}
console.log('| Networks of Stride as ONNX, read again | |\n| --- | --- |');
for (const [what, files] of Object.entries(counts)) console.log(`| ${told[what] ?? what} | ${files} |`);
console.log(`\nLargest difference: ${worst.toExponential(1)}.`);
if (counts.different > 0) process.exitCode = 1;

function attempt<T>(act: () => T): T | string {
  try {
    return act();
  } catch (error) {
    return String(error);
  }
}

function apart(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const most = a.reduce((all, value) => Math.max(all, Math.abs(value)), 1);
  return a.reduce((all, value, i) => Math.max(all, Math.abs(value - (b[i] ?? Number.NaN)) / most), 0);
}

function sameWeights(a: FedCase, b: FedCase): boolean {
  const own = b.weights.map(({ values }) => values);
  return (
    a.weights.length === b.weights.length &&
    a.weights.every(
      ({ values }, i) => values.length === own[i]?.length && values.every((value, at) => value === own[i]?.[at]),
    )
  );
}
