import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { useApp, useDocument } from '../../app.ts';

export const useSettings = (): TrainingSettings => useDocument(({ document }) => document.training);

/** Changes training settings; `label` is what undo says. Edits of one field in a row are one undo step. */
export function useSetTraining(): (label: string, settings: Partial<TrainingSettings>) => void {
  const { documents } = useApp();
  return (label, settings) => documents.dispatch(label, { type: 'setTraining', settings });
}
