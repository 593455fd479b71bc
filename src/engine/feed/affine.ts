/** Where a pixel of the result comes from: `x` is a·x + b·y + c and `y` is d·x + e·y + f of the picture before. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Frame {
  readonly height: number;
  readonly width: number;
}

/** What `first` and then `second` do, as one. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [k, l, m, n, o, p] = second;
  return [a * k + b * n, a * l + b * o, a * m + b * p + c, d * k + e * n, d * l + e * o, d * m + e * p + f];
}

/** A linear map about the middle of the frame. */
export function aboutCentre(a: number, b: number, d: number, e: number, { height, width }: Frame): Affine {
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  return [a, b, x - a * x - b * y, d, e, y - d * x - e * y];
}

/** Quarter turns come out of cosines a hair beside whole numbers; taken as whole, they move pixels without mixing them. */
export const settled = (matrix: Affine): Affine => {
  const settle = (value: number): number => {
    const half = Math.round(value * 2) / 2;
    return Math.abs(value - half) < 1e-9 ? half : value;
  };
  const [a, b, c, d, e, f] = matrix;
  return [settle(a), settle(b), settle(c), settle(d), settle(e), settle(f)];
};
