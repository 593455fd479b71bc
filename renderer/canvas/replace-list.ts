import { figuresOf } from '../../src/core/analysis/figures.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import { carriedParams } from '../../src/core/document/replace.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { type LayerKind, layerDefinitions, layerOf, parseParams } from '../../src/core/layers/registry.ts';
import type { Shape } from '../../src/core/math/shape.ts';

/** A kind that can stand where a layer does, with what it would put out and have there; `null`: unknown, as its inputs. */
export interface Replacement {
  readonly kind: LayerKind;
  readonly output: Shape | null;
  readonly parameters: number | null;
}

export interface Replacements {
  /** Of the layer's own family. */
  readonly family: readonly Replacement[];
  readonly others: readonly Replacement[];
}

/**
 * All kinds that take what the layer is fed with, with the settings that they would keep of it. Where a shape is unknown,
 * those that take as many inputs.
 */
export function replacementsFor(node: LayerNode, analysis: Analysis): Replacements {
  const own = layerOf(node.kind);
  const inputs = analysis.node(node.id)?.inputs;
  if (!own || !inputs) return { family: [], others: [] };
  const fitting = layerDefinitions.flatMap(({ kind, doc }) => {
    const found = kind === node.kind ? null : replacement(node, kind, inputs);
    return found ? [{ ...found, family: doc.family }] : [];
  });
  const family = fitting.filter((one) => one.family === own.doc.family);
  return { family, others: fitting.filter((one) => !family.includes(one)) };
}

function replacement(node: LayerNode, kind: LayerKind, inputs: readonly (Shape | null)[]): Replacement | null {
  const definition = layerOf(kind);
  if (!definition) return null;
  const { min, max } = definition.arity;
  // A layer without wires is an input, or waits for its wires: the others wait as it does.
  const count = inputs.length === 0 && layerOf(node.kind)?.arity.max !== 0 ? Math.max(1, min) : inputs.length;
  if (count < min || (max !== null && count > max)) return null;
  const known = inputs.filter((shape) => shape !== null);
  if (known.length < count) return { kind, output: null, parameters: null };
  const params = parseParams(kind, carriedParams(node, kind));
  const figures = params.ok ? figuresOf(definition, params.value, known) : null;
  return figures?.ok ? { kind, output: figures.value.output.shape, parameters: figures.value.parameters.total } : null;
}
