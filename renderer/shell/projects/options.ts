import type { RunRecord } from '../../../src/core/document/runs.ts';
import type { Host, HostAbout, RecentFile } from '../../../src/host/host.ts';
import type { AnalysisStore } from '../../store/analysis.ts';
import type { DocumentStore } from '../../store/document.ts';
import type { RunsStore } from '../../store/runs.ts';
import type { SessionStore } from '../../store/session.ts';
import type { UiStore } from '../../store/ui.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Claims } from './claims.ts';
import type { DraftSummary } from './drafts.ts';

export interface ProjectsState {
  readonly saving: boolean;
  /** Milliseconds since 1970, of the last save from this window. */
  readonly savedAt: number | null;
  /** Runs that the file on the disk has; other ones mean unsaved changes. */
  readonly savedRecords: readonly RunRecord[];
  /** Why drafts cannot be kept, in the interface's language; `null`: they are. */
  readonly draftProblem: string | null;
  /** `null` until first read. */
  readonly recent: readonly RecentFile[] | null;
  readonly drafts: readonly DraftSummary[];
}

export type Notify = (tone: 'done' | 'problem', text: string) => void;

export interface ProjectsOptions {
  readonly host: Host;
  readonly about: HostAbout;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  readonly ui: UiStore;
  readonly dialogs: Dialogs;
  readonly notify: Notify;
  /** Asks the run in progress to end: its document is about to leave. */
  readonly stopTraining: () => void;
  readonly claims: Claims;
  /** Of the tab: survives a reload of the page, not its closing. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly now?: () => number;
  /** Hands the user a file where the host takes none any more. */
  readonly download: (name: string, bytes: Uint8Array) => void;
}
