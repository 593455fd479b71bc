/**
 * Zeros around that `same` padding asks for along one axis; below 0 where the last windows leave values out.
 * @param span of the window, its gaps included.
 */
export const sameZeros = (size: number, span: number, stride: number): number =>
  (Math.ceil(size / stride) - 1) * stride + span - size;

/** The same before and after. */
export function samePadding(size: number, span: number, stride: number): readonly [number, number] {
  const total = Math.max(0, sameZeros(size, span, stride));
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
