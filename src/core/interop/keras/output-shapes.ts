import type { TopologyLayer } from '../../compile/topology.ts';
import { layerOf } from '../../layers/registry.ts';
import type { Shape } from '../../math/shape.ts';
import { createLayerRead } from './layers/read-layer.ts';
import { kindOfClass } from './layers/table.ts';
import { sampleShape } from './model-file.ts';

/**
 * Shape of each layer's output, the batch not counted, by its name. A compiled network does not carry them; they follow from
 * what each layer is.
 * @param layers each after what feeds it. One that cannot be read, which no compiled network has, is left out.
 */
export function outputShapes(layers: readonly TopologyLayer[]): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  const read = createLayerRead();
  for (const {
    name,
    class_name: className,
    config,
    inbound_nodes: [sources = []],
  } of layers) {
    const told = sampleShape(config.batch_shape ?? config.batch_input_shape);
    if (told) shapes.set(name, told.map(Number));
    if (className === 'InputLayer') continue;
    const inputs = sources.map(([source]) => shapes.get(source) ?? []);
    const kind = kindOfClass(className);
    const layer = kind ? read(kind, config, inputs) : null;
    if (!layer?.ok) continue;
    const output = layerOf(layer.value.kind)?.outputShape(layer.value.params, inputs);
    if (output?.ok) shapes.set(name, output.value.shape);
  }
  return shapes;
}
