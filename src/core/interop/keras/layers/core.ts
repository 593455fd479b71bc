import { listOf } from '../json.ts';
import { asWritten, type LayerReader } from './reader.ts';

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
  dropout: { required: ['rate'], keys: { rate: ['p'] } },
  custom: asWritten,
} satisfies Readonly<Record<string, LayerReader>>;
