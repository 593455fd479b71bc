import { z } from 'zod';

/** How a picture of other proportions becomes the network's input. `pad` shows all of it, `crop` fills the whole. */
export const resizeModes = ['stretch', 'pad', 'crop'] as const;
export type ResizeMode = (typeof resizeModes)[number];

/** What is done to the numbers of a sample before the network; the figures of `standard` come from the training split. */
export const normalizationKinds = ['unit', 'signed', 'standard', 'none'] as const;
export type NormalizationKind = (typeof normalizationKinds)[number];

const ownTask = z.enum(['oneLabel', 'regression']);

/** How pictures are made ready. Files from before it could be chosen: stretched, as many channels as the network, 0…1. */
const pictures = {
  resize: z.enum(resizeModes).exactOptional(),
  /** Absent: as many channels as the network takes. */
  colour: z.enum(['grey', 'rgb']).exactOptional(),
  normalize: z.enum(normalizationKinds).exactOptional(),
};

const numbers = { normalize: z.enum(normalizationKinds).exactOptional() };

/** What trains the network: an embedded set, or something the user opened (`path` on this machine). */
export const dataRefSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('embedded'), id: z.enum(['digits', 'fashion-mnist']), ...pictures }),
  z.object({ source: z.literal('idx'), images: z.string(), labels: z.string(), ...pictures }),
  /** A folder per class, in `train`, `validation` and `test` folders or not. */
  z.object({ source: z.literal('folder'), path: z.string(), ...pictures }),
  /** A folder with `images` and `masks`, paired by their names. */
  z.object({ source: z.literal('masks'), path: z.string(), ...pictures }),
  /** File names with a column of 0 and 1 for each class, the pictures beside the file or in a folder beside it. */
  z.object({ source: z.literal('labels'), path: z.string(), ...pictures }),
  /** A row a sample: a table, or a series where the network takes steps × features. */
  z.object({
    source: z.literal('csv'),
    path: z.string(),
    /** Absent: the first row is one when it holds no number. */
    header: z.boolean().exactOptional(),
    /** Columns to be predicted: names of the header, or numbers from 1. Absent: the last one. */
    targets: z.array(z.string().min(1)).min(1).max(1000).exactOptional(),
    /** Absent: values where the target is numbers of which some are no whole ones, or more than a hundred different. */
    task: ownTask.exactOptional(),
    ...numbers,
  }),
  /** One `.npz` of x and y, or an `.npy` of x with its y. */
  z.object({
    source: z.literal('numpy'),
    path: z.string(),
    labels: z.string().exactOptional(),
    task: ownTask.exactOptional(),
    ...numbers,
  }),
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
