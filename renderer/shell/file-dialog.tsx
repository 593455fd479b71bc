import { ArrowUp, File, Folder } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderEntry, FolderListing } from '../../src/host/host.ts';
import { useApp } from '../app.ts';
import { formatAgo, formatBytes } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { TextField } from '../ui/fields.tsx';
import { Dialog } from '../ui/overlay.tsx';
import type { Question } from './dialogs.ts';
import styles from './file-dialog.module.css';
import { inFolder } from './paths.ts';
import { hostErrorText } from './projects/host-errors.ts';

type FileQuestion = Extract<Question, { kind: 'openFile' | 'openFolder' | 'saveFile' }>;

/** Open, choose a folder, and save over the host's own listing, where the system has no dialog to offer. */
export function FileDialog({ question }: { readonly question: FileQuestion }) {
  const { t } = useTranslation('shell');
  const saving = question.kind === 'saveFile';
  const [listing, error, go] = useFolder(question.kind === 'saveFile' ? question.folder : '');
  const [name, setName] = useState(question.kind === 'saveFile' ? question.suggestedName : '');
  const [everything, setEverything] = useState(false);
  /** The file that a first press on Save would have replaced. */
  const [warned, setWarned] = useState<string | null>(null);
  const filters = question.kind === 'openFolder' ? null : question.filters;
  const extensions = filters?.flatMap((filter) => filter.extensions) ?? [];
  const suits = ({ name: file, kind }: FolderEntry) =>
    kind === 'folder' || everything || extensions.some((extension) => file.toLowerCase().endsWith(`.${extension}`));
  const entries = listing?.entries.filter(suits) ?? [];
  const files = listing?.entries.filter(({ kind }) => kind === 'file').length ?? 0;
  const wanted = saving && name !== '' && !/\.[^.]+$/.test(name) ? `${name}.${extensions[0] ?? 'stride'}` : name;
  const replaced = saving && listing?.entries.some((entry) => entry.kind === 'file' && entry.name === wanted);
  const asked = replaced && warned === wanted;

  const finishes = { openFile: 'open', openFolder: 'choose', saveFile: asked ? 'replaceButton' : 'save' } as const;
  const finish = () => {
    if (!listing) return;
    if (!filters) question.settle(listing.path);
    else if (wanted.trim() === '') return;
    else if (replaced && !asked) setWarned(wanted);
    else question.settle(inFolder(listing.path, wanted.trim()));
  };
  const pick = (entry: FolderEntry) => {
    if (!listing) return;
    if (entry.kind === 'folder') go(inFolder(listing.path, entry.name));
    else if (saving) setName(entry.name);
    else question.settle(inFolder(listing.path, entry.name));
  };
  return (
    <Dialog
      title={question.title ?? t('fileDialog.saveTitle')}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && question.settle(null)}
      className={styles.dialog ?? ''}
      footer={
        <>
          {saving || !filters ? null : (
            <span className={styles.filter}>
              <Select
                label={t('fileDialog.filter')}
                value={everything ? 'all' : 'filter'}
                onChange={(value) => setEverything(value === 'all')}
                choices={[
                  { value: 'filter', label: filters[0]?.name ?? '' },
                  { value: 'all', label: t('fileDialog.allFiles') },
                ]}
              />
            </span>
          )}
          <Button onClick={() => question.settle(null)}>{t('cancel')}</Button>
          <Button look="primary" disabled={!listing || (filters !== null && wanted.trim() === '')} onClick={finish}>
            {t(`fileDialog.${finishes[question.kind]}`)}
          </Button>
        </>
      }
    >
      <div className={styles.path}>
        <IconButton
          label={t('fileDialog.up')}
          disabled={!listing?.parent}
          onClick={() => listing?.parent && go(listing.parent)}
        >
          <ArrowUp size={14} />
        </IconButton>
        <TextField
          label={t('fileDialog.path')}
          value={listing?.path ?? ''}
          onCommit={(path) => {
            go(path);
            return true;
          }}
        />
      </div>
      {error === null ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Entries
        entries={entries}
        empty={t(listing ? (filters ? 'fileDialog.empty' : 'fileDialog.noFolders') : 'fileDialog.loading')}
        chosen={name}
        onChoose={(entry) => entry.kind === 'file' && setName(entry.name)}
        onPick={pick}
        onUp={() => listing?.parent && go(listing.parent)}
      />
      {files > 0 && !filters ? <p className={styles.files}>{t('fileDialog.files', { count: files })}</p> : null}
      {saving ? <NameField name={name} onChange={setName} onSubmit={finish} /> : null}
      {asked ? (
        <p className={styles.warning} role="alert">
          {t('fileDialog.replace', { name: wanted })}
        </p>
      ) : null}
    </Dialog>
  );
}

