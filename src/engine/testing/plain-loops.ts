import { uniformStream } from '../random.ts';

/** A window sliding over images, sizes as `[height, width]`. */
export interface Window {
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly channels: number;
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Pixels from one cell to the next; 1 where absent. */
  readonly dilations?: readonly [number, number];
  readonly pad: 'same' | 'valid';
}

interface Meetings {
  readonly outSize: readonly [number, number];
  /** Calls with the number of an input pixel, of an output pixel, and of the cell of the window through which they meet. */
  each(visit: (input: number, output: number, cell: number) => void): void;
}

/** All that a window sees, one by one, by TensorFlow's rule of padding. */
export function windowsOf({ batch, size, window, strides, dilations = [1, 1], pad }: Window): Meetings {
  const along = (axis: 0 | 1): { out: number; before: number } => {
    const seen = (window[axis] - 1) * dilations[axis] + 1;
    if (pad === 'valid') return { out: Math.floor((size[axis] - seen) / strides[axis]) + 1, before: 0 };
    const out = Math.ceil(size[axis] / strides[axis]);
    return { out, before: Math.floor(Math.max(0, (out - 1) * strides[axis] + seen - size[axis]) / 2) };
  };
  const [down, across] = [along(0), along(1)];
  return {
    outSize: [down.out, across.out],
    each: (visit) => {
      for (let n = 0; n < batch; n++)
        for (let row = 0; row < down.out; row++)
          for (let column = 0; column < across.out; column++)
            for (let i = 0; i < window[0]; i++)
              for (let j = 0; j < window[1]; j++) {
                const y = row * strides[0] + i * dilations[0] - down.before;
                const x = column * strides[1] + j * dilations[1] - across.before;
                if (y < 0 || y >= size[0] || x < 0 || x >= size[1]) continue;
                const output = (n * down.out + row) * across.out + column;
                visit((n * size[0] + y) * size[1] + x, output, i * window[1] + j);
              }
    },
  };
}

/** Values from −1 to 1, the same for the same seed. */
export function drawn(shape: readonly number[], seed: number): Float32Array {
  const next = uniformStream(seed);
  return Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, () => next() * 2 - 1);
}
