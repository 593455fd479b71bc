import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templates } from '../../templates/index.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { kerasFigures } from '../../templates/testing/keras-figures.ts';
import { applyCommand } from '../core/document/commands.ts';
import type { LayerFigures } from './figures.ts';
import { stride } from './testing/terminal.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

const classic = 'INPUT 32x32x3 -> [[CONV 32 -> RELU]*2 -> POOL]*3 -> [FC 128 -> RELU]*1 -> FC 10';

describe('stride templates', () => {
  it('lists every template with computed figures', async () => {
    const { exitCode, out, notes } = await stride(['templates', '--json']);
    const rows = JSON.parse(out);
    expect([exitCode, notes]).toEqual([0, []]);
    expect(rows.map((row: { id: string }) => row.id)).toEqual(templates.map(({ id }) => id));
    expect(rows).toContainEqual({
      id: 'vgg-16',
      title: 'VGG-16',
      year: 2014,
      family: 'classic',
      parameters: 138_357_544,
      macs: 15_470_264_320,
      layers: 23,
    });
  });

  it('prints a table without --json', async () => {
    expect((await stride(['templates'])).out).toMatch(/inception-v3 .* 23,851,784 .* 313/);
  });
});

describe('stride summary', () => {
  it('prints the layers for a spreadsheet or in Markdown', async () => {
    const csv = await stride(['summary', 'lenet-5', '--format', 'csv']);
    expect([csv.exitCode, csv.notes]).toEqual([0, []]);
    expect(csv.out.split('\r\n')).toContain('c3,Conv2D,10x10x16,2416,2416,240000');
    const markdown = await stride(['summary', 'lenet-5', '--format', 'md']);
    expect(markdown.out).toContain('| `c3` | Conv2D | 10×10×16 | 2,416 | 240,000 |');
    expect(markdown.out).toMatch(/\| \*\*Total\*\* .* \*\*61,706\*\* \| \*\*416,520\*\* \|$/);
    expect((await stride(['summary', 'lenet-5', '--format', 'csv', '--json'])).exitCode).toBe(2);
  });

  it('gives the layers of InceptionV3 as Keras does', async () => {
    const { exitCode, out } = await stride(['summary', 'inception-v3', '--json']);
    const summary = JSON.parse(out);
    expect(exitCode).toBe(0);
    expect(summary.parameters).toEqual({ total: 23_851_784, trainable: 23_817_352, nonTrainable: 34_432 });
    expect([summary.macs, summary.flops, summary.layers.length]).toEqual([5_713_216_096, 11_426_432_192, 313]);
    expect(summary.inputs).toEqual([{ id: 'input_layer', name: 'input_layer', shape: [299, 299, 3] }]);
    expect(summary.outputs).toEqual([{ id: 'predictions', name: 'predictions', shape: [1000] }]);
    expect(summary.layers.map(({ id, macs, ...layer }: LayerFigures) => layer)).toEqual(
      kerasFigures('inception-v3').layers.map(({ trainable, ...layer }) => layer),
    );
  });

  it('prints what people know from model.summary()', async () => {
    const { out } = await stride(['summary', 'vgg-16']);
    expect(out).toContain('Model: "VGG-16"');
    expect(out).toMatch(/block1_conv1 \(Conv2D\) +\(None, 224, 224, 64\) +1,792\n/);
    expect(out).toContain('Total params: 138,357,544 (527.79 MiB)');
    expect(out).toContain('MACs: 15,470,264,320 · FLOPs (2 × MACs): 30,940,528,640 · All operations: 30,9');
    expect(out).not.toContain('Connected to');
    expect((await stride(['summary', 'resnet-50'])).out).toContain('Connected to');
  });

  it('reports a broken network with its fix, and exits with 1', async () => {
    const broken = applyCommand(leNet5.build(), { type: 'setParams', node: 'c3', params: { kernelSize: [99, 99] } });
    const file = join(folder, 'broken.json');
    await writeFile(file, JSON.stringify(broken));
    const { exitCode, out, notes } = await stride(['summary', file, '--json']);
    const [problem] = JSON.parse(out).problems;
    expect(exitCode).toBe(1);
    expect(problem).toMatchObject({ code: 'window.misfit', nodeId: 'c3', field: 'kernelSize' });
    expect(problem.fixes).not.toEqual([]);
    expect(notes).toHaveLength(1);
    const validated = await stride(['validate', file, '--json']);
    expect([validated.exitCode, JSON.parse(validated.out).valid]).toEqual([1, false]);
  });
});

