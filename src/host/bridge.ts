import type { FileFilter, HostErrorCode } from './host.ts';

/** A failure as plain data, for wires that do not carry classes. */
export interface HostFailure {
  readonly code: HostErrorCode;
  readonly path: string;
  readonly message: string;
}

export type HostReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: HostFailure };

/** What the preload script puts on `window.stride`: plain data only, since classes do not cross the bridge. */
export interface StrideBridge {
  request(channel: string, params: unknown): Promise<HostReply>;
  openDialog(options: { readonly filters: readonly FileFilter[]; readonly folder?: boolean }): Promise<string | null>;
  saveDialog(options: {
    readonly filters: readonly FileFilter[];
    readonly suggestedName: string;
  }): Promise<string | null>;
  /** Where a dropped file or folder lies; `null` for one that is not on the disk. */
  pathOf(file: File): string | null;
}

declare global {
  interface Window {
    /** Present in Electron only. */
    readonly stride?: StrideBridge;
  }
}
