import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, greatest, heldLabels, type Meaning } from '../../src/core/predictions/answer.ts';
import { decodeImageBlob } from '../../src/engine/data/browser-image.ts';
import { joinPath } from '../../src/engine/data/source.ts';
import { useApp, useSession } from '../app.ts';
import { formatFull, formatPercent, formatSmall, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import { hostReader } from '../training/data-paths.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { fileInput } from './inputs.ts';
import styles from './predict-folder.module.css';
import { type FoundAnswers, type SortOrder, sorted, sortOrders } from './predict-folder.ts';
import { usePredictTarget } from './use-predict-target.ts';

const shownAtFirst = 100;

/** The answers, those to doubt first; choosing one shows its picture and how the answer came about. */
export function FolderAnswers({ found, running }: { readonly found: FoundAnswers; readonly running: boolean }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const hasSureness = found.meaning.task !== 'regression';
  const [order, setOrder] = useState<SortOrder>(hasSureness ? 'unsure' : 'path');
  const [limit, setLimit] = useState(shownAtFirst);
  const show = useShownFile(found);
  // While answers come in, rows would leave under the pointer.
  const files = useMemo(() => sorted(found.files, running ? 'path' : order), [found.files, running, order]);
  const chosen = useSession(({ input }) => (input?.source === 'file' ? input.name : null));
  const rest = files.length - limit;
  return (
    <>
      {hasSureness && !running ? (
        <div className={styles.sort}>
          <Select
            label={t('predict.folder.sort')}
            value={order}
            onChange={setOrder}
            choices={sortOrders.map((value) => ({ value, label: t(`predict.folder.orders.${value}`) }))}
          />
        </div>
      ) : null}
      <ul className={styles.answers} aria-label={t('predict.folder.answers')}>
        {files.slice(0, limit).map(({ path, answer }) => (
          <li key={path}>
            <button type="button" aria-pressed={chosen === path} onClick={() => void show(path)}>
              <span title={path}>{path}</span>
              <b>{said(answer, found.meaning, locale) || t('predict.noLabel')}</b>
              {answer.sureness === null ? null : <em>{formatPercent(answer.sureness, locale, 0)}</em>}
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button className={styles.more} onClick={() => setLimit(limit + 4 * shownAtFirst)}>
          {t('predict.folder.more', { number: formatFull(Math.min(rest, 4 * shownAtFirst), locale) })}
        </Button>
      ) : null}
    </>
  );
}

/** Asks once more about one of the files, with the feature maps this time. */
function useShownFile({ folder }: FoundAnswers): (path: string) => Promise<void> {
  const { training, host, notify } = useApp();
  const target = usePredictTarget();
  return async (path) => {
    if (!target) return;
    try {
      const bytes = await hostReader(training.dropped.beside(host)).read(joinPath(folder, path));
      training.predict(fileInput(await decodeImageBlob(new Blob([new Uint8Array(bytes)])), path, target));
    } catch (error) {
      notify('problem', hostErrorText(error));
    }
  };
}

/** Class, labels or numbers in words; of a mask its largest class. Empty where no label holds. */
function said(answer: Answer, meaning: Meaning, locale: Locale): string {
  switch (meaning.task) {
    case 'oneLabel':
    case 'segmentation':
      return meaning.outputs[greatest(answer.values)] ?? '';
    case 'manyLabel':
      return heldLabels(answer, meaning).join(', ');
    case 'regression':
      return Array.from(answer.values, (value) => formatSmall(value, locale)).join(' · ');
  }
}
