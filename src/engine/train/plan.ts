import type { CompiledNetwork } from '../../core/compile/topology.ts';
import type { TrainingSettings } from '../../core/document/schema.ts';
import { defaultOptions } from '../../core/document/training-options.ts';
import type { MemoryBudget } from '../backends/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import { EngineError } from '../failure.ts';
import { buildProgram, type Program, requireSingleEnds } from '../network/program.ts';
import { say } from '../sayings.ts';
import { checkOutput, type Wanted, wantedBy, wantedOf } from './answers.ts';
import { checkInput } from './batches.ts';
import { centresOf } from './centres.ts';
import { fittingMetrics } from './figures.ts';
import { checkMemory } from './memory.ts';
import { type OptimizerNumbers, type OptimizerRule, optimizerRule } from './optimizers.ts';
import type { Objective } from './step.ts';

/** What decides how a step computes. */
export type StepSettings = Pick<TrainingSettings, 'loss' | 'optimizer' | 'learningRate' | 'metrics'> &
  Partial<OptimizerNumbers & Pick<TrainingSettings, LossNumbers | 'clipping' | 'labelSmoothing' | 'topK'>>;

type LossNumbers = 'huberDelta' | 'focalGamma' | 'focalAlpha';

/** A network with how it is judged and changed: all that a step needs but weights and images. */
export interface TrainingPlan {
  readonly program: Program;
  readonly rule: OptimizerRule;
  readonly objective: Objective;
  /** What the output is to be answered by. */
  readonly wanted: Wanted;
}

/**
 * Makes no tensor.
 * @param images what is trained on; `null` for images made up to suit.
 * @throws EngineError for a network, images or settings that cannot be trained.
 */
export function planTraining(network: CompiledNetwork, settings: StepSettings, images: Dataset | null): TrainingPlan {
  const program = buildProgram(network);
  requireSingleEnds(program);
  const last = program.layers[program.output];
  if (images) checkInput(images, program.inputShape, program.layers[0]?.nodeId);
  const wanted = images ? wantedOf(images) : wantedBy(program.outputShape);
  checkOutput(settings.loss, program.outputShape, last?.layer.activation ?? 'linear', wanted, last?.nodeId);
  if (!program.weights.some((weight) => weight.trainable)) {
    throw new EngineError('unsupported-layer', say('noWeights'));
  }
  const units = program.outputShape.at(-1) ?? 1;
  return {
    program,
    rule: optimizerRule(settings.optimizer, settings.learningRate, settings),
    wanted,
    objective: {
      loss: settings.loss,
      lossOptions: {
        huberDelta: settings.huberDelta ?? defaultOptions.huberDelta,
        focalGamma: settings.focalGamma ?? defaultOptions.focalGamma,
        focalAlpha: settings.focalAlpha ?? defaultOptions.focalAlpha,
      },
      metrics: fittingMetrics(settings.metrics, wanted.task, units),
      units,
      options: { topK: settings.topK ?? defaultOptions.topK, centres: images ? centresOf(images) : [] },
      smoothing: settings.labelSmoothing ?? defaultOptions.labelSmoothing,
      clipping: settings.clipping ?? defaultOptions.clipping,
    },
  };
}

/** @throws EngineError `out-of-memory`, with the numbers, where steps of `batchSize` samples do not fit. */
export const checkPlanFits = (
  { program }: TrainingPlan,
  { optimizer }: StepSettings,
  batchSize: number,
  device: { readonly budget: MemoryBudget; readonly device: { readonly backend: string } },
): void => checkMemory(program, optimizer, batchSize, device.budget, device.device.backend);
