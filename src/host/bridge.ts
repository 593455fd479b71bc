import type { FileFilter } from './host.ts';
import type { HostReply } from './reply.ts';

/** What the preload script puts on `window.stride`: plain data only, since classes do not cross the bridge. */
export interface StrideBridge {
  request(channel: string, params: unknown): Promise<HostReply>;
  openDialog(options: { readonly filters: readonly FileFilter[]; readonly folder?: boolean }): Promise<string | null>;
  saveDialog(options: {
    readonly filters: readonly FileFilter[];
    readonly suggestedName: string;
  }): Promise<string | null>;
}

declare global {
  interface Window {
    /** Present in Electron only. */
    readonly stride?: StrideBridge;
  }
}
