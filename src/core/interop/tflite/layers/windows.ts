/** Zeros before and after that `same` padding means along one axis. @param span of the window, its gaps included. */
export function samePadding(size: number, span: number, stride: number): readonly [number, number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + span - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
