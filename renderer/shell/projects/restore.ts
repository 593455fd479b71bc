import i18next from 'i18next';
import { parseDocument } from '../../../src/core/document/migrations.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import type { createDraftKeeper } from './drafts.ts';
import type { ProjectsOptions } from './options.ts';
import { clearTab, readTab } from './tab-record.ts';

interface RestoreOptions extends Pick<ProjectsOptions, 'claims' | 'documents' | 'notify' | 'tab'> {
  readonly keeper: Pick<ReturnType<typeof createDraftKeeper>, 'read'>;
  /** As a `copy` it is a network of its own. */
  readonly openDraft: (id: string, copy: boolean) => Promise<boolean>;
  readonly openFile: (path: string, copy: boolean) => Promise<boolean>;
  /** Shows a document of which neither draft nor file is left. */
  readonly showUnwritten: (
    document: StrideDocument,
    from: { readonly id: string; readonly path: string | null },
  ) => void;
  readonly isOpen: () => boolean;
}

/** After a reload of the page: the document that this tab had open, as it was. False: none. */
export function createRestore({ claims, documents, notify, tab, keeper, ...open }: RestoreOptions) {
  return async (): Promise<boolean> => {
    const record = readTab(tab);
    if (!record) return false;
    const { id, path } = record;
    const hasDraft = (await keeper.read(id).catch(() => null)) !== null;
    const reopen = async (copy: boolean): Promise<boolean> =>
      hasDraft ? open.openDraft(id, copy) : path !== null && open.openFile(path, copy);
    if (await claims.isDocumentElsewhere(id)) {
      // A duplicate of a tab: two windows that write one draft would lose the work of one of them.
      const copied = await reopen(true);
      if (copied) notify('done', i18next.t('shell:notices.openedAsCopy', { name: documents.getState().document.name }));
      else clearTab(tab);
      return copied;
    }
    const found = await reopen(false);
    const last = record.unwritten === null ? null : parseDocument(JSON.parse(record.unwritten));
    if (last?.ok && found) documents.open(last.value, { ...documents.getState(), saved: false });
    else if (last?.ok) open.showUnwritten(last.value, { id, path });
    if (!found && !last?.ok) clearTab(tab);
    return open.isOpen();
  };
}
