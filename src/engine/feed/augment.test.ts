import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Augmentation, type AugmentStep, augmentationSchema } from '../../core/augment/schema.ts';
import { firstSteps } from '../../core/augment/steps.ts';
import { createAugmenter, type PictureFrame } from './augment.ts';
import { drawActions, sampleSeed } from './draw.ts';

const pipeline = (steps: readonly AugmentStep[], changes: Partial<Augmentation> = {}): Augmentation => ({
  steps: [...steps],
  fill: 'constant',
  fillValue: 0,
  ...changes,
});

function augment(
  values: Uint8Array | Float32Array,
  frame: PictureFrame,
  steps: readonly AugmentStep[],
  { seed = 1, ...changes }: Partial<Augmentation> & { readonly seed?: number } = {},
): number[] {
  const out = new Float32Array(values.length);
  createAugmenter(pipeline(steps, changes), frame).picture(values, 0, seed, out, 0);
  return [...out];
}

const always = { probability: 1 } as const;
const small: PictureFrame = { height: 2, width: 3, channels: 1 };
const numbered = Uint8Array.from([10, 20, 30, 40, 50, 60]);
const square: PictureFrame = { height: 3, width: 3, channels: 1 };
const nine = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);

describe('pictures changed exactly', () => {
  it('are as they were without a step', () => {
    expect(augment(numbered, small, [])).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('are as they were with steps of no width', () => {
    const still: AugmentStep[] = [
      { kind: 'rotation', degrees: [0, 0], ...always },
      { kind: 'zoom', factor: [0, 0], ...always },
      { kind: 'brightness', factor: [0, 0], ...always },
      { kind: 'contrast', factor: [0, 0], ...always },
    ];
    expect(augment(numbered, small, still)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('flip sideways and over', () => {
    expect(augment(numbered, small, [{ kind: 'horizontalFlip', ...always }])).toEqual([30, 20, 10, 60, 50, 40]);
    expect(augment(numbered, small, [{ kind: 'verticalFlip', ...always }])).toEqual([40, 50, 60, 10, 20, 30]);
  });

  it('turn by a quarter counter-clockwise', () => {
    const turned = augment(nine, square, [{ kind: 'rotation', degrees: [90, 90], ...always }]);
    expect(turned).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
  });

  it('turn by a quarter and flip as one move', () => {
    const both: AugmentStep[] = [
      { kind: 'rotation', degrees: [90, 90], ...always },
      { kind: 'horizontalFlip', ...always },
    ];
    expect(augment(nine, square, both)).toEqual([9, 6, 3, 8, 5, 2, 7, 4, 1]);
    expect(drawActions(pipeline(both), square, 1)).toHaveLength(1);
  });

  it('move by whole pixels, filled from beyond the edge', () => {
    const down: AugmentStep[] = [{ kind: 'translation', horizontal: [0, 0], vertical: [0.5, 0.5], ...always }];
    expect(augment(numbered, small, down, { fillValue: 1 })).toEqual([255, 255, 255, 10, 20, 30]);
    const right: AugmentStep[] = [{ kind: 'translation', horizontal: [2 / 3, 2 / 3], vertical: [0, 0], ...always }];
    const rows = (fill: Augmentation['fill']) => augment(numbered, small, right, { fill }).map(Math.round);
    expect(rows('nearest')).toEqual([10, 10, 10, 40, 40, 40]);
    expect(rows('reflect')).toEqual([20, 10, 10, 50, 40, 40]);
  });

  it('have all channels moved together', () => {
    const colours = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    const frame = { height: 1, width: 2, channels: 3 };
    expect(augment(colours, frame, [{ kind: 'horizontalFlip', ...always }])).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it.each(['reflect', 'nearest', 'constant'] as const)('have each channel moved as if it were alone, %s', (fill) => {
    const [height, width] = [9, 11];
    const steps: AugmentStep[] = [
      { kind: 'zoom', factor: [-0.3, 0.9], ...always },
      { kind: 'rotation', degrees: [-90, 90], ...always },
      { kind: 'translation', horizontal: [-0.9, 0.9], vertical: [-0.9, 0.9], ...always },
    ];
    for (const channels of [2, 3]) {
      const picture = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 97) % 256);
      for (let seed = 0; seed < 20; seed++) {
        const together = augment(picture, { height, width, channels }, steps, { fill, fillValue: 0.5, seed });
        for (let channel = 0; channel < channels; channel++) {
          const own = (values: ArrayLike<number>) =>
            Array.from({ length: height * width }, (_, i) => values[i * channels + channel] ?? Number.NaN);
          const alone = augment(Uint8Array.from(own(picture)), { height, width, channels: 1 }, steps, {
            fill,
            fillValue: 0.5,
            seed,
          });
          expect(own(together)).toEqual(alone);
        }
      }
    }
  });

  it('lose a square within the frame, of the side drawn or cut by the edge', () => {
    const white = new Uint8Array(100).fill(255);
    const frame = { height: 10, width: 10, channels: 1 };
    const lost = Array.from({ length: 200 }, (_, seed) => {
      const cut = augment(white, frame, [{ kind: 'cutout', side: [0.4, 0.4], ...always }], { seed });
      const places = cut.flatMap((value, place) => (value === 0 ? [place] : []));
      const columns = new Set(places.map((place) => place % 10));
      const rows = new Set(places.map((place) => Math.floor(place / 10)));
      expect(places).toHaveLength(columns.size * rows.size);
      expect(Math.max(columns.size, rows.size)).toBeLessThanOrEqual(4);
      return places.length;
    });
    expect(lost).toContain(16);
    expect(Math.min(...lost)).toBeLessThan(16);
  });

  it('stay within what bytes can hold', () => {
    const bright = augment(numbered, small, [{ kind: 'brightness', factor: [0.9, 0.9], ...always }]);
    expect(Math.max(...bright)).toBe(255);
  });
});

describe('what Keras does', () => {
  const recorded = z
    .object({
      shape: z.tuple([z.number(), z.number(), z.number()]),
      image: z.array(z.number()),
      cases: z.array(augmentationSchema.extend({ name: z.string(), values: z.array(z.number()) })),
    })
    .parse(JSON.parse(readFileSync(new URL('./fixtures/keras.json', import.meta.url), 'utf8')));
  const [height, width, channels] = recorded.shape;

  it.each(recorded.cases)('$name, $fill', ({ steps, fill, fillValue, values }) => {
    const out = augment(Uint8Array.from(recorded.image), { height, width, channels }, steps, { fill, fillValue });
    out.forEach((value, place) => {
      expect(Math.abs(value - (values[place] ?? Number.NaN)), `value ${place}`).toBeLessThan(0.02);
    });
  });
});

describe('masks', () => {
  it('move with their picture and hold no class that was not there', () => {
    const frame = { height: 12, width: 12, channels: 1 };
    const picture = Uint8Array.from({ length: 144 }, (_, i) => (i % 12 < 6 ? 0 : 200));
    const mask = picture.map((value) => (value > 0 ? 7 : 3));
    const steps: AugmentStep[] = [
      { kind: 'rotation', degrees: [-40, 40], ...always },
      { kind: 'translation', horizontal: [-0.2, 0.2], vertical: [-0.2, 0.2], ...always },
      { kind: 'noise', deviation: [0.1, 0.1], ...always },
    ];
    const augmenter = createAugmenter(pipeline(steps, { fill: 'nearest' }), frame);
    for (let seed = 0; seed < 20; seed++) {
      const pixels = new Float32Array(144);
      const classes = new Uint8Array(144);
      augmenter.picture(picture, 0, seed, pixels, 0);
      augmenter.mask(mask, 0, seed, classes, 0);
      expect(new Set(classes).size).toBeLessThanOrEqual(2);
      const astray = classes.filter((value, place) => {
        const shade = pixels[place] ?? 0;
        return (shade < 20 && value !== 3) || (shade > 180 && value !== 7);
      });
      // Noise of 25 shades takes some pixels over either line.
      expect(astray.length).toBeLessThan(6);
    }
  });
});

describe('what is drawn', () => {
  const everything: AugmentStep[] = [
    { kind: 'translation', horizontal: [-0.2, 0.2], vertical: [-0.1, 0.3], probability: 0.5 },
    { kind: 'noise', deviation: [0, 0.1], probability: 0.5 },
    { kind: 'brightness', factor: [-0.5, 0.1], ...always },
  ];

  it('depends on seed, epoch and sample alone', () => {
    const once = augment(numbered, small, everything, { seed: sampleSeed(1, 2, 3) });
    expect(augment(numbered, small, everything, { seed: sampleSeed(1, 2, 3) })).toEqual(once);
    for (const other of [sampleSeed(2, 2, 3), sampleSeed(1, 3, 3), sampleSeed(1, 2, 4)])
      expect(augment(numbered, small, everything, { seed: other })).not.toEqual(once);
  });

  it('is what it was in releases before: runs can be repeated', () => {
    const frame = { height: 17, width: 13, channels: 3 };
    const picture = Uint8Array.from({ length: 17 * 13 * 3 }, (_, i) => (i * 101) % 256);
    const digest = createHash('sha1');
    for (let epoch = 1; epoch <= 5; epoch++) {
      const seed = sampleSeed(7, epoch, 3);
      const changed = augment(picture, frame, Object.values(firstSteps), { fill: 'reflect', seed });
      digest.update(Float32Array.from(changed));
    }
    // Of the loops that were here first, before those for one and three channels.
    expect(digest.digest('hex')).toBe('4d111bfdc336bd8b6afbf5842c712edfd643fc26');
  });

  it('is spread evenly over its range, for the share of pictures asked for', () => {
    const actions = Array.from({ length: 4000 }, (_, i) =>
      drawActions(pipeline(everything), small, sampleSeed(9, 1, i)),
    );
    const moves = actions.flat().flatMap((action) => (action.kind === 'move' ? [-action.matrix[5] / 2] : []));
    expect(moves.length / 4000).toBeCloseTo(0.5, 1);
    expect(Math.min(...moves)).toBeGreaterThanOrEqual(-0.1);
    expect(Math.max(...moves)).toBeLessThanOrEqual(0.3);
    const bright = actions.flat().flatMap((action) => (action.kind === 'brightness' ? [action.delta] : []));
    expect(bright).toHaveLength(4000);
    const mean = bright.reduce((sum, value) => sum + value, 0) / 4000;
    expect(mean).toBeCloseTo(-0.2, 1);
    const deviation = Math.sqrt(bright.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4000);
    // Of even numbers over a width of 0.6: 0.6 / √12.
    expect(deviation).toBeCloseTo(0.1732, 2);
  });

  it('adds noise of the deviation asked for', () => {
    const frame = { height: 100, width: 100, channels: 1 };
    const grey = new Float32Array(10_000).fill(0.5);
    const noisy = augment(grey, frame, [{ kind: 'noise', deviation: [0.1, 0.1], ...always }]);
    const mean = noisy.reduce((sum, value) => sum + value, 0) / 10_000;
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 10_000);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(deviation).toBeCloseTo(0.1, 2);
  });
});