describe('stride generate', () => {
  it('writes a network that summary and validate read', async () => {
    const made = await stride(['generate', classic, '-o', 'sub/net.json', '--name', 'Mine', '--json'], folder);
    const file = join(folder, 'sub/net.json');
    expect(JSON.parse(made.out)).toEqual({ file, name: 'Mine', layers: 13, parameters: 114_090, macs: 16_286_976 });
    expect((await stride(['validate', 'sub/net.json'], folder)).out).toBe('Mine: no problems');
    expect(JSON.parse((await stride(['summary', file, '--json'])).out).parameters.total).toBe(114_090);
  });

  it('names the column of a mistake and writes nothing', async () => {
    const { exitCode, out, notes } = await stride(['generate', 'INPUT 8x8x1 -> CONF 3', '-o', 'bad.json'], folder);
    expect([exitCode, out]).toEqual([1, '']);
    expect(notes).toEqual([expect.stringContaining('Column 16: expected')]);
    await expect(readFile(join(folder, 'bad.json'))).rejects.toThrow('ENOENT');
  });
});

describe('exit codes', () => {
  it.each([
    [[], 2, 'a command is missing'],
    [['paint'], 2, 'paint is no command'],
    [['summary'], 2, 'summary: TEMPLATE|FILE is missing'],
    [['summary', 'no-such-net'], 2, 'no-such-net is neither a file nor a template'],
    [['summary', 'lenet-5', '--verbose'], 2, "unknown option '--verbose'"],
    [['generate', classic], 2, '-o FILE is missing'],
  ])('%j: %d', async (argv, code, message) => {
    const { exitCode, out, notes } = await stride(argv);
    expect([exitCode, out]).toEqual([code, '']);
    expect(notes).toEqual([expect.stringContaining(message)]);
    expect(notes[0]).not.toContain('\n');
  });

  it.each(['{', '{}', '[1]', 'PK\u0003\u0004', ''])('a file that holds %j is at fault', async (content) => {
    const file = join(folder, 'other.stride');
    await writeFile(file, content);
    const { exitCode, notes } = await stride(['summary', file, '--json']);
    expect(exitCode).toBe(1);
    expect(notes).toHaveLength(1);
  });

  it.each([['--help'], ['summary', '--help'], ['generate', '-h']])('%s %s is fine', async (...argv) => {
    const { exitCode, out } = await stride(argv);
    expect(exitCode).toBe(0);
    expect(out).toContain('stride ');
  });
});

describe('stride import', () => {
  const model = {
    class_name: 'Sequential',
    config: {
      name: 'mine',
      layers: [
        { class_name: 'Dense', config: { name: 'fc', units: 3, batch_input_shape: [null, 8] } },
        { class_name: 'Spectral', config: { name: 'odd', bins: 4 } },
      ],
    },
  };

  it('writes a project and says what was kept as it came', async () => {
    const [file, project] = [join(folder, 'keras.json'), join(folder, 'imported.stride')];
    await writeFile(file, JSON.stringify(model));
    const { exitCode, out } = await stride(['import', file, '-o', project, '--name', 'Yours']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/3 layers in 0 groups, 27 parameters\n/);
    expect(out).toContain('odd (Spectral): Stride does not know the layer Spectral.');
    const opened = JSON.parse((await stride(['summary', project, '--json'])).out);
    expect([opened.name, opened.parameters.total]).toEqual(['Yours', 27]);
  });

  it('summary and validate take such files as they are', async () => {
    const file = join(folder, 'direct.json');
    await writeFile(file, JSON.stringify({ modelTopology: model, weightsManifest: [] }));
    const { exitCode, out, notes } = await stride(['summary', file, '--json']);
    expect([exitCode, JSON.parse(out).parameters.total]).toEqual([0, 27]);
    expect(notes).toEqual([expect.stringContaining('1 layer kept as they came')]);
    expect((await stride(['validate', file])).exitCode).toBe(0);
  });

  it('names what a file is instead, and exits with 1', async () => {
    const file = join(folder, 'not-a-model.json');
    const said = async (content: string | Uint8Array): Promise<readonly [number, string]> => {
      await writeFile(file, content);
      const { exitCode, notes } = await stride(['import', file, '-o', join(folder, 'none.stride')]);
      return [exitCode, notes.join()];
    };
    expect(await said('hello')).toEqual([1, expect.stringContaining('This is not JSON')]);
    expect(await said('{"hello": 1}')).toEqual([1, expect.stringContaining('no Keras model')]);
    expect(await said('[{"paths": [], "weights": []}]')).toEqual([1, expect.stringContaining('lists weights')]);
    const hdf5 = new Uint8Array([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]);
    expect(await said(hdf5)).toEqual([1, expect.stringContaining('damaged')]);
    expect(await said(new Uint8Array([0x50, 0x4b, 3, 4]))).toEqual([1, expect.stringContaining('damaged')]);
    expect((await stride(['import', join(folder, 'nowhere.json'), '-o', 'x'])).exitCode).toBe(1);
  });
});
