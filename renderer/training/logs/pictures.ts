import { encode } from 'fast-png';
import type { CompiledNetwork } from '../../../src/core/compile/topology.ts';
import type { Picture } from '../../../src/core/interop/tensorboard/events.ts';
import type { LayerMaps } from '../../../src/engine/protocol.ts';

/** Layers whose maps are logged, at most: each is a picture in every epoch. */
const mostLayers = 32;

/** Feature maps of the probe image by tag: those of a layer side by side, a column of black between two. */
export function mapPictures(
  network: CompiledNetwork,
  maps: Readonly<Record<string, LayerMaps>>,
): Readonly<Record<string, Picture>> {
  const shown = Object.entries(network.nodeIds).flatMap(([name, id]) => {
    const layer = maps[id];
    return layer && layer.height > 1 && layer.maps.length > 0 ? [[`maps/${name}`, sideBySide(layer)] as const] : [];
  });
  return Object.fromEntries(shown.slice(0, mostLayers));
}

function sideBySide({ width, height, maps }: LayerMaps): Picture {
  const across = maps.length * (width + 1) - 1;
  const data = new Uint8Array(across * height);
  for (const [i, map] of maps.entries()) {
    for (let y = 0; y < height; y++) data.set(map.subarray(y * width, (y + 1) * width), y * across + i * (width + 1));
  }
  return { width: across, height, channels: 1, png: encode({ width: across, height, channels: 1, data }) };
}
