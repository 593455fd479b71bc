/** What the app asks of the machine it runs on. One contract, three hosts: electron (IPC), loopback (HTTP), node (direct). */
export interface HostRequests {
  /** Where projects go by default, and what the host can show. */
  about: { params: Record<never, never>; result: HostAbout };
  list: { params: { path: string }; result: FolderListing };
  stat: { params: { path: string }; result: FileStat | null };
  read: { params: { path: string }; result: Uint8Array };
  /** Atomic: temporary file, flush, rename; the file that was there is kept as `NAME.bak`. */
  write: { params: { path: string; bytes: Uint8Array }; result: FileStat };
  /** Adds to a file that is `at` bytes long, for logs that others follow; 0 begins it, and makes the folders above it. */
  append: { params: { path: string; at: number; bytes: Uint8Array }; result: FileStat };
  recent: { params: Record<never, never>; result: readonly RecentFile[] };
  /** Puts a file first among the recent ones. `summary` is what the start screen shows without opening it. */
  remember: { params: { path: string; name: string; summary: RecentSummary }; result: null };
  forget: { params: { path: string }; result: null };
  getPreferences: { params: Record<never, never>; result: Readonly<Record<string, unknown>> };
  setPreferences: { params: { values: Readonly<Record<string, unknown>> }; result: null };
  /** Unsaved work, kept apart from the file until the user saves; `null` bytes when there is none. */
  readDraft: { params: { id: string }; result: Uint8Array | null };
  writeDraft: { params: { id: string; bytes: Uint8Array }; result: null };
  deleteDraft: { params: { id: string }; result: null };
  listDrafts: { params: Record<never, never>; result: readonly DraftEntry[] };
  /** States of a run on the way, each under a name of letters, digits, `-` and `_`. Atomic; old runs' give way to new ones. */
  writeCheckpoint: { params: { run: string; name: string; bytes: Uint8Array }; result: null };
  readCheckpoint: { params: { run: string; name: string }; result: Uint8Array | null };
  listCheckpoints: { params: { run: string }; result: readonly CheckpointEntry[] };
  /** All of the run's where `names` is left out. */
  deleteCheckpoints: { params: { run: string; names?: readonly string[] | undefined }; result: null };
  /** The user's own blocks, a file each; what is in them is checked by whoever reads them. */
  listBlocks: { params: Record<never, never>; result: readonly BlockEntry[] };
  /** Atomic. `file` is a name of the list, or a new one that ends in `.json`. */
  writeBlock: { params: { file: string; text: string }; result: null };
  deleteBlock: { params: { file: string }; result: null };
}

export type HostChannel = keyof HostRequests;

export interface HostAbout {
  readonly kind: 'electron' | 'loopback' | 'node';
  readonly version: string;
  readonly home: string;
  /** Folder offered first by open and save. */
  readonly projects: string;
  readonly separator: string;
  /** True where `openDialog` and `saveDialog` show the system's own dialogs; else the app draws its own over `list`. */
  readonly nativeDialogs: boolean;
}

export interface FileStat {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly bytes: number;
  readonly modified: number;
}

export interface FolderListing {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
}

export interface RecentSummary {
  readonly layers: number;
  readonly parameters: number;
  readonly errors: number;
  /** Test or validation accuracy of the best run, 0 to 1; `null` when none finished. */
  readonly accuracy: number | null;
  /** Whether any run did an epoch: not every task has an accuracy. Absent in older lists. */
  readonly trained?: boolean;
  /** Block silhouette: family and relative width and height per block, see `renderer/start/silhouette`. */
  readonly silhouette: unknown;
}

export interface RecentFile extends RecentSummary {
  readonly path: string;
  readonly name: string;
  readonly modified: number;
  readonly missing: boolean;
}

export interface DraftEntry {
  readonly id: string;
  readonly modified: number;
}

export interface CheckpointEntry {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface BlockEntry {
  readonly file: string;
  /** `null` where it is too large, no text, or may not be read. */
  readonly text: string | null;
}

export interface FileFilter {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** The client's side, the same for every host. Failures reject with a `HostError`. */
export interface Host {
  request<C extends HostChannel>(channel: C, params: HostRequests[C]['params']): Promise<HostRequests[C]['result']>;
  /** Native dialogs, only where `about.nativeDialogs`; resolves to a path, or `null` when cancelled. */
  openDialog?(options: { readonly filters: readonly FileFilter[]; readonly folder?: boolean }): Promise<string | null>;
  saveDialog?(options: {
    readonly filters: readonly FileFilter[];
    readonly suggestedName: string;
  }): Promise<string | null>;
  /** What `read` gives, without all of it in the page's memory; only where the host can. */
  readBlob?(path: string): Promise<Blob>;
  /** As `write`, of what need not lie in the page's memory; only where the host can. */
  writeBlob?(path: string, content: Blob): Promise<FileStat>;
  /** Where a dropped file or folder lies, only where the page may be told; `null` for one that is not on the disk. */
  pathOf?(file: File): string | null;
}

export type HostErrorCode =
  | 'not-found'
  | 'denied'
  | 'not-a-folder'
  | 'no-space'
  | 'too-large'
  | 'refused'
  | 'unreachable'
  | 'failed';

/** `path` names the thing; the screen says what to do about each code. */
export class HostError extends Error {
  constructor(
    readonly code: HostErrorCode,
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'HostError';
  }
}
