import { layerOf } from '../../layers/registry.ts';
import type { Formula } from '../../math/formula.ts';
import { derived, formula, num, product, sumOf, worded, zero } from '../../math/formula.ts';
import { workFormula } from '../conventions.ts';
import { floatBytes } from '../float-bytes.ts';
import { intensityOf } from '../intensity.ts';
import { activationFormula, axesOf } from '../node-figures.ts';
import type { NodeAnalysis, ReceptiveField } from '../types.ts';
import type { Derivation, Reference } from './derivation.ts';
import { references } from './derivation.ts';

/** Every figure of one layer; of a layer whose shape is unknown, none. */
export function nodeDerivations(kind: string, node: NodeAnalysis): readonly Derivation[] {
  if (!node.output) return [];
  const own = ownReference(kind);
  return [
    ...outputSizes(node, own),
    ...parameters(node, own),
    ...workOf(node.cost, own),
    ...memory(node),
    ...(node.receptiveField ? fieldOf(node.receptiveField, node) : []),
    ...intensity(node),
  ];
}

/** A kind's `doc.reference` is one line, its address last: `He et al., 2016; https://keras.io/…`. */
export function ownReference(kind: string): Reference {
  const line = layerOf(kind)?.doc.reference ?? '';
  const url = /https?:\/\/\S+/.exec(line)?.[0];
  if (url === undefined) return { text: line };
  const text = line.replace(url, '').replace(/[\s;,]+$/, '');
  return { text: text === '' ? (layerOf(kind)?.doc.title ?? kind) : text, url };
}

export function outputSizes({ output }: NodeAnalysis, reference: Reference): readonly Derivation[] {
  const dims = output?.dims ?? [];
  const letters = axesOf(dims.length);
  return dims.map((dim, axis) => ({
    code: 'output',
    of: `${letters[axis]}′`,
    formula: dim,
    unit: 'values',
    convention: 'shape',
    reference,
  }));
}

function parameters(node: NodeAnalysis, reference: Reference): readonly Derivation[] {
  const { weights, parameterFormula } = node;
  const common = { unit: 'values', convention: 'keras', reference } as const;
  return [
    ...weights.map(({ name, size }): Derivation => ({ code: 'weight', of: name, formula: size, ...common })),
    { code: 'parameters', formula: parameterFormula, ...common },
    { ...common, code: 'trainable', formula: weightsOf(node, true), convention: 'trained' },
    { ...common, code: 'nonTrainable', formula: weightsOf(node, false), convention: 'trained' },
  ];
}

/** Those of its weights that are trained, or are not, by name; none where they are another layer's. */
function weightsOf({ weights, parameters: { total } }: NodeAnalysis, trainable: boolean): Formula {
  if (total === 0) return zero;
  return sumOf(weights.filter((one) => one.trainable === trainable).map(({ name, size }) => derived(name, size.value)));
}

/** MACs as the layer counts them, and the two other conventions from them. */
function workOf(cost: NodeAnalysis['cost'], reference: Reference): readonly Derivation[] {
  if (!cost) return [];
  return [{ code: 'macs', formula: cost.macs, unit: 'macs', convention: 'macs', reference }, ...otherConventions(cost)];
}

/** FLOPs and all operations from MACs and the rest. */
export function otherConventions({
  macs,
  otherOps,
}: {
  readonly macs: Formula;
  readonly otherOps: Formula;
}): readonly Derivation[] {
  const cost = { macs: formula(worded('macs', macs.value)), otherOps };
  return (['flops', 'ops'] as const).map((one) => ({
    code: one,
    formula: workFormula(one, cost),
    unit: one,
    convention: one,
    reference: references[one],
  }));
}

function memory(node: NodeAnalysis): readonly Derivation[] {
  const output = activationFormula(node);
  const common = { unit: 'bytes', convention: 'float32', reference: references.float32 } as const;
  const weights = formula(product(derived('P', node.parameters.total), num(floatBytes)));
  return [
    ...(output ? [{ code: 'activationBytes', formula: output, ...common } as const] : []),
    ...(node.parameters.total > 0 ? [{ code: 'weightBytes', formula: weights, ...common } as const] : []),
  ];
}

function fieldOf(field: ReceptiveField, { output }: NodeAnalysis): readonly Derivation[] {
  const letters = axesOf(output?.shape.length ?? 0);
  const lines = [
    ['receptiveField', field.formula],
    ['jump', field.jumpFormula],
    ['start', field.startFormula],
  ] as const;
  return lines.flatMap(([code, formulas]) =>
    formulas.map(
      (one, axis): Derivation => ({
        code,
        of: letters[axis] ?? '',
        formula: one,
        unit: 'pixels',
        convention: 'field',
        reference: references.receptiveField,
      }),
    ),
  );
}

function intensity(node: NodeAnalysis): readonly Derivation[] {
  const found = intensityOf(node);
  if (!found) return [];
  const { intensity: reference } = references;
  return [{ code: 'intensity', formula: found, unit: 'flopsPerByte', convention: 'flops', reference }];
}
