import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { kerasLayers } from '../src/core/compile/layers.ts';
import { built } from './testing/built.ts';
import { kerasFigures } from './testing/keras-figures.ts';

const ids = readdirSync(new URL('fixtures/keras/', import.meta.url)).map((file) => file.replace('.tsv', ''));

describe.each(ids)('%s against Keras', (id) => {
  const { graph } = built(id);
  const keras = kerasFigures(id);
  const analysis = analyze(graph);

  it('has the totals that Keras prints', () => {
    const { parameters, trainable } = analysis.totals;
    expect({ parameters, trainable }).toEqual({ parameters: keras.parameters, trainable: keras.trainable });
  });

  it('has its layers in its order: name, class, shape, parameters, inputs', () => {
    const layers = kerasLayers(graph, analysis);
    expect(layers.map(({ id, macs, ...layer }) => layer)).toEqual(keras.layers);
  });
});
