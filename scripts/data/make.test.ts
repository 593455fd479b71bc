import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { labelsOf, type Samples } from '../../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../../src/engine/data/node.ts';
import { digitsSource, makeDigits } from './digits.ts';
import { fashionSource, makeFashion } from './fashion.ts';

const assets = fileURLToPath(new URL('../../assets/data/', import.meta.url));

const bytesOf = (samples: Samples): Uint8Array => (samples.kind === 'bytes' ? samples.values : new Uint8Array());

const sets = [
  { id: 'digits', package: 'opencv-doc', source: digitsSource, make: makeDigits, counts: [4000, 500, 500] },
  {
    id: 'fashion-mnist',
    package: 'dataset-fashion-mnist',
    source: fashionSource,
    make: makeFashion,
    counts: [6000, 1000, 1000],
  },
] as const;

describe.each(sets)('$id', ({ id, source, make, counts, package: packageName }) => {
  if (!existsSync(source)) console.log(`${packageName} is not installed: ${id} is not remade from it here.`);

  test.skipIf(!existsSync(source))('the package gives the same bytes as those kept here', async () => {
    const made = await make();
    expect(Buffer.compare(made.png, readFileSync(`${assets}${id}.png`))).toBe(0);
    expect(made.manifest).toBe(readFileSync(`${assets}${id}.json`, 'utf8'));
  });

  test('opens, with the same number of each class in each split and no image twice', async () => {
    const dataset = await loadDatasetNode(id);
    if (!dataset.ok) throw new Error(dataset.error.message);
    const { splits, sampleShape, classes } = dataset.value;
    expect(sampleShape).toEqual([28, 28, 1]);
    const parts = [splits.train, splits.validation, splits.test];
    expect(parts.map((split) => split.count)).toEqual(counts);
    for (const part of parts) {
      const labels = labelsOf(part);
      for (const label of classes.keys()) expect(labels.filter((each) => each === label)).toHaveLength(part.count / 10);
      // Any first part of a split is good for a quick look: it holds every class.
      expect(new Set(labels.slice(0, 100)).size).toBe(10);
    }
    const images = parts.flatMap(({ samples, count }) =>
      Array.from({ length: count }, (_, index) =>
        Buffer.from(bytesOf(samples).slice(index * 784, (index + 1) * 784)).toString('latin1'),
      ),
    );
    const total = counts.reduce((sum: number, count) => sum + count, 0);
    expect(images).toHaveLength(total);
    expect(new Set(images).size).toBe(total);
  });

  test('fits another input', async () => {
    const dataset = await loadDatasetNode(id, { inputShape: [32, 32, 3] });
    expect(dataset).toMatchObject({ ok: true, value: { sampleShape: [32, 32, 3] } });
    expect(dataset.ok && bytesOf(dataset.value.splits.test.samples).length).toBe(counts[2] * 32 * 32 * 3);
    expect(await loadDatasetNode(id, { inputShape: [512, 512, 3] })).toMatchObject({
      ok: false,
      error: { code: 'too-large' },
    });
  });
});

test.skipIf(!existsSync(digitsSource))('every digit keeps its ink on its way into 28×28', async () => {
  const { decode } = await import('fast-png');
  const sum = (bytes: ArrayLike<number>) => Array.from(bytes).reduce((total, value) => total + value, 0);
  expect(sum(decode(readFileSync(`${assets}digits.png`)).data)).toBe(sum(decode(readFileSync(digitsSource)).data));
});
