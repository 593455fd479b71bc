import type { LayerReader } from './reader.ts';

/** Windows side by side where no strides are said. */
const pooling: LayerReader = {
  defaults: ({ pool_size: size }) => (size === undefined || size === null ? {} : { strides: size }),
};

export const poolingReaders = {
  maxPooling2d: { ...pooling, aliases: ['MaxPool2D'] },
  averagePooling2d: { ...pooling, aliases: ['AvgPool2D'] },
  globalAveragePooling2d: { aliases: ['GlobalAvgPool2D'] },
  globalMaxPooling2d: { aliases: ['GlobalMaxPool2D'] },
  maxPooling1d: { ...pooling, aliases: ['MaxPool1D'] },
  averagePooling1d: { ...pooling, aliases: ['AvgPool1D'] },
  globalAveragePooling1d: { aliases: ['GlobalAvgPool1D'] },
  globalMaxPooling1d: { aliases: ['GlobalMaxPool1D'] },
  maxPooling3d: { ...pooling, aliases: ['MaxPool3D'] },
  averagePooling3d: { ...pooling, aliases: ['AvgPool3D'] },
  globalAveragePooling3d: { aliases: ['GlobalAvgPool3D'] },
  globalMaxPooling3d: { aliases: ['GlobalMaxPool3D'] },
} satisfies Readonly<Record<string, LayerReader>>;
