import { useMemo } from 'react';
import { type InferencePeak, inferencePeak } from '../../src/core/analysis/memory.ts';
import { type TrainingCost, trainingCost } from '../../src/core/analysis/training-cost.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { type Budget, budgets } from '../../src/engine/backends/budgets.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Device } from '../../src/engine/protocol.ts';
import { stepsOf } from '../../src/engine/train/epoch-steps.ts';
import { type Fit, forecastFit } from '../../src/engine/train/peak.ts';
import { useAnalysis, useData, useDocument } from '../app.ts';
import { useDevice } from '../shell/backend-chip.tsx';

export interface DeviceFit {
  readonly fit: Fit;
  readonly budget: Budget;
  readonly device: Device | null;
}

const unknownBudget: Budget = { bytes: null, assumed: true };

/** Memory of training the present network on the device that would compute. */
export function useFit(): DeviceFit {
  const document = useDocument((s) => s.document);
  const analysis = useAnalysis((s) => s.analysis);
  const device = useDevice();
  const dataset = useData((s) => (s.state === 'ready' ? s.dataset : null));
  const budget = device ? budgets[device.backend] : unknownBudget;
  return useMemo(
    () => ({ fit: forecastFit(asTrained(document, dataset), analysis, budget.bytes), budget, device }),
    [document, dataset, analysis, budget, device],
  );
}

/** The document with the batch that the engine takes: no larger than the images there are to train on. */
export function asTrained(document: StrideDocument, dataset: Dataset | null): StrideDocument {
  const { training } = document;
  const trained = dataset ? stepsOf(dataset, training).trained : training.batchSize;
  return trained < training.batchSize ? { ...document, training: { ...training, batchSize: trained } } : document;
}

export function useInferencePeak(): InferencePeak | null {
  const graph = useDocument((s) => s.document.graph);
  const analysis = useAnalysis((s) => s.analysis);
  return useMemo(() => inferencePeak(graph, analysis), [graph, analysis]);
}

/** FLOPs of training as set; of an epoch and a run only with the data at hand. */
export function useTrainingCost(dataset: Dataset | null): TrainingCost {
  const analysis = useAnalysis((s) => s.analysis);
  const { graph, training } = useDocument((s) => s.document);
  return useMemo(() => {
    const samples = dataset ? stepsOf(dataset, training).trained : 0;
    return trainingCost(graph, analysis, { samples, batchSize: training.batchSize, epochs: training.epochs });
  }, [graph, analysis, training, dataset]);
}
