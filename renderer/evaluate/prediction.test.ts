import { describe, expect, it } from 'vitest';
import type { LayerMaps } from '../../src/engine/protocol.ts';
import { emptyRun } from '../training/testing/runs.ts';
import { chainLayers, entropy, ranked } from './prediction.ts';

describe('ranked', () => {
  it('puts the most probable class first and equals in order', () => {
    expect(ranked([0.1, 0.6, 0.1, 0.2]).map(({ label }) => label)).toEqual([1, 3, 0, 2]);
  });
});

describe('entropy', () => {
  it('is 0 for certainty and ln 2 for a coin', () => {
    expect(entropy([0, 1, 0])).toBe(0);
    expect(entropy([0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
  });
});

describe('chainLayers', () => {
  const map = (height: number): LayerMaps => ({
    width: 2,
    height,
    channels: 1,
    maps: [new Uint8Array(2 * height)],
    min: 0,
    max: 1,
  });
  const network = (names: readonly string[]) => ({
    ...emptyRun('a', 1).network,
    topology: {
      class_name: 'Functional' as const,
      config: {
        name: 'm',
        layers: names.map((name) => ({
          class_name: name === 'input' ? 'InputLayer' : 'Conv2D',
          name,
          config: { name },
          inbound_nodes: [],
        })),
        input_layers: [],
        output_layers: [],
      },
    },
    nodeIds: Object.fromEntries(names.map((name) => [name, `node-${name}`])),
  });

  it('leaves out the input and layers without pictures, and thins long networks out', () => {
    const names = ['input', 'a', 'b', 'c', 'd', 'e', 'flat'];
    const layers = Object.fromEntries(names.map((name) => [`node-${name}`, map(name === 'flat' ? 1 : 2)]));
    expect(chainLayers(network(names), layers).map(({ name }) => name)).toEqual(['a', 'c', 'e']);
    expect(chainLayers(network(['input', 'a', 'flat']), layers).map(({ name }) => name)).toEqual(['a']);
  });
});
