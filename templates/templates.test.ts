import { describe, expect, it } from 'vitest';
import { analyze } from '../src/core/analysis/analyze.ts';
import { extent, frameConflicts, overlaps } from '../src/core/build/testing/graphs.ts';
import { kerasLayers } from '../src/core/compile/layers.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import { documentSchema } from '../src/core/document/schema.ts';
import inceptionV3 from './fixtures/inception-v3.json' with { type: 'json' };
import inceptionV3NoTop from './fixtures/inception-v3-notop.json' with { type: 'json' };
import resNet50 from './fixtures/resnet-50.json' with { type: 'json' };
import vgg16 from './fixtures/vgg-16.json' with { type: 'json' };
import { templateById, templates } from './index.ts';

function built(id: string): StrideDocument {
  const template = templateById(id);
  if (!template) throw new Error(`no template ${id}`);
  return template.build();
}

describe.each(templates.map((template) => ({ id: template.id, template })))('template $id', ({ id, template }) => {
  const document = template.build();

  it('is a valid document without problems', () => {
    expect(documentSchema.safeParse(document).success).toBe(true);
    expect(analyze(document.graph).problems).toEqual([]);
  });

  it('builds the same document each time', () => {
    expect(template.build()).toEqual(document);
  });

  it('lays its nodes out without overlaps', () => {
    expect(overlaps(document.graph, document.layout)).toEqual([]);
    expect(frameConflicts(document)).toEqual([]);
    const { width, height } = extent(document.graph, document.layout);
    expect(width / height).toBeLessThan(2);
  });

  it('puts each layer in at most one group', () => {
    const members = Object.values(document.groups).flatMap((group) => group.members);
    expect(new Set(members).size).toBe(members.length);
    for (const member of members) expect(document.graph.nodes).toHaveProperty([member]);
  });

  it('says which variant it is', () => {
    expect(template.variant.length).toBeGreaterThan(20);
    expect(templateById(id)).toBe(template);
  });
});

describe.each([
  ['vgg-16', vgg16],
  ['resnet-50', resNet50],
  ['inception-v3', inceptionV3],
  ['inception-v3-notop', inceptionV3NoTop],
] as const)('%s against Keras', (id, keras) => {
  const { graph } = built(id);

  it('has the totals that Keras prints', () => {
    const { parameters, trainable, nonTrainable } = analyze(graph).totals;
    expect({ total: parameters, trainable, nonTrainable }).toEqual({
      total: keras.total,
      trainable: keras.trainable,
      nonTrainable: keras.nonTrainable,
    });
  });

  it('has its layers in its order: name, class, shape, parameters, inputs', () => {
    const layers = kerasLayers(graph, analyze(graph));
    expect(layers.map(({ id, macs, ...layer }) => layer)).toEqual(keras.layers);
  });
});

describe('published figures', () => {
  it.each([
    ['lenet-5', 9, 61_706, 416_520],
    ['vgg-16', 23, 138_357_544, 15_470_264_320],
    ['resnet-50', 177, 25_636_712, 3_857_973_248],
    ['inception-v3', 313, 23_851_784, 5_713_216_096],
  ])('%s: %d layers, %d parameters, %d MACs', (id, layers, parameters, macs) => {
    const { totals } = analyze(built(id).graph);
    expect({ layers: totals.layers, parameters: totals.parameters, macs: totals.macs }).toEqual({
      layers,
      parameters,
      macs,
    });
  });

  it('InceptionV3 without top: 311 layers, 21,802,784 parameters, 83.17 MiB', () => {
    const { totals } = analyze(built('inception-v3-notop').graph);
    expect(totals.layers).toBe(311);
    expect(totals.parameters).toBe(21_802_784);
    expect((totals.weightBytes / 2 ** 20).toFixed(2)).toBe('83.17');
  });

  it.each([
    ['vgg-16', 'block5_pool', 212, 32],
    ['inception-v3', 'mixed10', 1311, 32],
    ['resnet-50', 'conv5_block3_out', 483, 32],
  ])('%s: %s sees %d pixels, %d apart', (id, layer, size, jump) => {
    const field = analyze(built(id).graph).nodes[layer]?.receptiveField;
    expect(field?.size).toEqual([size, size]);
    expect(field?.jump).toEqual([jump, jump]);
  });

  it('VGG-16 flattens 7×7×512 into 25,088 values', () => {
    const { nodes } = analyze(built('vgg-16').graph);
    expect(nodes.block5_pool?.output?.shape).toEqual([7, 7, 512]);
    expect(nodes.flatten?.output?.shape).toEqual([25_088]);
  });
});
