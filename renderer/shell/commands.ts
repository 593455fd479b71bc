import i18next from 'i18next';
import { starter } from '../../templates/starter.ts';
import type { AnalysisStore } from '../store/analysis.ts';
import type { SessionStore } from '../store/session.ts';
import type { Step, UiStore, ViewName } from '../store/ui.ts';
import type { TrainingController } from '../training/controller.ts';
import type { Dialogs } from './dialogs.ts';
import type { Projects } from './projects/projects.ts';
import { errorCount, isRunning } from './step-state.ts';

export interface CommandsOptions {
  readonly analyses: AnalysisStore;
  readonly session: SessionStore;
  readonly ui: UiStore;
  readonly dialogs: Dialogs;
  readonly projects: Projects;
  readonly loadTraining: () => Promise<Pick<TrainingController, 'start'>>;
}

/** What keyboard, menus and the command palette do alike. */
export function createCommands({ analyses, session, ui, dialogs, projects, loadTraining }: CommandsOptions) {
  const inEditor = () => ui.getState().screen === 'editor';
  return {
    newNetwork: (): Promise<boolean> =>
      projects.openDocument(() => ({ ...starter.build(), name: i18next.t('shell:untitled') })),
    goTo: (step: Step): void => {
      if (inEditor()) ui.setState({ step });
    },
    /** To a step, where its middle shows this instead of its own. */
    showView: (step: Step, view: ViewName): void => {
      if (inEditor()) ui.setState(({ views }) => ({ step, views: { ...views, [step]: view } }));
    },
    /** Why the network cannot train now, or `null`. */
    trainBlocked: (): 'errors' | 'empty' | null => {
      const { analysis } = analyses.getState();
      if (errorCount(analysis) > 0) return 'errors';
      return analysis.totals.layers === 0 ? 'empty' : null;
    },
    /** To the Train step; starts a run unless one is going on. */
    train(): void {
      if (!inEditor() || this.trainBlocked() !== null) return;
      ui.setState({ step: 'train' });
      if (!isRunning(session.getState().session)) void loadTraining().then((training) => training.start());
    },
    toggle: (dialog: 'palette' | 'shortcuts' | 'history'): void => {
      const { open, question } = dialogs.getState();
      if (question === null) dialogs.setState({ open: open === dialog ? null : dialog });
    },
    toggleProblems: (): void => {
      const open = !ui.getState().problemsOpen;
      ui.setState(open ? { problemsOpen: true, step: 'define' } : { problemsOpen: false });
    },
  };
}

export type Commands = ReturnType<typeof createCommands>;
