import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../src/host/host.ts';
import { nodeHost } from '../../src/host/node.ts';
import { temporaryEnvironment } from '../../src/host/testing/hosts.ts';
import { emptyRun } from '../training/testing/runs.ts';
import { firstDifference, readTfjs, tfjsWeights, writeTfjs } from './tfjs-export.ts';

const weights = [
  { name: 'conv2d/kernel', shape: [2, 2, 1, 3], values: Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)) },
  { name: 'conv2d/bias', shape: [3], values: new Float32Array([0, -0, 1e-38]) },
];
const { network } = emptyRun('a', 1);

async function weightsIn(host: Host, folder: string) {
  const files = await readTfjs(host, folder);
  return files.ok ? tfjsWeights(files.value) : files;
}

describe('exporting to a folder', () => {
  let root = '';
  let folder = '';
  let host: Host;
  beforeEach(async () => {
    const temporary = await temporaryEnvironment('node');
    root = temporary.folder;
    host = nodeHost(temporary.env);
    folder = join(root, 'model');
    await mkdir(folder);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads back, from the disk, every bit that it wrote', async () => {
    const files = await writeTfjs(host, folder, network, weights, { classes: ['a', 'b', 'c'] });
    const written = files.ok ? files.value : [];
    expect(written.map(({ name }) => name)).toEqual(['model.json', 'group1-shard1of1.bin']);
    expect(written[1]?.bytes).toBe(15 * 4);
    const back = await weightsIn(host, folder);
    expect(back.ok && firstDifference(weights, back.value)).toBeNull();
    const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    expect(model.userDefinedMetadata).toEqual({ classes: ['a', 'b', 'c'] });
  });

  it('says what is wrong with a model.json that is none', async () => {
    await writeFile(join(folder, 'model.json'), '{"format":');
    expect(await readTfjs(host, folder)).toEqual({ ok: false, error: expect.stringContaining('model.json') });
    await writeFile(join(folder, 'model.json'), '{"format":"graph-model","weightsManifest":[]}');
    expect(await readTfjs(host, folder)).toEqual({ ok: false, error: expect.stringContaining('format') });
  });

  it('writes nothing of a network that tfjs cannot compute', async () => {
    const unknown = { class_name: 'AdaptivePooling2D', name: 'bent', config: { name: 'bent' } };
    const { config } = network.topology;
    const bent = {
      ...network,
      topology: { ...network.topology, config: { ...config, layers: [{ ...unknown, inbound_nodes: [] }] } },
    };
    const written = await writeTfjs(host, folder, bent, weights, {});
    expect(written.ok ? [] : written.error.map(({ code }) => code)).toEqual(['export.tfjs.layer']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('notices a file that was cut off or changed', async () => {
    await writeTfjs(host, folder, network, weights, {});
    const shard = join(folder, 'group1-shard1of1.bin');
    const bytes = await readFile(shard);
    await writeFile(shard, bytes.subarray(0, 32));
    expect((await weightsIn(host, folder)).ok).toBe(false);
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    await writeFile(shard, bytes);
    const back = await weightsIn(host, folder);
    expect(back.ok && firstDifference(weights, back.value)).toBe('conv2d/bias');
  });
});

describe('firstDifference', () => {
  it('tells −0 from 0 and a renamed weight', () => {
    const [kernel, bias] = weights;
    if (!kernel || !bias) throw new Error('the fixture has two weights');
    expect(firstDifference(weights, [kernel, { ...bias, values: new Float32Array([0, 0, 1e-38]) }])).toBe(
      'conv2d/bias',
    );
    expect(firstDifference(weights, [{ ...kernel, name: 'other' }, bias])).toBe('conv2d/kernel');
    expect(firstDifference(weights, [kernel])).not.toBeNull();
  });
});