function NameField(props: { readonly name: string; onChange: (name: string) => void; onSubmit: () => void }) {
  const { t } = useTranslation('shell');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    input?.focus();
    // The name without its ending: that is what gets typed over.
    input?.setSelectionRange(0, input.value.replace(/\.[^.]+$/, '').length);
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className={styles.name} onSubmit={submit}>
      <label htmlFor="file-name">{t('fileDialog.name')}</label>
      <input
        id="file-name"
        ref={field}
        value={props.name}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => props.onChange(event.target.value.replace(/[/\\]/g, ''))}
      />
    </form>
  );
}

interface EntriesProps {
  readonly entries: readonly FolderEntry[];
  readonly empty: string;
  readonly chosen: string;
  readonly onChoose: (entry: FolderEntry) => void;
  readonly onPick: (entry: FolderEntry) => void;
  readonly onUp: () => void;
}

/** Arrows walk, Enter opens, Backspace goes up, a letter jumps to the next name that starts with it. */
function Entries({ entries, empty, chosen, onChoose, onPick, onUp }: EntriesProps) {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const list = useRef<HTMLUListElement>(null);
  const [now] = useState(Date.now);
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((button) => button.matches(':focus'));
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key] ?? 0;
    if (step !== 0) {
      event.preventDefault();
      all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
    } else if (event.key === 'Backspace') onUp();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const matches = (name: string) => name.toLowerCase().startsWith(event.key.toLowerCase());
      const order = [...entries.keys()].map((i) => (at + 1 + i) % entries.length);
      const next = order.find((i) => matches(entries[i]?.name ?? ''));
      if (next !== undefined) all[next]?.focus();
    }
  };
  if (entries.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <ul className={styles.entries} ref={list} aria-label={t('fileDialog.list')} onKeyDown={onKeyDown}>
      {entries.map((entry, index) => (
        <li key={entry.name}>
          <button
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            data-chosen={entry.name === chosen || undefined}
            onFocus={() => onChoose(entry)}
            onClick={() => (entry.kind === 'folder' ? onPick(entry) : onChoose(entry))}
            onDoubleClick={() => onPick(entry)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              onPick(entry);
            }}
          >
            {entry.kind === 'folder' ? <Folder size={14} /> : <File size={14} />}
            <span>{entry.name}</span>
            <span className={styles.detail}>{entry.kind === 'file' ? formatBytes(entry.bytes, locale) : ''}</span>
            <span className={styles.detail}>{formatAgo(entry.modified, now, locale)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The folder shown, what was wrong with the last one asked for, and the way to another. */
function useFolder(first: string) {
  const { host } = useApp();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [path, setPath] = useState(first);
  useEffect(() => {
    let stale = false;
    host.request('list', { path }).then(
      (found) => {
        if (stale) return;
        setListing(found);
        setError(null);
      },
      (failure) => !stale && setError(hostErrorText(failure)),
    );
    return () => {
      stale = true;
    };
  }, [host, path]);
  return [listing, error, setPath] as const;
}
