import type { Shape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';

/** Keras counts the batch as axis 0; the result counts without it. `null` for the batch and for an axis that is not there. */
export function sampleAxis(axis: number, rank: number): number | null {
  const counted = axis < 0 ? rank + axis : axis - 1;
  return counted >= 0 && counted < rank ? counted : null;
}

/** Refuses the batch, axes that an input of this shape has not, and the same axis twice. Errors: `params.option`. */
export function checkAxes(name: string, field: string, axes: readonly number[], { length: rank }: Shape): Result<void> {
  const counted = axes.map((axis) => sampleAxis(axis, rank));
  const wrong = axes.find((_, i) => counted[i] === null || counted.indexOf(counted[i] ?? null) !== i);
  if (wrong === undefined) return ok(undefined);
  const options = `-${rank}…-1, 1…${rank}`;
  return fail(problem('params.option', { name, field, options, received: wrong }, { field }));
}
