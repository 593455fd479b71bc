import type { TopologyLayer } from '../../core/compile/topology.ts';
import { kernelLayout } from './kernel.ts';
import type { LookedLayer, WindowKind } from './protocol.ts';
import { type Subject, sizeOf } from './subject.ts';

const windows: Readonly<Record<string, WindowKind>> = {
  Conv2D: 'convolution',
  MaxPooling2D: 'max',
  AveragePooling2D: 'average',
};

/** `null` for layers without a window over pictures, and those whose filters read some of the channels only. */
export const windowKind = ({ class_name, config }: TopologyLayer): WindowKind | null =>
  ((config.groups ?? 1) === 1 ? windows[class_name] : null) ?? null;

/** What can be looked at in each layer that is on the canvas. */
export function layersOf(subject: Subject): readonly LookedLayer[] {
  const { program } = subject;
  return program.layers.flatMap(({ nodeId, name, layer, weightPlaces }) => {
    if (nodeId === undefined) return [];
    const topology = subject.topologyOf(nodeId);
    const { class_name, config } = topology;
    const own = typeof config.activation === 'string' && config.activation !== 'linear';
    const layout = kernelLayout(subject, nodeId);
    return [
      {
        nodeId,
        name,
        className: class_name,
        shape: layer.outputShape,
        parameters: weightPlaces.reduce((sum, place) => sum + sizeOf(program.weights[place]?.shape ?? [0]), 0),
        activated: own,
        kernel: layout && { filters: layout.filters, inputs: layout.inputs, size: [layout.rows, layout.columns] },
        window: windowKind(topology),
        pictures: layer.outputShape.length === 3,
      },
    ];
  });
}
