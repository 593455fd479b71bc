import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { built, shapeOf, tableOf } from './testing/built.ts';

/** Keras's classes in torch's words: those of the layers that `scripts/torchvision-figures.py` wrote down. */
const torchClasses: Readonly<Record<string, string>> = {
  conv2d: 'Conv2d',
  dense: 'Linear',
  batchNormalization: 'BatchNorm2d',
  maxPooling2d: 'MaxPool2d',
};

function torchFigures(id: string) {
  const [head = [], ...rows] = tableOf(`torchvision/${id}.tsv`);
  const layers = rows.map(([className = '', shape = '', parameters, macs]) => ({
    className,
    outputShape: shapeOf(shape),
    parameters: Number(parameters),
    macs: Number(macs),
  }));
  return { trainable: Number(head[1]), macs: Number(head[2]), layers };
}

const ids = readdirSync(new URL('fixtures/torchvision/', import.meta.url)).map((file) => file.replace('.tsv', ''));

describe.each(ids)('%s against torchvision', (id) => {
  const { graph } = built(id);
  const torch = torchFigures(id);
  const analysis = analyze(graph);

  it('has the totals that torch counts', () => {
    const { trainable, macs } = analysis.totals;
    expect({ trainable, macs }).toEqual({ trainable: torch.trainable, macs: torch.macs });
  });

  it('has its layers in its order: class, shape, parameters, MACs', () => {
    const layers = Object.values(graph.nodes).flatMap(({ id: node, kind }) => {
      const className = torchClasses[kind];
      const figures = analysis.nodes[node];
      if (className === undefined || !figures) return [];
      const { parameters, cost, output } = figures;
      return [{ className, outputShape: output?.shape, parameters: parameters.total, macs: cost?.macs.value }];
    });
    expect(layers).toEqual(torch.layers);
  });
});
