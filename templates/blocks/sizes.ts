/** A square window or stride. */
export const square = (side: number): [number, number] => [side, side];

type Margins = [[number, number], [number, number]];

/** Zeros on all four sides, as PyTorch and Caffe pad. */
export const around = (size: number): { padding: Margins } => ({
  padding: [
    [size, size],
    [size, size],
  ],
});

/** Zeros below and on the right only: Keras's way of padding an even image before a stride of 2. */
export const bottomRight = (size: number): { padding: Margins } => ({
  padding: [
    [0, size],
    [0, size],
  ],
});
