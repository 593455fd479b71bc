import { z } from 'zod';
import { documentSchema, type StrideDocument } from './schema.ts';

/** What a run can be coloured with on charts; which colour that is, the theme says. */
export const runTones = ['teal', 'plum', 'violet', 'umber', 'rust', 'amber', 'green', 'slate'] as const;
export type RunTone = (typeof runTones)[number];

/** Longest note on a run, in characters. */
export const maxRunNote = 10_000;

/** The network as it was drawn when a run began: what compares with other drawings and can be worked on again. */
export type RunDrawing = Pick<StrideDocument, 'graph' | 'groups' | 'layout'>;

/** A run that a search started: which, the how-manieth trial, and what was drawn for it by the dimension's key. */
export interface RunTrial {
  readonly search: string;
  /** Counted from 1 within the search. */
  readonly number: number;
  readonly values: Readonly<Record<string, number | string | boolean>>;
  /** The best trial once more with another seed: the how-manieth time, counted from 1. Absent: the trial itself. */
  readonly repeat?: number;
}

/** What is kept of a run beside what it trained and what came out. Files from before there were any have none. */
export interface RunMarks {
  readonly notes?: string;
  readonly starred?: boolean;
  readonly tone?: RunTone;
  readonly drawing?: RunDrawing;
  readonly trial?: RunTrial;
  /** As the engine counted them; absent until the first was done. */
  readonly stepsPerEpoch?: number;
  /** Name of the file that its weights came with: it was not trained here, and nothing is known of its training. */
  readonly imported?: string;
  /** Its network came here to be a part of another, and was never on the canvas by itself. */
  readonly part?: true;
}

const { graph, groups, layout } = documentSchema.shape;
const drawing: z.ZodType<RunDrawing> = z.object({ graph, groups, layout });

export const runMarks = {
  imported: z.string().min(1).exactOptional(),
  part: z.literal(true).exactOptional(),
  notes: z.string().max(maxRunNote).exactOptional(),
  starred: z.boolean().exactOptional(),
  tone: z.enum(runTones).exactOptional(),
  drawing: drawing.exactOptional(),
  trial: z
    .object({
      search: z.string().min(1),
      number: z.number().int().min(1),
      values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
      repeat: z.number().int().min(1).exactOptional(),
    })
    .exactOptional(),
  stepsPerEpoch: z.number().int().min(1).exactOptional(),
};

/** The drawing of a document, as a run keeps it. */
export const drawingOf = ({ graph, groups, layout }: RunDrawing): RunDrawing => ({ graph, groups, layout });
