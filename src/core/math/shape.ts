/** Sizes of a tensor, channels last, batch left out: a 28×28 grey image is `[28, 28, 1]`, a vector of 10 is `[10]`. */
export type Shape = readonly number[];

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** Number of values in one sample of this shape. */
export const shapeSize = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

/** `28×28×64`, the notation used in every message and on every node. */
export const formatShape = (shape: Shape): string => (shape.length === 0 ? 'scalar' : shape.join('×'));
