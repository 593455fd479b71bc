import type { LayerNode, NodeParams } from '../document/schema.ts';
import type { LayerDefinition } from '../layers/define.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import { hashOf, listSeed, mix, sameContent } from './content.ts';
import type { Figures } from './figures.ts';
import { figuresOf } from './figures.ts';
import { checkParams } from './params.ts';

/** Params as a kind's schema reads them, with what they gave on inputs of the shapes met so far. */
export interface ReadParams {
  readonly value: unknown;
  readonly known: Map<number, Known[]>;
}

interface Known {
  readonly inputs: readonly Shape[];
  readonly result: Result<Figures>;
}

/** What was read and computed before, by content. */
export interface FigureStore {
  read(definition: LayerDefinition | undefined, node: LayerNode): Result<ReadParams, readonly Problem[]>;
  figures(definition: LayerDefinition, params: ReadParams, inputs: readonly Shape[]): Result<Figures>;
  /** The same for one input, which is what most layers have: without a list, so that finding what is known allocates nothing. */
  figuresOfOne(definition: LayerDefinition, params: ReadParams, input: Shape): Result<Figures>;
}

/** Kept results; above this many a user has typed through a lot of values, and they are forgotten. */
const limit = 100_000;

/**
 * Results kept by content: networks repeat themselves, and a layer's formulas are most of what an analysis allocates. Found
 * by a number made of the content rather than a text, which for every node would cost more than the rest of its analysis.
 */
export function createFigureStore(): FigureStore {
  const kinds = new Map<string, Map<number, Row[]>>();
  let size = 0;
  function known(
    definition: LayerDefinition,
    params: ReadParams,
    hash: number,
    inputs: readonly Shape[],
  ): Result<Figures> {
    const alike = params.known.get(hash);
    for (const row of alike ?? noRows) if (sameShapes(row.inputs, inputs)) return row.result;
    const row = { inputs, result: figuresOf(definition, params.value, inputs) };
    if (alike) alike.push(row);
    else params.known.set(hash, [row]);
    if (++size > limit) {
      size = 0;
      kinds.clear();
    }
    return row.result;
  }
  return {
    read(definition, node) {
      const seen = kinds.get(node.kind) ?? new Map<number, Row[]>();
      if (seen.size === 0) kinds.set(node.kind, seen);
      const hash = hashOf(node.params);
      const alike = seen.get(hash);
      for (const row of alike ?? [])
        if (row.params === node.params || sameContent(row.params, node.params)) return row.read;
      const parsed = checkParams(definition, node);
      // What is wrong is said with the node's name, which is not part of what is compared.
      if (!parsed.ok) return parsed;
      const row = { params: node.params, read: ok({ value: parsed.value, known: new Map() }) };
      if (alike) alike.push(row);
      else seen.set(hash, [row]);
      return row.read;
    },
    figures: (definition, params, inputs) => known(definition, params, hashOf(inputs), inputs),
    figuresOfOne(definition, params, input) {
      const hash = mix(listSeed, hashOf(input));
      for (const { inputs, result } of params.known.get(hash) ?? noRows) {
        const [only] = inputs;
        if (inputs.length === 1 && (only === input || (only && sameShape(only, input)))) return result;
      }
      return known(definition, params, hash, [input]);
    },
  };
}

const noRows: readonly never[] = [];

interface Row {
  readonly params: NodeParams;
  readonly read: Result<ReadParams, never>;
}

function sameShapes(a: readonly Shape[], b: readonly Shape[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const one = a[i];
    const other = b[i];
    if (one !== other && (!one || !other || !sameShape(one, other))) return false;
  }
  return true;
}
