import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateById } from '../../templates/index.ts';
import { network } from '../core/build/network.ts';
import type { RunRecord } from '../core/document/runs.ts';
import { eventOf, recordsOf } from '../core/interop/tensorboard/testing/read.ts';
import { parseCsv } from '../engine/data/csv.ts';
import { loadDatasetNode } from '../engine/data/node.ts';
import { readProject } from '../host/project-file.ts';
import { stride } from './testing/terminal.ts';

const plainTfjs = fileURLToPath(new URL('./testing/plain-tfjs.mjs', import.meta.url));
const pattern = 'INPUT 28x28x1 -> [CONV 4 5x5/2 -> RELU -> POOL]*1 -> FC 10';
const images = 3;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-train-'));
  await stride(['generate', pattern, '-o', 'net.stride'], folder);
});
afterAll(() => rm(folder, { recursive: true }));

const train = (output: string, ...more: string[]) =>
  stride(['train', 'net.stride', '--data', 'digits', '--epochs', '2', '--seed', '5', '-o', output, ...more], folder);

/** The run in the project that a training wrote. */
async function runKept(output: string): Promise<RunRecord> {
  const read = readProject(await readFile(join(folder, output, 'model.stride')));
  const [record] = read.ok ? read.value.runs : [];
  if (!record) throw new Error('the project holds no run');
  return record;
}

/** Writes the first test digits as pictures, and gives their values 0…1. */
async function testDigits(): Promise<{ readonly files: string[]; readonly values: number[] }> {
  const loaded = await loadDatasetNode('digits');
  if (!loaded.ok) throw new Error(loaded.error.message);
  const { samples } = loaded.value.splits.test;
  if (samples.kind !== 'bytes') throw new Error('the digits are bytes');
  const pixels = samples.values;
  const files: string[] = [];
  for (let i = 0; i < images; i++) {
    const data = pixels.slice(i * 784, (i + 1) * 784);
    files.push(join(folder, `digit-${i}.png`));
    await writeFile(files[i] ?? '', encode({ width: 28, height: 28, channels: 1, depth: 8, data }));
  }
  return { files, values: [...pixels.slice(0, images * 784)].map((value) => value / 255) };
}

