import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodePictures } from '../data/node.ts';
import { picturesIn } from './pictures-in.ts';
import { type FileOutput, type FilesQuestion, predictFiles } from './predict-files.ts';

const side = 4;
const count = 100;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-predict-'));
  await mkdir(join(folder, 'later'));
  await mkdir(join(folder, '.hidden'));
  for (let i = 0; i < count; i++) {
    const data = new Uint8Array(side * side).fill(i);
    const png = encode({ width: side, height: side, channels: 1, depth: 8, data });
    // Numbers in order: 2 comes before 10.
    await writeFile(join(folder, i < 90 ? '' : 'later', `${i}.png`), i === 50 ? png.slice(0, 20) : png);
  }
  await writeFile(join(folder, '.hidden', '0.png'), '');
  await writeFile(join(folder, 'list.txt'), '');
});
afterAll(() => rm(folder, { recursive: true }));

/** Answers with the first value of each picture; `held` is the most files open at once. */
async function asked(options: Partial<FilesQuestion> = {}) {
  const preparer = nodePictures.startPreparer(count);
  const counts: number[] = [];
  const watched = { open: 0, held: 0, read: 0 };
  const question: FilesQuestion = {
    files: await picturesIn(folder, nodePictures.reader),
    read: async (path) => {
      watched.held = Math.max(watched.held, ++watched.open);
      watched.read++;
      try {
        return await nodePictures.reader.read(path);
      } finally {
        watched.open--;
      }
    },
    preparer,
    sight: { shape: [side, side, 1], resize: 'stretch', grey: false },
    normalization: { kind: 'none' },
    ask: async (images, asked) => {
      counts.push(asked);
      return Array.from({ length: asked }, (_, i) => images.slice(i * side * side, i * side * side + 1));
    },
    ...options,
  };
  const outputs: FileOutput[] = [];
  for await (const some of predictFiles(question)) outputs.push(...some);
  preparer.destroy();
  return { outputs, counts, ...watched, files: question.files };
}

it('answers every picture in order, and says which could not be read', async () => {
  const { outputs, files, counts, held } = await asked();
  expect(files).toHaveLength(count);
  expect(outputs.map(({ path }) => path)).toEqual(files);
  expect(outputs.flatMap((one) => ('reason' in one ? [one.path] : []))).toEqual([join(folder, '50.png')]);
  const values = outputs.flatMap((one) => ('output' in one ? [one.output[0]] : []));
  expect(values).toEqual([...Array(count).keys()].filter((i) => i !== 50));
  // Quick answers are asked for in ever larger numbers.
  expect(counts.slice(0, 2)).toEqual([8, 16]);
  expect(held).toBeLessThanOrEqual(8);
});

it('begins nothing more when it is stopped', async () => {
  const stop = new AbortController();
  const { outputs, read } = await asked({
    signal: stop.signal,
    ask: async (_, asked) => {
      stop.abort();
      return Array.from({ length: asked }, () => new Float32Array(1));
    },
  });
  expect(outputs).toHaveLength(8);
  expect(read).toBeLessThanOrEqual(16);
});

it('ends with what the network cannot be asked for', async () => {
  const ask = () => Promise.reject(new Error('no memory'));
  await expect(asked({ ask })).rejects.toThrow('no memory');
});

it('asks about one at a time where pictures are large', async () => {
  const large = { shape: [2048, 2048, 3] as const, resize: 'stretch' as const, grey: false };
  const files = (await picturesIn(folder, nodePictures.reader)).slice(0, 3);
  const { counts } = await asked({ sight: large, files });
  expect(counts).toEqual([1, 1, 1]);
});
