import { ArrowUp, Folder } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderListing } from '../../src/host/host.ts';
import { useApp } from '../app.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Dialog } from '../ui/overlay.tsx';
import styles from './folder-dialog.module.css';

interface Question {
  readonly title: string;
  readonly settle: (path: string | null) => void;
}

/**
 * Asks for a folder: by the system's dialog where there is one, else over the host's listing. Render `element`; `ask`
 * resolves to a path, or `null` when cancelled.
 */
export function useFolderDialog(): {
  readonly ask: (title: string) => Promise<string | null>;
  readonly element: ReactNode;
} {
  const { host } = useApp();
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = (title: string): Promise<string | null> => {
    if (host.openDialog) return host.openDialog({ filters: [], folder: true });
    return new Promise((resolve) => {
      setQuestion({
        title,
        settle: (path) => {
          setQuestion(null);
          resolve(path);
        },
      });
    });
  };
  return { ask, element: question ? <FolderDialog question={question} /> : null };
}

function FolderDialog({ question: { title, settle } }: { readonly question: Question }) {
  const { t } = useTranslation(['compile', 'shell']);
  const [listing, error, go] = useFolder();
  const folders = listing?.entries.filter(({ kind, name }) => kind === 'folder' && !name.startsWith('.')) ?? [];
  const pictures = (listing?.entries.length ?? 0) - folders.length;
  return (
    <Dialog
      title={title}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(open) => !open && settle(null)}
      className={styles.dialog ?? ''}
      footer={
        <>
          <Button onClick={() => settle(null)}>{t('shell:cancel')}</Button>
          <Button look="primary" disabled={!listing} onClick={() => settle(listing?.path ?? null)}>
            {t('compile:folder.choose')}
          </Button>
        </>
      }
    >
      <div className={styles.path}>
        <IconButton
          label={t('compile:folder.up')}
          disabled={!listing?.parent}
          onClick={() => listing?.parent && go(listing.parent)}
        >
          <ArrowUp size={14} />
        </IconButton>
        <TextField
          label={t('compile:folder.path')}
          value={listing?.path ?? ''}
          onCommit={(path) => {
            go(path);
            return true;
          }}
        />
      </div>
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
      <ul className={styles.entries} aria-label={t('compile:folder.list')}>
        {folders.map((entry) => (
          <li key={entry.name}>
            <button type="button" onClick={() => go(`${listing?.path.replace(/[/\\]$/, '') ?? ''}/${entry.name}`)}>
              <Folder size={14} />
              {entry.name}
            </button>
          </li>
        ))}
        {pictures > 0 ? <li className={styles.files}>{t('compile:folder.files', { count: pictures })}</li> : null}
      </ul>
    </Dialog>
  );
}

function useFolder() {
  const { host } = useApp();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [path, setPath] = useState('');
  useEffect(() => {
    let stale = false;
    host.request('list', { path }).then(
      (found) => {
        if (stale) return;
        setListing(found);
        setError(null);
      },
      (failure) => {
        if (!stale) setError(hostErrorText(failure));
      },
    );
    return () => {
      stale = true;
    };
  }, [host, path]);
  return [listing, error, setPath] as const;
}
