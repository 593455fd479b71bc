import type { StoreApi } from 'zustand/vanilla';
import { HostError } from '../../../src/host/host.ts';
import type { createDraftKeeper } from './drafts.ts';
import { hostErrorText } from './host-errors.ts';
import type { ProjectsOptions, ProjectsState } from './options.ts';

/** Reads what the start screen lists: recent files, and drafts that no window has open. */
export function createRefresh(
  { host, claims, notify }: Pick<ProjectsOptions, 'host' | 'claims' | 'notify'>,
  store: Pick<StoreApi<ProjectsState>, 'setState'>,
  keeper: Pick<ReturnType<typeof createDraftKeeper>, 'list'>,
) {
  let latest = 0;
  return async (): Promise<void> => {
    latest += 1;
    const turn = latest;
    try {
      const open = await claims.claimed();
      const [recent, drafts] = [await host.request('recent', {}), await keeper.list(open)];
      // What was read before something else happened must not land on what was read after it.
      if (turn === latest) store.setState({ recent, drafts });
    } catch (error) {
      if (error instanceof HostError) store.setState({ recent: [] });
      notify('problem', hostErrorText(error));
    }
  };
}
