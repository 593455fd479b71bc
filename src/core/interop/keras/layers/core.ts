import { listOf } from '../json.ts';
import { asWritten, type LayerReader } from './reader.ts';

const dropout: LayerReader = { required: ['rate'], keys: { rate: ['p'] } };

export const coreReaders = {
  input: {
    keys: { shape: ['batch_shape', 'batch_input_shape'] },
    prepare: ({ batch_shape: now, batch_input_shape: before, ...config }) => ({
      ...config,
      shape: listOf(now ?? before).slice(1),
    }),
    ignored: ['sparse', 'ragged', 'optional', 'batch_shape', 'batch_input_shape'],
  },
  dense: { required: ['units'] },
  dropout,
  spatialDropout1d: dropout,
  spatialDropout2d: dropout,
  spatialDropout3d: dropout,
  gaussianNoise: { required: ['stddev'], keys: { stddev: ['sigma'] } },
  gaussianDropout: dropout,
  alphaDropout: dropout,
  custom: asWritten,
} satisfies Readonly<Record<string, LayerReader>>;
