import { z } from 'zod';

/** How a picture of other proportions becomes the network's input. `pad` shows all of it, `crop` fills the whole. */
export const resizeModes = ['stretch', 'pad', 'crop'] as const;
export type ResizeMode = (typeof resizeModes)[number];

/** What is done to the numbers of a sample before the network; the figures of `standard` come from the training split. */
export const normalizationKinds = ['unit', 'signed', 'standard', 'none'] as const;
export type NormalizationKind = (typeof normalizationKinds)[number];

/** How pictures are made ready. Files from before it could be chosen: stretched, as many channels as the network, 0…1. */
const pictures = {
  resize: z.enum(resizeModes).exactOptional(),
  /** Absent: as many channels as the network takes. */
  colour: z.enum(['grey', 'rgb']).exactOptional(),
  normalize: z.enum(normalizationKinds).exactOptional(),
};

/** What trains the network: an embedded set, or something the user opened (`path` on this machine). */
export const dataRefSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('embedded'), id: z.enum(['digits', 'fashion-mnist']), ...pictures }),
  z.object({ source: z.literal('idx'), images: z.string(), labels: z.string(), ...pictures }),
  /** A folder per class, in `train`, `validation` and `test` folders or not. */
  z.object({ source: z.literal('folder'), path: z.string(), ...pictures }),
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
