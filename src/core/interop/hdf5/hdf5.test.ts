import { describe, expect, test } from 'vitest';
import { bytesSource, joined } from '../byte-source.ts';
import { type H5File, openHdf5 } from './read.ts';
import { emptyGroup, groupAt, type H5Draft } from './tree.ts';
import { hdf5Parts } from './write.ts';

async function open(root: H5Draft): Promise<H5File> {
  const file = await openHdf5(bytesSource(joined(hdf5Parts(root))));
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

const floats = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i + 1));

describe('the HDF Group’s library reads what is written', () => {
  test('values of every rank, bit for bit', async () => {
    const root = emptyGroup();
    const shapes = [[], [1], [7], [3, 5], [2, 3, 4, 5], [0], [3, 0]];
    for (const shape of shapes) {
      const values = floats(shape.reduce((size, n) => size * n, 1));
      groupAt(root, ['a', 'b']).children.set(`x${shape.join('_')}`, { kind: 'dataset', shape, values });
    }
    root.children.set('count', { kind: 'dataset', shape: [], values: Int32Array.of(-7) });
    const file = await open(root);
    for (const shape of shapes) {
      const data = file.dataset(`a/b/x${shape.join('_')}`);
      expect(data?.shape).toEqual(shape);
      expect(data?.read()).toEqual(floats(shape.reduce((size, n) => size * n, 1)));
    }
    expect(file.dataset('count')?.read()).toEqual(Float32Array.of(-7));
    file.close();
  });

  test.each([0, 1, 8, 9, 33, 256, 257, 3000, 9000])('a group of %i members, which is a tree', async (count) => {
    const root = emptyGroup();
    const names = Array.from({ length: count }, (_, i) => `layer_${i}.${'é'.repeat(i % 3)}`);
    for (const name of names) root.children.set(name, { kind: 'dataset', shape: [1], values: Float32Array.of(1) });
    const file = await open(root);
    expect([...file.names('')].sort()).toEqual([...names].sort());
    for (const name of names.slice(-20)) expect(file.dataset(name)?.read()).toEqual(Float32Array.of(1));
    file.close();
  });

  test('texts of any length and script, alone and in lists', async () => {
    const long = `{"config": "${'x'.repeat(300_000)}"}`;
    const list = Array.from({ length: 3000 }, (_, i) => `couche_é${i}`);
    const root = emptyGroup({ long, list, none: [], é: '猫' });
    groupAt(root, ['model', 'weights']).attributes.set('names', ['kernel', 'bias']);
    const file = await open(root);
    expect(file.attribute('', 'long')).toEqual([long]);
    expect(file.attribute('', 'list')).toEqual(list);
    expect(file.attribute('', 'none')).toEqual([]);
    expect(file.attribute('', 'é')).toEqual(['猫']);
    expect(file.attribute('model/weights', 'names')).toEqual(['kernel', 'bias']);
    expect(file.attribute('', 'other')).toBeNull();
    file.close();
  });

  test('more values than are read at once', async () => {
    const values = floats(3 * 2_000_001);
    const root = emptyGroup();
    root.children.set('kernel', { kind: 'dataset', shape: [3, 2_000_001], values });
    const file = await open(root);
    const read = file.dataset('kernel')?.read();
    expect(read && Buffer.compare(Buffer.from(read.buffer), Buffer.from(values.buffer))).toBe(0);
    file.close();
  });
});

describe('what is not there', () => {
  test('is null, and says nothing', async () => {
    const root = emptyGroup();
    groupAt(root, ['a']).children.set('x', { kind: 'dataset', shape: [2], values: floats(2) });
    const file = await open(root);
    expect([file.dataset('a'), file.dataset('b/x'), file.dataset('a/x/y'), file.names('a/x')]).toEqual([
      null,
      null,
      null,
      [],
    ]);
    file.close();
  });

  test('no HDF5 is refused', async () => {
    expect(await openHdf5(bytesSource(new Uint8Array(1000)))).toMatchObject({ ok: false, error: { code: 'notHdf5' } });
    expect(await openHdf5(bytesSource(new Uint8Array(0)))).toMatchObject({ ok: false });
  });

  test('a file that was cut off is refused as such', async () => {
    const root = emptyGroup({ config: '{}' });
    root.children.set('a', { kind: 'dataset', shape: [100_000], values: floats(100_000) });
    const whole = joined(hdf5Parts(root));
    expect(whole.length).toBeGreaterThan(400_000);
    for (const share of [0.001, 0.1, 0.5, 0.9, 0.999]) {
      const file = await openHdf5(bytesSource(whole.slice(0, Math.floor(whole.length * share))));
      expect(file).toMatchObject({ ok: false, error: { code: 'hdf5Damaged' } });
    }
  });
});
