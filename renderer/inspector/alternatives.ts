import { figuresOf } from '../../src/core/analysis/figures.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Command } from '../../src/core/document/commands.ts';
import type { LayerNode, NodeParams } from '../../src/core/document/schema.ts';
import { layerOf, parseParams } from '../../src/core/layers/registry.ts';

/** Another way to set a layer, with what it would have and cost on the same inputs. */
export interface Alternative {
  readonly label: { readonly text: string; readonly separable: boolean };
  readonly current: boolean;
  readonly parameters: number;
  readonly macs: number;
  readonly command: Command;
}

interface Variant {
  readonly text: string;
  readonly separable?: boolean;
  readonly kind: string;
  readonly params: NodeParams;
}

const kernels = [1, 3, 5] as const;

/** Other kernels, and the separable convolution, for a convolution; none for layers without such a choice. */
export function alternativesTo(node: LayerNode, analysis: NodeAnalysis): readonly Alternative[] {
  const inputs = analysis.inputs.filter((shape) => shape !== null);
  if (inputs.length !== analysis.inputs.length || inputs.length === 0) return [];
  return variantsOf(node).flatMap(({ text, separable = false, kind, params }) => {
    const definition = layerOf(kind);
    const parsed = parseParams(kind, params);
    const figures = definition && parsed.ok ? figuresOf(definition, parsed.value, inputs) : null;
    if (!parsed.ok || !figures?.ok) return [];
    const current = kind === node.kind && JSON.stringify(params.kernelSize) === JSON.stringify(node.params.kernelSize);
    return [
      {
        label: { text, separable },
        current,
        parameters: figures.value.parameters.total,
        macs: figures.value.cost?.macs.value ?? 0,
        command:
          kind === node.kind
            ? { type: 'setParams', node: node.id, params: { kernelSize: params.kernelSize } }
            : { type: 'replace', node: node.id, kind, params: parsed.value },
      },
    ];
  });
}

function variantsOf(node: LayerNode): readonly Variant[] {
  const { kernelSize } = node.params;
  if (!Array.isArray(kernelSize)) return [];
  const own = kernelSize.join('×');
  const sizes = new Map<string, readonly number[]>(kernels.map((size) => [`${size}×${size}`, [size, size]]));
  sizes.set(own, kernelSize);
  const plain = [...sizes].map(([text, size]) => ({
    text,
    kind: node.kind,
    params: { ...node.params, kernelSize: size },
  }));
  if (node.kind !== 'conv2d') return plain;
  const { kernelInitializer: _, ...shared } = node.params;
  return [...plain, { text: own, separable: true, kind: 'separableConv2d', params: shared }];
}
