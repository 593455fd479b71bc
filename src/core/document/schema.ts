import { z } from 'zod';
import { type SearchSettings, searchSchema } from '../search/schema.ts';
import { dataRefSchema } from './data-ref.ts';
import { losses, metricNames } from './tasks.ts';
import { defaultOptions, trainingOptions } from './training-options.ts';

/** Version of the document format; older files are brought here by `migrations.ts`. */
export const documentVersion = 2;

/** Longest name or id, in characters. */
export const maxNameLength = 200;

/** Keys of records. Names that every object has from the start (`toString`) would be found where nothing was put. */
const id = z
  .string()
  .min(1)
  .max(maxNameLength)
  .refine((text) => !(text in Object.prototype), 'not a usable id');
const position = z.object({ x: z.number(), y: z.number() });

export const nodeModes = ['bypass', 'mute'] as const;
export type NodeMode = (typeof nodeModes)[number];

/** A layer on the canvas. `params` are checked against the kind's own schema (`layers/registry.ts`). */
export const nodeSchema = z.object({
  id,
  kind: z.string().min(1),
  /** Layer name, unique in the network, as Keras uses it: `conv2d_1`. */
  name: z.string().min(1).max(maxNameLength),
  params: z.record(z.string(), z.unknown()),
  /** Id of the node whose weights this one uses: one layer called in several places, as in siamese networks. */
  sharesWith: id.exactOptional(),
  /** Drawn as a strip under the layer that feeds it, where `document/dock.ts` allows it; its place in `layout` rests. */
  docked: z.literal(true).exactOptional(),
  /** `bypass`: passes its input on; `mute`: lets nothing through (`analysis/effective.ts`). Absent: works. */
  mode: z.enum(nodeModes).exactOptional(),
  /** Training leaves its weights as they are: Keras's `trainable = False`. */
  frozen: z.literal(true).exactOptional(),
  /** The layer of a trained network that this one is a copy of: it starts from its weights. */
  takenFrom: z.object({ runId: id, node: id }).exactOptional(),
});

/** Most bends of a wire. */
export const maxBends = 32;

/** A wire. `port` is the index of the input it feeds: inputs of Add and Concatenate are ordered by it. */
export const edgeSchema = z.object({
  id,
  source: id,
  target: id,
  port: z.number().int().min(0),
  /** Places that its line is led through, in order, px at 100 %. Absent: it takes its own way. */
  via: z.array(position).min(1).max(maxBends).exactOptional(),
});

export const groupSchema = z.object({
  id,
  name: z.string().min(1).max(maxNameLength),
  /** Nodes that lie in it and in no group inside it. */
  members: z.array(id),
  /** The group that it lies in. */
  parent: id.nullable().default(null),
  collapsed: z.boolean(),
});

/** Longest text of a note, in characters. */
export const maxNoteLength = 10_000;

/** Smallest and largest sides of a note, px at 100 %. */
export const noteSize = { minWidth: 80, minHeight: 40, max: 4000 } as const;

/** What a note is coloured with; absent: plain paper. */
export const noteTones = ['amber', 'blue', 'green'] as const;
export type NoteTone = (typeof noteTones)[number];

/** Words on the canvas beside the layers: nothing is computed from them. */
export const noteSchema = z.object({
  id,
  text: z.string().min(1).max(maxNoteLength),
  x: z.number(),
  y: z.number(),
  width: z.number().min(noteSize.minWidth).max(noteSize.max),
  height: z.number().min(noteSize.minHeight).max(noteSize.max),
  tone: z.enum(noteTones).exactOptional(),
});

export const optimizers = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const;

export const trainingSchema = z.object({
  data: dataRefSchema,
  loss: z.enum(losses),
  optimizer: z.enum(optimizers),
  learningRate: z.number().positive(),
  metrics: z.array(z.enum(metricNames)),
  epochs: z.number().int().min(1).max(100_000),
  batchSize: z.number().int().min(1).max(65_536),
  /** Share of the training images held out for validation, 0 to 0.9; ignored where the data has its own validation split. */
  validationShare: z.number().min(0).max(0.9),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** The run whose weights training starts from, as far as they fit; drawn anew where there is none. */
  startFrom: z.object({ runId: id, grow: z.boolean().exactOptional() }).nullable().exactOptional(),
  ...trainingOptions,
});

export const documentSchema = z.object({
  format: z.literal('stride'),
  version: z.literal(documentVersion),
  name: z.string().min(1).max(maxNameLength),
  graph: z.object({
    nodes: z.record(id, nodeSchema),
    edges: z.record(id, edgeSchema),
  }),
  groups: z.record(id, groupSchema),
  layout: z.record(id, position),
  /** Files from before there were notes have none. */
  notes: z.record(id, noteSchema).default({}),
  training: trainingSchema,
  /** What a search varies; absent until one is set up. */
  search: searchSchema.exactOptional(),
});

export type NodeParams = Readonly<Record<string, unknown>>;
export interface LayerNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly params: NodeParams;
  readonly sharesWith?: string;
  readonly docked?: true;
  readonly mode?: NodeMode;
  readonly frozen?: true;
  readonly takenFrom?: { readonly runId: string; readonly node: string };
}
export type Edge = Readonly<Omit<z.infer<typeof edgeSchema>, 'via'>> & { readonly via?: readonly Position[] };
export type Group = Readonly<Omit<z.infer<typeof groupSchema>, 'members'>> & { readonly members: readonly string[] };
export type Position = Readonly<z.infer<typeof position>>;
export type Note = Readonly<z.infer<typeof noteSchema>>;
export type TrainingSettings = Readonly<z.infer<typeof trainingSchema>>;
export type DataRef = Readonly<z.infer<typeof dataRefSchema>>;
export type OptimizerName = (typeof optimizers)[number];

export interface Graph {
  readonly nodes: Readonly<Record<string, LayerNode>>;
  readonly edges: Readonly<Record<string, Edge>>;
}

/** What the user made: the whole of it is saved and undoable, and nothing in it can be derived from the rest. */
export interface StrideDocument {
  readonly format: 'stride';
  readonly version: typeof documentVersion;
  readonly name: string;
  readonly graph: Graph;
  readonly groups: Readonly<Record<string, Group>>;
  readonly layout: Readonly<Record<string, Position>>;
  readonly notes: Readonly<Record<string, Note>>;
  readonly training: TrainingSettings;
  readonly search?: SearchSettings;
}

export const defaultTraining: TrainingSettings = {
  data: { source: 'embedded', id: 'digits' },
  loss: 'categoricalCrossentropy',
  optimizer: 'adam',
  learningRate: 0.001,
  metrics: ['accuracy'],
  epochs: 10,
  batchSize: 32,
  validationShare: 0.1,
  seed: 1,
  ...defaultOptions,
};

export const emptyDocument = (name: string): StrideDocument => ({
  format: 'stride',
  version: documentVersion,
  name,
  graph: { nodes: {}, edges: {} },
  groups: {},
  layout: {},
  notes: {},
  training: defaultTraining,
});
