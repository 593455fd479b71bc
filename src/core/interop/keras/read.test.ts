import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { analyze } from '../../analysis/analyze.ts';
import { compileNetwork } from '../../compile/compile.ts';
import { kerasLayers } from '../../compile/layers.ts';
import { parseDocument } from '../../document/migrations.ts';
import type { StrideDocument } from '../../document/schema.ts';
import type { ImportReport } from './notes.ts';
import { readKerasModel } from './read.ts';

const folder = new URL('fixtures/', import.meta.url);

const fixtureSchema = z.object({
  model: z.unknown(),
  total: z.number(),
  layers: z.array(z.tuple([z.string(), z.string(), z.array(z.number().nullable()).nullable(), z.number()])),
});

/** A model of `conformance/import_fixtures.py` with what Keras says of it. */
const fixture = (name: string) =>
  fixtureSchema.parse(JSON.parse(gunzipSync(readFileSync(new URL(`${name}.json.gz`, folder))).toString()));

interface Imported {
  readonly document: StrideDocument;
  readonly report: ImportReport;
}

function imported(name: string): Imported {
  const read = readKerasModel(fixture(name).model);
  if (!read.ok) throw new Error(`${name}: ${read.error.message}`);
  return read.value;
}

const layersNamed = (notes: ImportReport['custom']): readonly string[] =>
  notes.flatMap(({ name, others }) => [name, ...others]);

/** Names of the nodes of a Keras 3 file that are functions, not layers. */
function operationsOf(json: unknown): ReadonlySet<string> {
  const entries = z.object({ config: z.object({ layers: z.array(z.looseObject({})) }) }).safeParse(json).data
    ?.config.layers;
  const all = entries ?? [];
  return new Set(all.filter(({ module }) => /^keras\.src\.ops/.test(String(module))).map(({ name }) => String(name)));
}

const names = readdirSync(folder).map((file) => file.replace('.json.gz', ''));

/** Networks whose channels came first have their axes in another order here. */
const turned = new Set(['channels_first']);

