import { suggestTraining } from '../../src/core/compile/training.ts';
import { defaultTraining, type TrainingSettings } from '../../src/core/document/schema.ts';
import { optionKeys } from '../../src/core/document/training-options.ts';
import { trainingDataOf } from '../../src/engine/data/training-data.ts';
import type { AnalysisStore } from '../store/analysis.ts';
import type { DataStore } from '../store/data.ts';
import type { DocumentStore } from '../store/document.ts';

interface Parts {
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly data: DataStore;
}

const chosenKeys = [
  'loss',
  'optimizer',
  'learningRate',
  'metrics',
  'epochs',
  'batchSize',
  'validationShare',
  'seed',
  ...optionKeys,
] as const satisfies readonly (keyof TrainingSettings)[];

/** The images themselves are the user's choice and no setting to compare. */
const sameSettings = (a: TrainingSettings, b: TrainingSettings): boolean =>
  chosenKeys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

/** Training settings that suit the document's network and images. */
export function createSuggesting({ documents, analyses, data }: Parts) {
  let suggested: TrainingSettings | null = null;
  const suited = () => {
    const state = data.getState();
    return state.state === 'ready' ? trainingDataOf(state.dataset) : null;
  };

  return {
    /** Puts them in as one undo step. `label` is what undo says. */
    suggest: (label: string): void => {
      const { document } = documents.getState();
      const settings = suggestTraining(document, analyses.getState().analysis, suited());
      documents.dispatch(label, { type: 'setTraining', settings });
    },
    /** The same, while nobody has chosen anything: the settings are the defaults, or those that were suggested last. */
    suggestUnlessChosen: (label: string): void => {
      const { document } = documents.getState();
      const { training } = document;
      const images = suited();
      const untouched = [defaultTraining, suggested].some((known) => known && sameSettings(known, training));
      if (!untouched || !images) return;
      const next = { ...training, ...suggestTraining(document, analyses.getState().analysis, images) };
      suggested = next;
      if (!sameSettings(next, training)) documents.dispatch(label, { type: 'setTraining', settings: next });
    },
  };
}
