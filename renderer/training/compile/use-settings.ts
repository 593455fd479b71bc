import { createContext, useContext } from 'react';
import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { useApp, useDocument } from '../../app.ts';

/** Settings that a panel of settings shows in place of the document's. */
export interface SettingsDraft {
  readonly settings: TrainingSettings;
  readonly set: (settings: Partial<TrainingSettings>) => void;
  /** Settings that cannot be changed here. */
  readonly isFixed: (key: keyof TrainingSettings) => boolean;
}

export const SettingsContext = createContext<SettingsDraft | null>(null);

export function useSettings(): TrainingSettings {
  const own = useDocument(({ document }) => document.training);
  return useContext(SettingsContext)?.settings ?? own;
}

/** Changes training settings; `label` is what undo says. Edits of one field in a row are one undo step. */
export function useSetTraining(): (label: string, settings: Partial<TrainingSettings>) => void {
  const { documents } = useApp();
  const draft = useContext(SettingsContext);
  return (label, settings) =>
    draft ? draft.set(settings) : documents.dispatch(label, { type: 'setTraining', settings });
}
