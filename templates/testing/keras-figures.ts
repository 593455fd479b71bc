import { shapeOf, tableOf } from './built.ts';

/** What `scripts/keras-figures.py` wrote down of Keras's own models. */
export function kerasFigures(id: string) {
  const [head = [], ...rows] = tableOf(`keras/${id}.tsv`);
  const layers = rows.map(([name = '', className, shape = '', count = '', trainable = '', inputs = ''], i) => ({
    name,
    className,
    outputShape: shapeOf(shape),
    parameters: Number(count),
    trainable: Number(trainable === '' ? count : trainable),
    inbound: inputs === '' ? rows.slice(Math.max(0, i - 1), i).map(([before]) => before) : inputs.split(' '),
  }));
  return { parameters: Number(head[1]), trainable: Number(head[2]), layers };
}
