import { z } from 'zod';
import { normalizationSchema, resizeModes } from './data-ref.ts';

/** What a run was trained on, as whoever uses its network later must know it: what it eats, and what its answers mean. */
export const runDataSchema = z.object({
  title: z.string(),
  task: z.enum(['oneLabel', 'manyLabel', 'regression', 'segmentation']),
  /** Names in the order of the outputs; of the values where numbers are predicted. */
  outputs: z.array(z.string()),
  sampleShape: z.array(z.number()),
  normalization: normalizationSchema,
  /** Of pictures only. */
  resize: z.enum(resizeModes).exactOptional(),
  /** Colours were made grey, though the network takes three channels. */
  grey: z.literal(true).exactOptional(),
});

export type RunData = Readonly<z.infer<typeof runDataSchema>>;

/**
 * What goes into an exported model as its metadata. `input` says how a sample becomes the network's input: pictures as bytes
 * 0…255 with their last axis the channels, `unit` divides them by 255, `signed` by 127.5 and takes 1 away, `standard` takes
 * the mean away and divides by the deviation.
 */
export function modelMetadata(
  data: RunData | undefined,
  classes: readonly string[] | null,
): Readonly<Record<string, unknown>> {
  if (!data) return classes ? { classes } : {};
  const { task, outputs, sampleShape, normalization, resize, grey } = data;
  const pictures = resize ? { resize, ...(grey ? { grey } : {}) } : {};
  const names = task === 'regression' ? { outputs } : { classes: classes ?? outputs };
  return { ...names, task, input: { shape: sampleShape, normalization, ...pictures } };
}
