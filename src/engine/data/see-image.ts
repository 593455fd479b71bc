import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { RunData } from '../../core/document/run-data.ts';
import type { DataRef } from '../../core/document/schema.ts';
import { pictureShape } from './dataset.ts';
import { prepareDigit } from './digit.ts';
import { fitImage, type PictureFit, type PixelImage } from './images.ts';

/** How a network sees pictures that were not among its data. */
export interface Sight extends PictureFit {
  /** Pictures are turned into what the embedded digits look like. */
  readonly digits?: true;
}

/** The run as far as it says how its network sees. */
interface Seeing {
  readonly network: Pick<CompiledNetwork, 'inputShape'>;
  readonly settings: { readonly data: DataRef };
  readonly data?: RunData;
}

/** As the data that the run was trained on was made ready; `null` where its network takes no pictures. */
export function sightOf({ network, settings, data }: Seeing): Sight | null {
  const shape = pictureShape(network.inputShape);
  if (!shape) return null;
  const { resize = 'stretch', grey = false } = data ?? {};
  const digits = settings.data.source === 'embedded' && settings.data.id === 'digits';
  return { shape, resize, grey, ...(digits ? { digits } : {}) };
}

/** A picture as the network's input. What has its size already is taken for what it learned from. */
export function seeImage(image: PixelImage, sight: Sight): PixelImage {
  const [height, width] = sight.shape;
  const asStored = image.height === height && image.width === width;
  return sight.digits && !asStored ? prepareDigit(image, sight.shape) : fitImage(image, sight.shape, sight);
}
