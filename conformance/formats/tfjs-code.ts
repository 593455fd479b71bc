import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeTfjsCode } from '../../src/core/interop/code/tfjs/write.ts';
import { shapeSize } from '../../src/core/math/shape.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { complaints, outcomeOf, runCode, saveCode } from '../../src/engine/verify/testing/tfjs-code.ts';
import { centred, tokens } from '../values.ts';
import { answers, type FedCase, type FormatCase, fed, formatCases } from './cases.ts';

/**
 * Writes networks as TensorFlow.js code, runs it with plain tfjs in a process of its own, and compares what it puts out
 * with what Stride's engine computes: `node --import tsx conformance/formats/tfjs-code.ts FOLDER [name…]`. Exit code 1 where
 * code does not run, counts other parameters, or puts out what differs by more than 1e-4 of its size.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: tfjs-code.ts FOLDER [name…]');
const tolerance = 1e-4;
/** Beyond this, plain tfjs takes long in Node. */
const mostParameters = 27_000_000;

interface Row {
  readonly name: string;
  readonly group: FormatCase['group'];
  readonly lines: number;
  readonly gap: number;
  readonly wrong: string;
}

const rows: Row[] = [];
const refused: string[] = [];
const left: string[] = [];
const words: string[] = [];
await startForTest('wasm');
// A few at a time, for the sake of the disk. Each by itself is small but for the templates.
const cases = formatCases(60, 3).filter(({ name }) => only.length === 0 || only.includes(name));
for (const { group, from, to } of portions(cases))
  await compare(join(folder, `${group}-${from}`), cases.slice(from, to));
report();

function portions(all: readonly FormatCase[]) {
  const found: { group: string; from: number; to: number }[] = [];
  for (const [i, { group }] of all.entries()) {
    const last = found.at(-1);
    if (last && last.group === group && group !== 'template') last.to = i + 1;
    else found.push({ group, from: i, to: i + 1 });
  }
  return found;
}

async function compare(place: string, part: readonly FormatCase[]): Promise<void> {
  const saved: { readonly one: FormatCase; readonly at: string; readonly lines: number; readonly own: FedCase }[] = [];
  for (const [i, one] of part.entries()) {
    const own = fed(one);
    if (own.parameters > mostParameters) {
      left.push(one.name);
      continue;
    }
    const written = writeTfjsCode(own.network, own.weights, { title: one.name });
    if (!written.ok) {
      refused.push(`${one.name}: ${written.error.map(({ message }) => message).join(' ')}`);
      continue;
    }
    const code = new TextDecoder().decode(written.value[0]?.bytes);
    const at = join(place, String(i).padStart(5, '0'));
    await saveCode(at, written.value, inputsOf(own));
    saved.push({ one, at, lines: code.split('\n').length - 1, own });
  }
  if (saved.length === 0) return;
  await runCode(place, part[0]?.group === 'template' ? 'wasm' : 'cpu');
  words.push(await complaints(place));
  for (const { one, at, lines, own } of saved) {
    const outcome = await outcomeOf(at);
    const row = { name: one.name, group: one.group, lines };
    if ('error' in outcome) rows.push({ ...row, gap: Number.POSITIVE_INFINITY, wrong: outcome.error });
    else {
      const gap = Math.max(
        ...answers(own).map((mine, i) => gapBetween(mine, outcome.outputs[i] ?? new Float32Array())),
      );
      const counted = outcome.parameters === own.parameters;
      const count = counted ? '' : `${outcome.parameters} parameters, not ${own.parameters}`;
      rows.push({
        ...row,
        gap,
        wrong: gap <= tolerance ? count : `output differs by ${gap.toExponential(1)} of its size`,
      });
    }
  }
  rmSync(place, { recursive: true });
}

function inputsOf({ inputs, batch }: FedCase) {
  return inputs.map(({ shape, seed, limit }) => {
    const count = batch * shapeSize(shape);
    const values = limit === null ? centred(seed, count, 1) : tokens(seed, count, limit);
    return { shape: [batch, ...shape], values };
  });
}

/** Largest difference in parts of the largest value. What neither side can hold is no difference. */
function gapBetween(mine: Float32Array, theirs: Float32Array): number {
  if (mine.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  let size = 1;
  for (const [i, a] of mine.entries()) {
    const b = theirs[i] ?? Number.NaN;
    if (Number.isFinite(a) !== Number.isFinite(b)) return Number.POSITIVE_INFINITY;
    if (!Number.isFinite(a)) continue;
    most = Math.max(most, Math.abs(a - b));
    size = Math.max(size, Math.abs(b));
  }
  return most / size;
}

function report(): void {
  console.log('| network | lines of model.js | gap |\n|---|--:|--:|');
  for (const { name, group, lines, gap } of rows)
    if (group === 'template') console.log(`| ${name} | ${lines} | ${gap.toExponential(1)} |`);
  for (const [group, what] of [
    ['layer', 'layers of every kind over random params'],
    ['network', 'random networks with branches'],
  ] as const) {
    const own = rows.filter((row) => row.group === group);
    const gap = Math.max(...own.map((row) => row.gap)).toExponential(1);
    if (own.length > 0) console.log(`| ${own.length} ${what} | | ${gap} |`);
  }
  const wrong = rows.filter((row) => row.wrong !== '');
  const complained = words.filter((text) => text !== '');
  console.log('');
  if (left.length > 0) console.log(`left out for their size: ${left.join(', ')}`);
  for (const said of refused) console.log(`refused: ${said}`);
  for (const { name, wrong: said } of wrong) console.log(`DIFFERS ${name}: ${said}`);
  for (const text of complained) console.log(text);
  const style = complained.length === 0 ? 'the formatter would change none' : 'NOT as the formatter leaves it';
  console.log(
    `tfjs 4.22: ${rows.length} pieces of code, ${wrong.length} differences, ${refused.length} refused; ${style}`,
  );
  if (wrong.length > 0 || complained.length > 0) process.exitCode = 1;
}
