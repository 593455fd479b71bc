import { type Work, workOf } from '../../src/core/analysis/conventions.ts';
import { figuresOf } from '../../src/core/analysis/figures.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { LayerNode, NodeParams } from '../../src/core/document/schema.ts';
import { describeFields, type LayerKind, layerOf, parseParams } from '../../src/core/layers/registry.ts';

/** Another way to set a layer, with what it would have and cost on the same inputs. */
export interface Alternative {
  /** What is different: the size of the kernel, the count of units; empty where only the kind is. */
  readonly text: string;
  readonly kind: string;
  readonly current: boolean;
  readonly parameters: number;
  readonly work: Work;
  readonly command: Command;
}

interface Variant {
  readonly text: string;
  readonly kind: string;
  /** What is different from the layer as it is, for the same kind; all that the other kind takes, for another. */
  readonly params: NodeParams;
}

/** Kinds that do the same work in another way, on inputs of the same rank. */
const swaps: Readonly<Partial<Record<LayerKind, readonly LayerKind[]>>> = {
  conv2d: ['separableConv2d'],
  separableConv2d: ['conv2d'],
  conv1d: ['separableConv1d'],
  separableConv1d: ['conv1d'],
  lstm: ['gru', 'simpleRnn'],
  gru: ['lstm', 'simpleRnn'],
  simpleRnn: ['gru', 'lstm'],
  batchNormalization: ['layerNormalization', 'groupNormalization'],
  layerNormalization: ['batchNormalization', 'groupNormalization'],
  groupNormalization: ['batchNormalization', 'layerNormalization'],
};

/** Other kernels, other widths, and kinds that do the same, really computed; none for layers without such a choice. */
export function alternativesTo(node: LayerNode, analysis: NodeAnalysis): readonly Alternative[] {
  const inputs = analysis.inputs.filter((shape) => shape !== null);
  if (inputs.length !== analysis.inputs.length || inputs.length === 0) return [];
  return variantsOf(node).flatMap(({ text, kind, params }) => {
    const same = kind === node.kind;
    const definition = layerOf(kind);
    const parsed = parseParams(kind, same ? { ...node.params, ...params } : params);
    const figures = definition && parsed.ok ? figuresOf(definition, parsed.value, inputs) : null;
    if (!parsed.ok || !figures?.ok) return [];
    return [
      {
        text,
        kind,
        current: same && Object.entries(params).every(([key, value]) => String(value) === String(node.params[key])),
        parameters: figures.value.parameters.total,
        work: workOf(figures.value),
        command: same
          ? { type: 'setParams', node: node.id, params }
          : { type: 'replace', node: node.id, kind, params: parsed.value },
      },
    ];
  });
}

function variantsOf(node: LayerNode): readonly Variant[] {
  const own = kernels(node) ?? widths(node) ?? [];
  const others = isLayer(node.kind) ? (swaps[node.kind] ?? []) : [];
  const size = kernelText(node.params.kernelSize) ?? '';
  // A kind without a choice of its own stands beside those that it could be instead.
  const itself = own.length > 0 || others.length === 0 ? own : [{ text: '', kind: node.kind, params: {} }];
  return [...itself, ...others.map((kind) => ({ text: size, kind, params: sharedParams(node, kind) }))];
}

const isLayer = (kind: string): kind is LayerKind => layerOf(kind) !== undefined;

const kernelSizes = [1, 3, 5] as const;

/** The usual windows and its own, along as many axes as it has. */
function kernels({ kind, params: { kernelSize } }: LayerNode): readonly Variant[] | null {
  const own = kernelText(kernelSize);
  if (own === null) return null;
  const sizes = new Map<string, unknown>();
  for (const n of kernelSizes) {
    const size = Array.isArray(kernelSize) ? kernelSize.map(() => n) : n;
    sizes.set(kernelText(size) ?? '', size);
  }
  sizes.set(own, kernelSize);
  return [...sizes].map(([text, size]) => ({ text, kind, params: { kernelSize: size } }));
}

const kernelText = (size: unknown): string | null => {
  if (Array.isArray(size)) return size.join('×');
  return typeof size === 'number' ? String(size) : null;
};

/** Half as many units and twice as many. */
function widths({ kind, params: { units } }: LayerNode): readonly Variant[] | null {
  if (kind !== 'dense' || typeof units !== 'number') return null;
  const counts = [Math.floor(units / 2), units, units * 2].filter((count) => count > 0);
  return counts.map((count) => ({ text: String(count), kind, params: { units: count } }));
}

/** The settings that mean the same in both kinds. */
function sharedParams(node: LayerNode, kind: string): NodeParams {
  const own = describeFields(node.kind);
  const shared = describeFields(kind).filter(({ key, control }) =>
    own.some((field) => field.key === key && field.control === control),
  );
  return Object.fromEntries(
    shared.flatMap(({ key }) => (Object.hasOwn(node.params, key) ? [[key, node.params[key]]] : [])),
  );
}
