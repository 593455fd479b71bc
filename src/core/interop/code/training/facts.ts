import { z } from 'zod';
import type { CompiledNetwork } from '../../../compile/topology.ts';
import { normalizationSchema, type ResizeMode, resizeModes } from '../../../document/data-ref.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import { type Task, tasks, teaches } from '../../../document/tasks.ts';

/** What a script that trains has to know of the data. */
export interface TrainingFacts {
  readonly task: Task;
  /** Of one sample, channels last. */
  readonly shape: readonly number[];
  readonly units: number;
  /** Names of the outputs. */
  readonly outputs: readonly string[];
  readonly normalization: z.infer<typeof normalizationSchema>;
  readonly resize: ResizeMode;
  readonly grey: boolean;
  /** Bytes 0…255 are stored, not numbers of about 0…1. */
  readonly bytes: boolean;
}

const metadataSchema = z.object({
  task: z.enum(tasks).optional(),
  classes: z.array(z.string()).optional(),
  outputs: z.array(z.string()).optional(),
  input: z
    .object({
      normalization: normalizationSchema.optional(),
      resize: z.enum(resizeModes).optional(),
      grey: z.boolean().optional(),
    })
    .optional(),
});

/**
 * The facts, from what exports tell of a model; `null` where no script can be written: several inputs or outputs, outputs of
 * other ranks than Stride trains.
 */
export function factsOf(
  network: CompiledNetwork,
  { loss }: TrainingSettings,
  metadata: Readonly<Record<string, unknown>>,
): TrainingFacts | null {
  const [input] = network.inputs;
  const rank = network.outputShape.length;
  if (!input || network.inputs.length > 1 || network.outputs.length > 1 || (rank !== 1 && rank !== 3)) return null;
  const told = metadataSchema.safeParse(metadata).data ?? {};
  const task = told.task ?? (rank === 3 ? 'segmentation' : teaches(loss, 'oneLabel') ? 'oneLabel' : 'regression');
  if ((task === 'segmentation') !== (rank === 3) || !teaches(loss, task)) return null;
  const units = network.outputShape.at(-1) ?? 1;
  const normalization = told.input?.normalization ?? { kind: 'none' as const };
  const names = told.classes ?? told.outputs ?? Array.from({ length: Math.max(units, 2) }, (_, i) => String(i));
  return {
    task,
    shape: input.shape,
    units,
    outputs: names,
    normalization,
    resize: told.input?.resize ?? 'stretch',
    grey: told.input?.grey ?? false,
    bytes: told.input?.resize !== undefined || normalization.kind === 'unit' || normalization.kind === 'signed',
  };
}
