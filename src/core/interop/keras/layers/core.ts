import { listOf } from '../json.ts';
import { asWritten, type LayerReader } from './reader.ts';

const dropout: LayerReader = { required: ['rate'], keys: { rate: ['p'] } };

export const coreReaders = {
  input: {
    keys: { shape: ['batch_shape', 'batch_input_shape'] },
    // Numbers of words and classes are whole, which says nothing of what becomes of them.
    prepare: ({ batch_shape: now, batch_input_shape: before, dtype, ...config }) => ({
      ...config,
      ...(typeof dtype === 'string' && /^u?int\d+$/.test(dtype) ? {} : { dtype }),
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
