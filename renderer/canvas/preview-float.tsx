import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Change, Preview } from '../../src/core/analysis/preview.ts';
import { useAnalysis, usePreview, useUi } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatBytes, formatPercent, formatSigned, formatTotal, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './preview.module.css';

/** Under the pointer's change: what it would do to the whole network. */
export function PreviewFloat() {
  const preview = usePreview((s) => s.preview);
  const dragged = usePreview((s) => s.kind === 'drag');
  const { t } = useTranslation('analysis');
  // Always there: what screen readers are to be told must come into something that they know.
  return (
    <output className={styles.float} aria-live={dragged ? 'off' : 'polite'} aria-label={t('preview.label')}>
      {preview ? <Card preview={preview} dragged={dragged} /> : null}
    </output>
  );
}

function Card({ preview, dragged }: { readonly preview: Preview; readonly dragged: boolean }) {
  const { t } = useTranslation('analysis');
  const title = usePreview((s) => s.title);
  const unknownNow = useAnalysis((s) => s.analysis.totals.unknown);
  const unknownThen = preview.analysis.totals.unknown;
  return (
    <>
      <b>{title ?? t('preview.title')}</b>
      {unknownThen > unknownNow ? null : <Figures preview={preview} mends={unknownThen < unknownNow} />}
      <Layers preview={preview} />
      <Problems preview={preview} />
      {dragged ? <small>{t('preview.drag')}</small> : null}
    </>
  );
}

type Figure = 'parameters' | 'work' | 'activationBytes' | 'trainingBytes';

const figures: readonly Figure[] = ['parameters', 'work', 'activationBytes', 'trainingBytes'];

/** How the totals change; the totals themselves where they were not known before. */
function Figures({ preview, mends }: { readonly preview: Preview; readonly mends: boolean }) {
  const { t } = useTranslation(['analysis', 'define']);
  const convention = useUi((s) => s.convention);
  const locale = useLocale();
  const least = preview.analysis.totals.unknown > 0 ? '≥ ' : '';
  return (
    <ul className={styles.figures}>
      {figures.map((figure) => {
        const change = figure === 'work' ? preview.totals.work[convention] : preview.totals[figure];
        if (!change || (!mends && change[0] === change[1])) return null;
        return (
          <li key={figure}>
            <b>{mends ? least + amount(figure, change[1], locale) : difference(figure, change, locale)}</b>
            <span>{figure === 'work' ? t(`define:why.unit.${convention}`) : t(`preview.${figure}`)}</span>
            {mends ? null : <em>{relative(change, locale)}</em>}
          </li>
        );
      })}
    </ul>
  );
}

const amount = (figure: Figure, value: number, locale: Locale): string =>
  figure === 'parameters' || figure === 'work' ? formatTotal(value, locale) : formatBytes(value, locale);

const difference = (figure: Figure, [before, after]: Change, locale: Locale): string =>
  formatSigned(after - before, (size) => amount(figure, size, locale));

const relative = ([before, after]: Change, locale: Locale): string =>
  before === 0 ? '' : formatSigned(after / before - 1, (share) => formatPercent(share, locale, share < 0.1 ? 1 : 0));

function Layers({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('analysis');
  const count = (kind: 'changed' | 'added' | 'removed') => preview.nodes.filter((node) => node.kind === kind).length;
  const parts = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const number = count(kind);
    return number > 0 ? [t(`preview.${kind}`, { count: number })] : [];
  });
  return <span className={styles.layers}>{parts.length > 0 ? parts.join(', ') : t('preview.nothing')}</span>;
}

function Problems({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation('analysis');
  const problemText = useProblemText();
  const [added] = preview.problemsAdded;
  const removed = preview.problemsRemoved.length;
  if (added)
    return (
      <span className={styles.problem} data-tone="err">
        <CircleX size={13} />
        {problemText(added)}
      </span>
    );
  return removed > 0 ? (
    <span className={styles.problem} data-tone="ok">
      <CircleCheck size={13} />
      {t('preview.mended', { count: removed })}
    </span>
  ) : null;
}
