import { csvField } from '../figures/tables.ts';
import { type Answer, greatest, heldLabels, type Meaning } from './answer.ts';

/* Predictions as a table: RFC 4180, the same in every language, numbers in full precision. */

export function predictionsHeader(meaning: Meaning): string {
  const { task, outputs } = meaning;
  switch (task) {
    case 'oneLabel':
      return line(['path', 'class', 'probability', ...outputs.map((name) => `p(${name})`)]);
    case 'manyLabel':
      return line(['path', 'labels', ...outputs.map((name) => `p(${name})`)]);
    case 'regression':
      return line(['path', ...outputs]);
    case 'segmentation':
      return line(['path', ...outputs.map((name) => `share(${name})`)]);
  }
}

/** Labels that hold are set apart by `;`. */
export function predictionsLine(path: string, answer: Answer, meaning: Meaning): string {
  const values = Array.from(answer.values, float32Text);
  if (meaning.task === 'manyLabel') return line([path, heldLabels(answer, meaning).join(';'), ...values]);
  if (meaning.task !== 'oneLabel') return line([path, ...values]);
  const label = greatest(answer.values);
  return line([path, meaning.outputs[label] ?? String(label), values[label] ?? '', ...values]);
}

const line = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** The fewest digits that give the same single-precision number back: nine always do (IEEE 754-2008, 5.12.2). */
function float32Text(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
