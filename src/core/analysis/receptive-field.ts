import type { Window } from '../layers/define.ts';
import { axisSuffix } from '../layers/window-arithmetic.ts';
import type { Expr, Formula } from '../math/formula.ts';
import { derived, formula, minus, num, param, product, sum, worded } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import type { ReceptiveField } from './types.ts';

/**
 * Field of view of a network's input, one pixel, per spatial axis; `null` for a vector, which has no neighbourhood.
 */
export function inputField(shape: Shape): ReceptiveField | null {
  const axes = shape.length - 1;
  return axes < 1 ? null : (pixels[axes] ?? pixel(axes));
}

/** One formula for every axis, the same for each field that shows it. */
const each = (axes: number, value: number): readonly Formula[] => new Array<Formula>(axes).fill(formula(num(value)));

function pixel(axes: number): ReceptiveField {
  const of = (value: number): readonly number[] => new Array<number>(axes).fill(value);
  const one = each(axes, 1);
  return { size: of(1), jump: of(1), start: of(0), formula: one, jumpFormula: one, startFormula: each(axes, 0) };
}

const pixels: readonly (ReceptiveField | null)[] = [null, pixel(1), pixel(2), pixel(3)];

/** What of a layer decides how far it sees. */
interface SeenThrough {
  /** `null`: the layer looks at everything (Dense, Flatten); `undefined`: one position sees one position. */
  readonly window: Window | null | undefined;
  /** Sizes before and after, whose difference is the padding of `same`. */
  readonly inputs: readonly Shape[];
  readonly output: { readonly shape: Shape };
  /** The layer's own, to say which field the kernel comes from. */
  readonly params: unknown;
}

/**
 * Field of view after a layer: `r + (k − 1)·d·j`, jump `j·s`; several inputs are first merged into their union.
 * `null` where some input sees the whole image already. Source: Araujo et al., "Computing receptive fields of
 * convolutional neural networks", Distill 2019, with positions kept as the first pixel seen rather than the centre.
 */
export function layerField(layer: SeenThrough, inputs: readonly (ReceptiveField | null)[]): ReceptiveField | null {
  return fieldAfter(layer, union(inputs));
}

/** The same after one input. */
export function fieldAfter(layer: SeenThrough, before: ReceptiveField | null): ReceptiveField | null {
  const { window } = layer;
  if (window === undefined || before === null) return before;
  if (window === null || window.kernel.length !== before.size.length) return null;
  return new LayerField(layer, window, before);
}

/** Formulas are read by the inspector for one layer at a time, so not worth building for every node of a large network. */
class LayerField implements ReceptiveField {
  readonly size: readonly number[];
  readonly jump: readonly number[];
  readonly start: readonly number[];
  #layer: SeenThrough;
  #window: Window;
  #before: ReceptiveField;

  constructor(layer: SeenThrough, window: Window, before: ReceptiveField) {
    this.#layer = layer;
    this.#window = window;
    this.#before = before;
    const { kernel, strides, dilation } = window;
    // Of their final length: a list that grows takes room for many more, which in a large network is most of it.
    const size = new Array<number>(kernel.length);
    // Most layers move by one, and many are not padded: their lists are those of the layer before.
    let jump: number[] | null = null;
    let start: number[] | null = null;
    for (let axis = 0; axis < kernel.length; axis++) {
      const step = before.jump[axis] ?? 1;
      size[axis] = (before.size[axis] ?? 1) + ((kernel[axis] ?? 1) - 1) * (dilation[axis] ?? 1) * step;
      if (strides[axis] !== 1) {
        jump ??= before.jump.slice();
        jump[axis] = step * (strides[axis] ?? 1);
      }
      const padding = paddingBefore(window, axis, layer);
      if (padding !== 0) {
        start ??= before.start.slice();
        start[axis] = (before.start[axis] ?? 0) - padding * step;
      }
    }
    this.size = size;
    this.jump = jump ?? before.jump;
    this.start = start ?? before.start;
  }

