import { z } from 'zod';

/** What trains the network: an embedded set, or something the user opened (`path` on this machine). */
export const dataRefSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('embedded'), id: z.enum(['digits', 'fashion-mnist']) }),
  z.object({ source: z.literal('idx'), images: z.string(), labels: z.string() }),
  /** A folder per class, in `train`, `validation` and `test` folders or not. */
  z.object({ source: z.literal('folder'), path: z.string() }),
]);

/** The numbers of a sample as stored, to what the network is fed. `mean` and `deviation`: one for each channel or feature. */
export const normalizationSchema = z.discriminatedUnion('kind', [
  /** Bytes 0…255 to 0…1. */
  z.object({ kind: z.literal('unit') }),
  /** Bytes 0…255 to −1…1. */
  z.object({ kind: z.literal('signed') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('standard'), mean: z.array(z.number()), deviation: z.array(z.number().positive()) }),
]);

export type Normalization = Readonly<z.infer<typeof normalizationSchema>>;