describe.each(names)('%s', (name) => {
  let { document, report }: Imported = { document: imported('shared').document, report: imported('shared').report };
  beforeAll(() => {
    ({ document, report } = imported(name));
  });

  test('every layer has the class, the shape and the parameters that Keras gives it', () => {
    const custom = new Set(layersNamed(report.custom));
    const operations = operationsOf(fixture(name).model);
    const layers = new Map(
      kerasLayers(document.graph, analyze(document.graph)).map((layer) => [layer.name, layer] as const),
    );
    const became = new Set(layersNamed(report.changed.filter(({ code }) => code === 'same')));
    const { layers: expected, total } = fixture(name);
    for (const [layer, className, output, parameters] of expected) {
      const found = layers.get(layer);
      // An operation becomes a layer that computes the same; so does a layer of another class, which the report says.
      if (!operations.has(layer) && !became.has(layer)) expect(found?.className, layer).toBe(className);
      // What Keras leaves open has a size here; a layer without a known rule has no shape at an end of the network.
      if (output && !output.includes(null) && !turned.has(name) && found?.outputShape)
        expect(found.outputShape, layer).toEqual(output);
      if (!custom.has(layer))
        expect([found?.parameters, found?.outputShape === null], layer).toEqual([parameters, false]);
    }
    const own = [...layers.values()].filter(({ id }) => document.graph.nodes[id]?.sharesWith === undefined);
    const sum = own.reduce((all, { parameters }) => all + parameters, 0);
    const kept = expected.filter(([layer]) => custom.has(layer)).reduce((all, row) => all + row[3], 0);
    expect(sum + kept).toBe(total);
  });

  test('it is a document that opens, without errors, and compiles where all of it is known', () => {
    expect(parseDocument(JSON.parse(JSON.stringify(document)))).toMatchObject({ ok: true });
    const analysis = analyze(document.graph);
    expect(analysis.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(compileNetwork(document).ok).toBe(report.custom.length === 0);
  });

  test('each node has a place and lies in one group at most; groups nest without circles', () => {
    const { graph, groups, layout } = document;
    expect(Object.keys(layout).sort()).toEqual(Object.keys(graph.nodes).sort());
    const members = Object.values(groups).flatMap((group) => group.members);
    expect(new Set(members).size).toBe(members.length);
    for (const group of Object.values(groups)) {
      for (const member of group.members) expect(graph.nodes[member], member).toBeDefined();
      const above = new Set<string>();
      for (let up = group.parent; up !== null; up = groups[up]?.parent ?? null) {
        expect(above.has(up)).toBe(false);
        above.add(up);
      }
    }
  });
});

const groupNames = (document: StrideDocument): readonly string[] =>
  Object.values(document.groups).map(({ name }) => name);

const membersOf = ({ groups }: StrideDocument, name: string): readonly string[] => {
  const own = Object.values(groups).filter((group) => group.name === name);
  const inner = own.flatMap(({ id }) => Object.values(groups).filter(({ parent }) => parent === id));
  return [...own, ...inner].flatMap(({ members }) => members);
};

describe('groups', () => {
  test('names that count make stages and the blocks in them', () => {
    const { document } = imported('resnet50');
    const stages = Object.values(document.groups).filter(({ parent }) => parent === null);
    expect(stages.map(({ name }) => name)).toEqual(['conv1', 'conv2', 'conv3', 'conv4', 'conv5']);
    expect(groupNames(document).filter((name) => /^conv\d_block\d$/.test(name))).toHaveLength(16);
    expect(membersOf(document, 'conv4_block6')).toContain('conv4_block6_add');
    expect(groupNames(imported('vgg19').document)).toEqual(['block1', 'block2', 'block3', 'block4', 'block5']);
    expect(groupNames(imported('efficientnet_b0').document)).toContain('block6d');
    expect(groupNames(imported('nasnet_mobile').document).filter((name) => name.startsWith('block_'))).toHaveLength(16);
  });

  test('a block takes in the layers of automatic names that are of it', () => {
    const { document } = imported('xception');
    const block = membersOf(document, 'block3');
    // Its shortcut, a convolution and a normalisation, and the sum at its end.
    const added = block.filter((id) => !id.startsWith('block3'));
    expect(added.map((id) => id.replace(/_\d+$/, '')).sort()).toEqual(['add', 'batch_normalization', 'conv2d']);
  });

  test('where names say nothing, structure does', () => {
    const { document } = imported('inception_v3');
    const modules = groupNames(document).filter((name) => name.startsWith('mixed'));
    expect(modules).toEqual(Array.from({ length: 11 }, (_, i) => `mixed${i}`));
    expect(membersOf(document, 'mixed0')).toHaveLength(23);
    const blocks = Object.values(imported('anonymous').document.groups);
    expect(blocks).toHaveLength(9);
    // Two convolutions, two normalisations, two ReLUs and a sum; one convolution more where the image shrinks.
    expect(blocks.map(({ members }) => members.length)).toEqual([8, 7, 7, 8, 7, 7, 8, 7, 7]);
  });
});

test('a U-Net without names has the levels of its U, each with what leads into it', () => {
  const { document } = imported('unet_anonymous');
  expect(groupNames(document)).toEqual(['down_1', 'down_2', 'bottom', 'up_2', 'up_1']);
  const ends = Object.values(document.groups).map(({ members }) => [members[0], members.at(-1)]);
  expect(ends).toEqual([
    ['conv2d', 're_lu_1'],
    ['max_pooling2d', 're_lu_3'],
    ['max_pooling2d_1', 'dropout'],
    ['up_sampling2d', 're_lu_7'],
    ['up_sampling2d_1', 're_lu_9'],
  ]);
});

test('it lies in a U: what is handed across goes from one side to the other', () => {
  const { groups, layout } = imported('unet_anonymous').document;
  const placeOf = (name: string) => {
    const first = Object.values(groups).find((group) => group.name === name)?.members[0] ?? '';
    return layout[first] ?? { x: Number.NaN, y: Number.NaN };
  };
  const order = ['down_1', 'down_2', 'bottom', 'up_2', 'up_1'].map(placeOf);
  expect(order.map(({ x }) => x)).toEqual(order.map(({ x }) => x).toSorted((a, b) => a - b));
  const [down1, down2, bottom, up2, up1] = order.map(({ y }) => y);
  expect([up2, up1]).toEqual([down2, down1]);
  expect(bottom).toBeGreaterThan(down2 ?? Number.NaN);
  expect(down2).toBeGreaterThan(down1 ?? Number.NaN);
});

describe('models in models, and layers that are used again', () => {
  test('a model becomes a group, and one that is called twice has its weights once', () => {
    const { document } = imported('nested');
    expect(groupNames(document)).toEqual(['encoder', 'inner', 'inner_1', 'head']);
    const [first = '', second = ''] = [membersOf(document, 'inner')[0], membersOf(document, 'inner_1')[0]];
    expect(document.graph.nodes[second]?.sharesWith).toBe(first);
    const into = Object.values(document.graph.edges).filter(({ target }) => target === first || target === second);
    expect(into.map(({ source }) => source)).toEqual(['encoder_max_pooling2d', first]);
  });

  test('both branches of a siamese network end in its concatenation', () => {
    const { document } = imported('siamese');
    const ends = Object.values(document.graph.edges).filter(({ target }) => target === 'concatenate');
    expect(ends.map(({ source, port }) => [source.replace(/dense.*/, ''), port])).toEqual([
      ['tower_', 0],
      ['tower_1_', 1],
    ]);
  });

  test('uses of a layer follow its first one', () => {
    const { nodes } = imported('shared').document.graph;
    const uses = Object.values(nodes).filter(({ sharesWith }) => sharesWith !== undefined);
    expect(uses.map(({ id, sharesWith }) => [id, sharesWith])).toEqual([
      ['tied_1', 'tied'],
      ['tied_2', 'tied'],
      ['act_1', 'act'],
    ]);
  });

  test('Keras 2 and Keras 3 say the same', () => {
    for (const name of ['nested', 'siamese', 'shared', 'vgg16', 'resnet50', 'mobilenet']) {
      const [old, now] = [imported(`keras2_${name}`), imported(name)];
      // Keras 2 writes a normalisation's axis as it was resolved: the last of an image is 3.
      const kinds = ({ document }: Imported) =>
        Object.values(document.graph.nodes).map(({ kind, params }) => ({
          kind,
          params: params.axis === 3 ? { ...params, axis: -1 } : params,
        }));
      expect(kinds(old), name).toEqual(kinds(now));
      expect(Object.values(old.document.graph.edges), name).toHaveLength(Object.keys(now.document.graph.edges).length);
    }
  });
});

describe('what a file says otherwise', () => {
  test('a swish that is spelled out of operations is made of layers', () => {
    const { document, report } = imported('mobilenet_v3_large');
    expect(report.custom).toEqual([]);
    expect(document.graph.nodes.add).toMatchObject({ kind: 'rescaling', params: { scale: 1, offset: 3 } });
    expect(Object.values(document.graph.nodes).filter(({ kind }) => kind === 'rescaling').length).toBeGreaterThan(10);
  });

  test('masks are left out, and the operations that make them', () => {
    const { document, report } = imported('masking');
    expect(Object.values(document.graph.nodes).map(({ kind }) => kind)).toEqual([
      'input',
      'custom',
      'lstm',
      'timeDistributed',
      'gru',
      'dense',
    ]);
    expect(report.changed).toMatchObject([{ code: 'mask', name: 'lstm', others: ['time_distributed', 'gru'] }]);
  });

  test('an activation that is a layer becomes a node', () => {
    const { graph } = imported('seq1d').document;
    expect(graph.nodes.separable_conv1d_activation).toMatchObject({
      kind: 'leakyRelu',
      params: { negativeSlope: 0.3 },
    });
    const next = Object.values(graph.edges).filter(({ source }) => source === 'separable_conv1d_activation');
    expect(next.map(({ target }) => target)).toEqual(['conv1d']);
  });

  test('a model that is called three times, and calls another one twice, has its weights once', () => {
    const { nodes, edges } = imported('nested3').document.graph;
    const deep = Object.values(nodes).filter(({ id }) => id.endsWith('deep'));
    expect(deep).toHaveLength(6);
    expect(new Set(deep.slice(1).map(({ sharesWith }) => sharesWith))).toEqual(new Set([deep[0]?.id]));
    expect(Object.keys(edges)).toHaveLength(Object.keys(nodes).length - 1);
  });

  test('what is true of many layers is said once', () => {
    const { changed } = imported('mixed').report;
    expect(changed.map(({ message, others }) => [message, others.length])).toEqual([
      ['dtype was mixed_float16; Stride has no such thing.', 4],
    ]);
  });
});

describe('what Stride does not have', () => {
  test('is kept as it came, with the shape that the file implies', () => {
    const { document, report } = imported('foreign');
    const kept = Object.fromEntries(report.custom.map(({ className, code }) => [className, code]));
    expect(kept).toMatchObject({ Scale: 'unknownLayer', Dense: 'foreignLayer', Lambda: 'unknownLayer' });
    expect(document.graph.nodes.scale).toMatchObject({
      kind: 'custom',
      params: { className: 'Scale', module: 'my_pkg>Scale', outputShape: [64, 64, 3], config: { factor: 3 } },
    });
  });

  test('is named where only a setting of a layer is lost', () => {
    const { document, report } = imported('foreign');
    const { changed } = report;
    const of = (layer: string): readonly string[] =>
      changed.filter(({ name }) => name === layer).map(({ code, values }) => `${code} ${values.setting ?? ''}`.trim());
    expect(of('conv2d')).toEqual(['lost kernel_regularizer', 'activation']);
    const frozen = Object.values(document.graph.nodes).filter((node) => node.frozen);
    expect(frozen.map(({ kind }) => kind)).toEqual(['dense']);
  });

  test('several outputs become nodes of their own', () => {
    const { document } = imported('states');
    const { nodes, edges } = document.graph;
    expect(Object.values(nodes).filter(({ kind }) => kind === 'custom')).toHaveLength(4);
    const last = Object.values(edges).filter(({ target }) => target === 'lstm_1');
    expect(last.map(({ source, port }) => [source, port])).toEqual([
      ['lstm', 0],
      ['lstm_output_1', 1],
      ['lstm_output_2', 2],
    ]);
    expect(nodes.lstm_output_1?.params.outputShape).toEqual([8]);
  });

  test('channels that come first are turned, with the axes of every layer', () => {
    const { document, report } = imported('channels_first');
    const { nodes } = analyze(document.graph);
    expect(nodes.conv2d_1?.output?.shape).toEqual([16, 16, 8]);
    expect(document.graph.nodes.p_re_lu?.params.sharedAxes).toEqual([1, 2]);
    expect(report.changed.map(({ code }) => code)).toContain('channelsFirst');
    expect(report.custom).toEqual([]);
  });
});