  get formula(): readonly Formula[] {
    return this.size.map((_, axis) => formula(growth(this.#window, this.#before, axis, this.#layer.params)));
  }

  get jumpFormula(): readonly Formula[] {
    const { strides } = this.#window;
    return strides.map((_, axis) =>
      formula(
        product(
          derived('j', this.#before.jump[axis] ?? 1),
          ownField(`s${axisSuffix(strides.length, axis)}`, strides, axis, this.#layer.params),
        ),
      ),
    );
  }

  get startFormula(): readonly Formula[] {
    return this.start.map((_, axis) =>
      formula(
        minus(
          worded('start', this.#before.start[axis] ?? 0),
          product(
            derived('p', paddingBefore(this.#window, axis, this.#layer)),
            derived('j', this.#before.jump[axis] ?? 1),
          ),
        ),
      ),
    );
  }
}

/** Zeros before the first pixel; `same` puts half of what is missing there, rounded down, as TensorFlow does. */
function paddingBefore(window: Window, axis: number, { inputs, output }: SeenThrough): number {
  const explicit = window.pad?.[axis] ?? 0;
  if (window.padding === 'valid') return explicit;
  const span = ((window.kernel[axis] ?? 1) - 1) * (window.dilation[axis] ?? 1) + 1;
  const missing = ((output.shape[axis] ?? 1) - 1) * (window.strides[axis] ?? 1) + span - (inputs[0]?.[axis] ?? 1);
  return explicit + Math.max(0, Math.floor(missing / 2));
}

/** The same growth as `layerField`'s, as the expression that the inspector prints. */
function growth(window: Window, before: ReceptiveField, axis: number, params: unknown): Expr {
  const suffix = axisSuffix(window.kernel.length, axis);
  return sum(
    derived('r', before.size[axis] ?? 1),
    product(
      minus(ownField(`k${suffix}`, window.kernel, axis, params), num(1)),
      ownField(`d${suffix}`, window.dilation, axis, params),
      derived('j', before.jump[axis] ?? 1),
    ),
  );
}

/** Fields of layers of series, which hold one number and no list, by the symbol that stands for it. */
const seriesFields: Readonly<Record<string, readonly string[]>> = {
  k: ['kernelSize', 'poolSize'],
  s: ['strides'],
  d: ['dilationRate'],
};

/** A number of the layer's own, linked to the field that holds that very list (`kernelSize`, `poolSize`…), or that number. */
function ownField(symbol: string, list: readonly number[], axis: number, params: unknown): Expr {
  const value = list[axis] ?? 1;
  const entry = Object.entries(params ?? {}).find(
    ([key, own]) => own === list || (own === value && (seriesFields[symbol] ?? []).includes(key)),
  );
  return entry ? param(symbol, value, entry[0]) : derived(symbol, value);
}

function union(fields: readonly (ReceptiveField | null)[]): ReceptiveField | null {
  const first = fields[0];
  if (!first || fields.length === 1) return first ?? null;
  let merged: ReceptiveField = first;
  for (const field of fields) {
    if (field === null || field.size.length !== first.size.length) return null;
    if (field !== merged && !sameField(merged, field)) merged = new JoinedField(merged, field);
  }
  return merged;
}

export const sameField = (a: ReceptiveField, b: ReceptiveField): boolean =>
  a === b || (sameNumbers(a.size, b.size) && sameNumbers(a.start, b.start) && sameNumbers(a.jump, b.jump));

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** What two branches see together: from the first pixel of either to the last of either. */
class JoinedField implements ReceptiveField {
  readonly size: number[] = [];
  readonly jump: number[] = [];
  readonly start: number[] = [];
  /** The last pixels, one past. */
  #ends: number[] = [];

  constructor(a: ReceptiveField, b: ReceptiveField) {
    for (let axis = 0; axis < a.size.length; axis++) {
      const starts = [a.start[axis] ?? 0, b.start[axis] ?? 0] as const;
      const start = Math.min(...starts);
      const end = Math.max(starts[0] + (a.size[axis] ?? 1), starts[1] + (b.size[axis] ?? 1));
      this.size.push(end - start);
      this.jump.push(Math.max(a.jump[axis] ?? 1, b.jump[axis] ?? 1));
      this.start.push(start);
      this.#ends.push(end);
    }
  }

  get formula(): readonly Formula[] {
    return this.#ends.map((end, axis) => formula(minus(worded('end', end), worded('start', this.start[axis] ?? 0))));
  }

  get jumpFormula(): readonly Formula[] {
    return this.jump.map((jump) => formula(derived('j_max', jump)));
  }

  get startFormula(): readonly Formula[] {
    return this.start.map((start) => formula(worded('firstStart', start)));
  }
}