describe('stride train, evaluate, predict, export', () => {
  it('logs each epoch for TensorBoard', async () => {
    const { exitCode } = await train('logged', '--json', '--tensorboard', 'board/run');
    expect(exitCode).toBe(0);
    const losses = async (part: string) => {
      const [file = ''] = await readdir(join(folder, 'board/run', part));
      const events = recordsOf(await readFile(join(folder, 'board/run', part, file))).map(eventOf);
      return events.flatMap(({ scalars: { epoch_loss: loss } }) => (loss === undefined ? [] : [loss]));
    };
    const { epochs } = await runKept('logged');
    expect(await losses('train')).toEqual(epochs.map(({ loss }) => Math.fround(loss)));
    expect(await losses('validation')).toEqual(epochs.map(({ valLoss }) => Math.fround(valLoss ?? 0)));
  });

  it('keeps what it trained where the log cannot be written', async () => {
    const { exitCode, notes } = await train('unlogged', '--json', '--tensorboard', 'net.stride/run');
    expect(exitCode).not.toBe(0);
    expect(notes.join(' ')).toContain('net.stride');
    expect((await runKept('unlogged')).epochs).toHaveLength(2);
  });

  it('trains with one JSON line an epoch, then answers about what it trained', async () => {
    const { exitCode, out, notes } = await train('trained', '--json');
    expect([exitCode, notes]).toEqual([0, []]);
    const lines = out.split('\n').map((line) => JSON.parse(line));
    expect(lines.map((line) => line.epoch)).toEqual([1, 2]);
    expect(Object.keys(lines[0])).toEqual(['epoch', 'loss', 'accuracy', 'valLoss', 'valAccuracy', 'samplesPerSecond']);
    expect(lines[1].loss).toBeLessThan(lines[0].loss);
    expect((await readdir(join(folder, 'trained'))).sort()).toEqual([
      'group1-shard1of1.bin',
      'history.json',
      'model.json',
      'model.stride',
    ]);
    const history = JSON.parse(await readFile(join(folder, 'trained/history.json'), 'utf8'));
    expect(history.epochs.map((epoch: { loss: number }) => epoch.loss)).toEqual(lines.map((line) => line.loss));

    const evaluated = await stride(['evaluate', 'trained', '--json'], folder);
    const evaluation = JSON.parse(evaluated.out);
    expect([evaluated.exitCode, evaluation.split, evaluation.count]).toEqual([0, 'test', 500]);
    // Guessing among ten digits gives 0.1.
    expect(evaluation.accuracy).toBeGreaterThan(0.4);

    const { files, values } = await testDigits();
    const predicted = JSON.parse((await stride(['predict', 'trained', ...files, '--json'], folder)).out);
    expect(predicted.map((answer: { image: string }) => answer.image)).toEqual(files);
    await writeFile(join(folder, 'input.json'), JSON.stringify({ shape: [images, 28, 28, 1], values }));
    await stride(['export', 'trained', '--to', 'tfjs', '-o', 'exported'], folder);
    for (const where of ['trained', 'exported']) {
      const plain: number[][] = JSON.parse(
        execFileSync(process.execPath, [plainTfjs, join(folder, where), join(folder, 'input.json')], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );
      for (const [i, row] of plain.entries()) {
        for (const [k, probability] of row.entries()) {
          expect(Math.abs(predicted[i].probabilities[k].probability - probability)).toBeLessThan(1e-5);
        }
      }
    }
  });

  it('gives the same curve for the same seed', async () => {
    const losses = async (output: string) =>
      (await train(output, '--json')).out.split('\n').map((line) => JSON.parse(line).loss);
    expect(await losses('again')).toEqual(await losses('once-more'));
  });

  it('prints the epochs as text without --json', async () => {
    const { out, notes } = await train('text');
    expect(out).toMatch(/^Epoch 1\/2 · loss [\d.]+ · accuracy .*\nEpoch 2\/2 .*\ntext: model.json/);
    expect(notes).toEqual([
      expect.stringMatching(
        /^Forecast: [\d.]+ m?s, [\d.]+ m?s an epoch; [\d.]+ m?s a step on (wasm|cpu) .*measured over \d+ steps$/,
      ),
      expect.stringMatching(/^Training on (wasm|cpu) /),
      expect.stringMatching(/^Trained in [\d.]+ m?s; forecast [\d.]+ m?s \([\d.]+ times that\)$/),
    ]);
    expect((await runKept('text')).forecast).toMatchObject({ epochs: 2, basis: 'measured' });
  });

  it('forecasts nothing when it is told not to, or when the run is short', async () => {
    const silent = await train('silent', '--no-forecast');
    // As few steps as 2 epochs of one batch.
    const short = await train('short', '--batch-size', '65536');
    for (const { notes } of [silent, short])
      expect(notes).toEqual([expect.stringMatching(/^Training on /), expect.stringMatching(/^Trained in [\d.]+ m?s$/)]);
    expect(await runKept('silent')).not.toHaveProperty('forecast');
  });
});

describe('exit codes of training', () => {
  it.each([
    [
      ['train', 'vgg-16', '--data', 'digits', '-o', 'x'],
      1,
      'predictions puts out 1000 values, the data has 10 classes',
    ],
    [['train', 'lenet-5', '--data', 'no-such-folder', '-o', 'x'], 2, 'no-such-folder: there is no such data'],
    [['train', 'lenet-5', '-o', 'x'], 2, 'train: --data digits|fashion-mnist|PATH is missing'],
    [['train', 'lenet-5', '--data', 'digits', '--epochs', '0', '-o', 'x'], 2, '--epochs is a whole number from 1'],
    // Before the training, not after it.
    [['train', 'net.stride', '--data', 'digits', '-o', 'net.stride'], 1, 'net.stride cannot be written'],
    [['evaluate', 'net.stride'], 1, 'net.stride holds no trained weights'],
    [['evaluate', '.'], 1, '. holds no model.stride'],
    [
      ['export', 'net.stride', '--to', 'caffe', '-o', 'x'],
      2,
      '--to is one of tfjs, keras, h5, keras-code, torch-code, tfjs-code, ray, onnx, onnx-nchw, tflite, tflite-int8, safetensors, npz, not caffe',
    ],
  ])('%j: %d', async (argv, code, message) => {
    const { exitCode, out, notes } = await stride(argv, folder);
    expect([exitCode, out]).toEqual([code, '']);
    expect(notes).toEqual([expect.stringContaining(message)]);
  });

  it('refuses a picture that is none', async () => {
    await writeFile(join(folder, 'note.png'), 'not a picture');
    await train('small', '--json');
    const { exitCode, notes } = await stride(['predict', 'small', 'note.png'], folder);
    expect([exitCode, notes]).toEqual([1, [expect.stringContaining('note.png is no picture')]]);
    expect((await stride(['predict', 'small', 'none.png'], folder)).exitCode).toBe(2);
  });
});

describe('stride predict on a folder', () => {
  it('writes a table of every picture that can be read', async () => {
    const { files } = await testDigits();
    await train('tabled', '--json');
    const album = join(folder, 'album');
    await mkdir(join(album, 'more'), { recursive: true });
    await rename(files[0] ?? '', join(album, 'b.png'));
    await rename(files[1] ?? '', join(album, 'a.png'));
    await rename(files[2] ?? '', join(album, 'more', 'c, d.png'));
    await writeFile(join(album, 'broken.png'), 'not a picture');
    await writeFile(join(album, 'notes.txt'), 'no picture, and not meant to be one');

    const { exitCode, out, notes } = await stride(['predict', 'tabled', 'album', '--csv', 'out/album.csv'], folder);
    expect([exitCode, out]).toEqual([0, 'out/album.csv: 3 pictures']);
    expect(notes).toEqual([expect.stringMatching(/album\/broken\.png could not be read/)]);
    const [header, ...rows] = parseCsv(await readFile(join(folder, 'out/album.csv'))).rows;
    expect(header).toEqual(['path', 'class', 'probability', ...[...'0123456789'].map((name) => `p(${name})`)]);
    const said = JSON.parse((await stride(['predict', 'tabled', 'album', '--json'], folder)).out);
    expect(said.map(({ image }: { image: string }) => image)).toEqual([
      'album/a.png',
      'album/b.png',
      'album/more/c, d.png',
    ]);
    expect(rows).toHaveLength(3);
    for (const [i, [path, name, probability, ...each]] of rows.entries()) {
      expect([path, name]).toEqual([said[i].image, said[i].label]);
      expect(Number(probability)).toBe(Math.max(...each.map(Number)));
      expect(each.map((text) => Math.fround(Number(text)))).toEqual(
        said[i].probabilities.map((one: { probability: number }) => one.probability),
      );
    }
  });

  it('leaves the table that was there where it comes to no end', async () => {
    await writeFile(join(folder, 'kept.csv'), 'old');
    const { exitCode } = await stride(['predict', 'tabled', 'album/broken.png', '--csv', 'kept.csv'], folder);
    expect(exitCode).toBe(1);
    expect(await readFile(join(folder, 'kept.csv'), 'utf8')).toBe('old');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await mkdir(join(folder, 'empty'));
    const empty = await stride(['predict', 'tabled', 'empty'], folder);
    expect([empty.exitCode, empty.notes]).toEqual([1, ['stride: empty holds no pictures']]);
  });
});

describe('a network with what tfjs lacks', () => {
  it('is written with the layers that tfjs has to be taught, and answers there as here', async () => {
    await stride(['generate', pattern, '-o', 'bent.json'], folder);
    const document = JSON.parse(await readFile(join(folder, 'bent.json'), 'utf8'));
    const nodes: { kind: string; params: object }[] = Object.values(document.graph.nodes);
    const pooling = nodes.find(({ kind }) => kind === 'maxPooling2d');
    Object.assign(pooling ?? {}, { kind: 'relu', params: { negativeSlope: 0.5, threshold: 0.1 } });
    await writeFile(join(folder, 'bent.json'), JSON.stringify(document));
    const argv = ['train', 'bent.json', '--data', 'digits', '--epochs', '1', '-o', 'bent', '--json', '--no-forecast'];
    const { exitCode, notes } = await stride(argv, folder);
    expect([exitCode, notes]).toEqual([0, [expect.stringContaining('stride-layers.js')]]);
    expect(await readdir(join(folder, 'bent'))).toContain('stride-layers.js');
    const { files, values } = await testDigits();
    const predicted = JSON.parse((await stride(['predict', 'bent', ...files, '--json'], folder)).out);
    await writeFile(join(folder, 'input.json'), JSON.stringify({ shape: [images, 28, 28, 1], values }));
    const there = execFileSync(process.execPath, [plainTfjs, join(folder, 'bent'), join(folder, 'input.json')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const plain: number[][] = JSON.parse(there);
    expect(plain).toHaveLength(images);
    for (const [i, row] of plain.entries()) {
      for (const [k, probability] of row.entries()) {
        expect(Math.abs(predicted[i].probabilities[k].probability - probability)).toBeLessThan(1e-5);
      }
    }
  });
});

describe('a network that tfjs cannot compute', () => {
  const message = /near uses the weights of far in another way/;

  /** One kernel at two strides, which is two layers that share weights; tfjs has one layer for both. */
  function twice(): string {
    const net = network('twice');
    const image = net.input([28, 28, 1]);
    const far = net.conv2d(image, { filters: 4, strides: [2, 2], padding: 'same' }, 'far');
    const near = net.tied(net.conv2d(image, { filters: 4, padding: 'same' }, 'near'), far);
    const both = net.concatenate([net.globalAveragePooling2d(near), net.globalAveragePooling2d(far)]);
    net.dense(both, { units: 10, activation: 'softmax' });
    return JSON.stringify(net.document());
  }

  it('is trained and kept, but not written for tfjs, nor exported', async () => {
    await writeFile(join(folder, 'twice.json'), twice());
    await train('twice');
    expect(await readdir(join(folder, 'twice'))).toContain('model.json');
    const argv = ['train', 'twice.json', '--data', 'digits', '--epochs', '1', '-o', 'twice', '--json', '--no-forecast'];
    const { exitCode, notes } = await stride(argv, folder);
    expect([exitCode, notes]).toEqual([0, [expect.stringMatching(message)]]);
    expect(notes[0]).toMatch(/^stride: model\.json is left out: /);
    const files = await readdir(join(folder, 'twice'));
    expect(files).not.toContain('model.json');
    expect(files).toEqual(expect.arrayContaining(['history.json', 'model.stride']));
    expect((await stride(['evaluate', 'twice', '--json'], folder)).exitCode).toBe(0);

    for (const what of ['twice', 'twice.json']) {
      const exported = await stride(['export', what, '--to', 'tfjs', '-o', 'refused'], folder);
      expect([exported.exitCode, exported.out, exported.notes.length]).toEqual([1, '', 1]);
      expect(exported.notes[0]).toMatch(message);
    }
    await expect(readdir(join(folder, 'refused'))).rejects.toThrow();
  });
});

describe('stride export of an untrained network', () => {
  it('writes the initial weights and says so', async () => {
    const { exitCode, out, notes } = await stride(
      ['export', 'net.stride', '--to', 'tfjs', '-o', 'fresh', '--json'],
      folder,
    );
    expect(exitCode).toBe(0);
    // 104 for the convolution, 196·10 + 10 for the dense layer.
    expect(JSON.parse(out)).toMatchObject({ parameters: 2074, trained: false });
    expect(notes).toEqual(['stride: not trained yet: the weights are the initial ones']);
  });

  it('writes groups as models in the model where it is asked to, and they come back', async () => {
    const argv = ['export', 'resnet-18', '--nested', '-o', 'nested.keras'];
    const { exitCode, notes } = await stride([...argv, '--to', 'keras'], folder);
    expect([exitCode, notes]).toEqual([0, ['stride: not trained yet: the weights are the initial ones']]);
    const imported = await stride(['import', 'nested.keras', '-o', 'nested.json'], folder);
    expect(imported.exitCode).toBe(0);
    const { groups } = JSON.parse(await readFile(join(folder, 'nested.json'), 'utf8'));
    const own = Object.values(templateById('resnet-18')?.build().groups ?? {});
    expect(Object.values<{ readonly name: string }>(groups).map(({ name }) => name)).toEqual(
      own.map(({ name }) => name),
    );
    const refused = await stride([...argv, '--to', 'onnx'], folder);
    expect([refused.exitCode, refused.notes.join()]).toEqual([2, expect.stringContaining('keras, h5, keras-code')]);
  });

  it('writes a model of tfjs that opens with the same weights from the shards beside it', async () => {
    const bytesOf = async (what: string): Promise<Buffer> => {
      const to = join(folder, 'shards.safetensors');
      expect((await stride(['export', what, '--to', 'safetensors', '-o', to], folder)).exitCode).toBe(0);
      return readFile(to);
    };
    await stride(['export', 'net.stride', '--to', 'tfjs', '-o', 'sharded'], folder);
    const model = join(folder, 'sharded', 'model.json');
    expect((await bytesOf(model)).equals(await bytesOf('net.stride'))).toBe(true);
    const shard = join(folder, 'sharded', 'group1-shard1of1.bin');
    await truncate(shard, 100);
    const cut = await stride(['import', model, '-o', 'cut.stride'], folder);
    expect([cut.exitCode, cut.notes.join()]).toEqual([1, expect.stringContaining('damaged')]);
    await rm(shard);
    const alone = await stride(['import', model, '-o', 'alone.stride', '--json'], folder);
    expect(JSON.parse(alone.out)).toMatchObject({ parameters: 2074, weights: false });
  });

  it.each(['safetensors', 'npz'])('writes weights alone as .%s, which come back into the network', async (format) => {
    const [file, again] = [join(folder, `alone.${format}`), join(folder, `again.${format}`)];
    await stride(['export', 'net.stride', '--to', format, '-o', file], folder);
    const project = join(folder, `${format}.stride`);
    const taken = await stride(['import', 'net.stride', '--weights', file, '-o', project], folder);
    expect([taken.exitCode, taken.out]).toEqual([0, expect.stringMatching(/: 4 tensors, 2,074 weights from /)]);
    await stride(['export', project, '--to', format, '-o', again], folder);
    expect((await readFile(again)).equals(await readFile(file))).toBe(true);
    const other = await stride(['import', 'lenet-5', '--weights', file, '-o', project], folder);
    expect([other.exitCode, other.notes.join()]).toEqual([1, expect.stringContaining('It has no weight c1/kernel')]);
    const alone = await stride(['import', file, '-o', project], folder);
    expect([alone.exitCode, alone.notes.join()]).toEqual([1, expect.stringContaining('weights without the layers')]);
  });

  it.each(['onnx', 'onnx-nchw'])('writes %s, and tells what ONNX Runtime answers beside the engine', async (format) => {
    const told = await stride(['export', 'net.stride', '--to', format, '-o', 'net.onnx', '--json'], folder);
    const { onnx } = JSON.parse(told.out);
    expect([told.exitCode, onnx.count, onnx.agreeing]).toEqual([0, 16, 16]);
    expect(onnx.difference).toBeLessThan(1e-5);
    const { out } = await stride(['export', 'net.stride', '--to', format, '-o', 'net.onnx'], folder);
    expect(out).toMatch(
      /^net\.onnx\nONNX Runtime on 16 drawn samples: largest difference \d\.\de[-+]\d+, the same greatest output for 16$/,
    );
  });

  it.each(['keras', 'h5'])(
    'writes a .%s file that opens with the same weights, as a trained network',
    async (format) => {
      const bytesOf = async (what: string): Promise<Buffer> => {
        const to = join(folder, `${format}.safetensors`);
        expect((await stride(['export', what, '--to', 'safetensors', '-o', to], folder)).exitCode).toBe(0);
        return readFile(to);
      };
      const file = join(folder, `fresh.${format}`);
      const { exitCode, out } = await stride(['export', 'net.stride', '--to', format, '-o', file, '--json'], folder);
      expect([exitCode, JSON.parse(out).files]).toEqual([0, [`fresh.${format}`]]);
      const before = await bytesOf('net.stride');
      expect((await bytesOf(file)).equals(before)).toBe(true);
      const { out: told, notes } = await stride(
        ['export', file, '--to', 'tflite', '-o', `${file}.tflite`, '--json'],
        folder,
      );
      expect([JSON.parse(told), notes]).toMatchObject([{ parameters: 2074, trained: true }, []]);
    },
  );
});
