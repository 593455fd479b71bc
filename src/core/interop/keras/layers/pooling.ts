import type { JsonObject } from '../json.ts';
import type { LayerReader } from './reader.ts';

/** Windows side by side where no strides are said. */
const pooling: LayerReader = {
  defaults: ({ pool_size: size }: JsonObject) => (size === undefined || size === null ? {} : { strides: size }),
};

export const poolingReaders = {
  maxPooling2d: { ...pooling, aliases: ['MaxPool2D'] },
  averagePooling2d: { ...pooling, aliases: ['AvgPool2D'] },
  globalMaxPooling2d: { aliases: ['GlobalMaxPool2D'] },
  globalAveragePooling2d: { aliases: ['GlobalAvgPool2D'] },
} satisfies Readonly<Record<string, LayerReader>>;
