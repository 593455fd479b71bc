import { z } from 'zod';
import { parseDocument } from '../document/migrations.ts';
import { type RunDrawing, runMarks } from '../document/run-marks.ts';
import { networkSchema, type RunRecord } from '../document/runs.ts';
import { type StrideDocument, type TrainingSettings, trainingSchema } from '../document/schema.ts';

/** A run that waits for its turn, as the document was when it was put there. */
export interface WaitingRun {
  readonly id: string;
  readonly network: RunRecord['network'];
  readonly settings: TrainingSettings;
  readonly drawing: RunDrawing;
  /** The state of another run that it goes on from. */
  readonly fork: { readonly runId: string; readonly epoch: number } | null;
}

/** A search that is not over: its trials follow from the document by the seed alone, what they reached is in the runs. */
export interface SearchPlan {
  /** What its trials name it by. */
  readonly id: string;
  /** As it was when the search began. */
  readonly document: StrideDocument;
  /** Stopped on purpose: it can be gone on with, and nobody waits for it. */
  readonly rests: boolean;
}

/** What was asked for and is not trained yet; kept with the project, and begun by nobody but the user. */
export interface Waiting {
  /** The next one first. */
  readonly queue: readonly WaitingRun[];
  readonly stopAtFailure: boolean;
  readonly search: SearchPlan | null;
}

export const nothingWaiting: Waiting = { queue: [], stopAtFailure: false, search: null };

/** Whether a file has to keep it. */
export const isWorthKeeping = ({ queue, search }: Waiting): boolean => queue.length > 0 || search !== null;

/** Older versions are brought up to date, as a file's own document is. */
const document = z.unknown().transform((value, context): StrideDocument => {
  const parsed = parseDocument(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.error.message });
  return z.NEVER;
});

export const waitingSchema: z.ZodType<Waiting> = z.object({
  queue: z
    .array(
      z.object({
        id: z.string().min(1),
        network: networkSchema,
        settings: trainingSchema,
        drawing: runMarks.drawing.unwrap(),
        fork: z.object({ runId: z.string().min(1), epoch: z.number().int().min(1) }).nullable(),
      }),
    )
    .max(1000),
  stopAtFailure: z.boolean(),
  search: z.object({ id: z.string().min(1), document, rests: z.boolean() }).nullable(),
});
