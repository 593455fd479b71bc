import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RecentFile } from '../../src/host/host.ts';
import { useApp } from '../app.ts';
import { formatAgo, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { baseName } from '../shell/paths.ts';
import type { DraftSummary } from '../shell/projects/drafts.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './recent.module.css';
import { KeptSilhouette } from './silhouette.tsx';

/** Unsaved drafts first, then files as they were opened or saved last. */
export function RecentList() {
  const { t } = useTranslation('start');
  const { projects } = useApp();
  const recent = useStore(projects.store, (s) => s.recent);
  const drafts = useStore(projects.store, (s) => s.drafts);
  return (
    <section className={styles.recent} aria-labelledby="start-recent">
      <header>
        <h2 id="start-recent">{t('recent.title')}</h2>
        <Button look="ghost" size="small" onClick={() => void projects.open()}>
          {t('recent.all')}
        </Button>
      </header>
      <ul>
        {drafts.map((draft) => (
          <DraftRow key={draft.id} draft={draft} />
        ))}
        {recent?.map((file) => (
          <RecentRow key={file.path} file={file} />
        ))}
      </ul>
      {recent === null ? <p>{t('recent.reading')}</p> : null}
      {recent?.length === 0 && drafts.length === 0 ? <p>{t('recent.empty')}</p> : null}
    </section>
  );
}

function RecentRow({ file }: { readonly file: RecentFile }) {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const { projects } = useApp();
  const state = file.missing
    ? t('recent.missing')
    : file.errors > 0
      ? t('recent.error', { count: file.errors })
      : file.accuracy !== null
        ? t('recent.trained', { accuracy: formatPercent(file.accuracy, locale) })
        : file.trained
          ? t('recent.trainedPlain', { count: file.layers })
          : t('recent.untrained', { count: file.layers });
  return (
    <Row
      name={file.name}
      tip={file.path}
      state={state}
      tone={file.missing || file.errors > 0 ? 'err' : undefined}
      at={file.modified}
      silhouette={file.silhouette}
      onOpen={() => void projects.openPath(file.path)}
      removeLabel={t('recent.forget', { name: file.name })}
      onRemove={() => void projects.forget(file.path)}
    />
  );
}

function DraftRow({ draft }: { readonly draft: DraftSummary }) {
  const { t } = useTranslation('start');
  const { projects } = useApp();
  const state = draft.path === null ? t('recent.unsaved') : t('recent.unsavedOf', { file: baseName(draft.path) });
  return (
    <Row
      name={draft.name}
      tip={draft.path ?? state}
      state={state}
      tone="warn"
      at={draft.at}
      silhouette={draft.summary.silhouette}
      onOpen={() => void projects.openDraft(draft.id)}
      removeLabel={t('recent.discard', { name: draft.name })}
      onRemove={() => void projects.removeDraft(draft.id)}
    />
  );
}

interface RowProps {
  readonly name: string;
  readonly tip: ReactNode;
  readonly state: string;
  readonly tone: 'err' | 'warn' | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly silhouette: unknown;
  readonly onOpen: () => void;
  readonly removeLabel: string;
  readonly onRemove: () => void;
}

function Row({ name, tip, state, tone, at, silhouette, onOpen, removeLabel, onRemove }: RowProps) {
  const locale = useLocale();
  const [now] = useState(Date.now);
  return (
    <li className={styles.row}>
      <Tip text={tip} side="left">
        <button type="button" className={styles.rowButton} onClick={onOpen}>
          <span className={styles.thumb}>
            <KeptSilhouette kept={silhouette} width={56} height={22} />
          </span>
          <span className={styles.rowText}>
            <b>{name}</b>
            <span data-tone={tone}>{state}</span>
          </span>
          <span className={styles.ago}>{formatAgo(at, now, locale)}</span>
        </button>
      </Tip>
      <IconButton label={removeLabel} size="small" className={styles.remove ?? ''} onClick={onRemove}>
        <X size={13} />
      </IconButton>
    </li>
  );
}
