import { ArrowRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { useApp, useSession } from '../app.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import { chosenMistakes, confusedPairs, haveNames, type SortOrder, sameCell, sortOrders } from './confusion.ts';
import styles from './evaluate.module.css';
import { sampleInput } from './inputs.ts';

interface MistakesProps {
  readonly evaluation: Evaluation;
  readonly dataset: Dataset;
}

const shownAtFirst = 44;

/** The images that the network took for something else; pressing one asks it again, beside. */
export function Mistakes({ evaluation, dataset }: MistakesProps) {
  const { t } = useTranslation('evaluate');
  const cell = useSession((state) => state.cell);
  const [order, setOrder] = useState<SortOrder>('byConfidence');
  const [limit, setLimit] = useState(shownAtFirst);
  const mistakes = useMemo(() => chosenMistakes(evaluation.mistakes, cell, order), [evaluation.mistakes, cell, order]);
  const shown = mistakes.slice(0, limit);
  const rest = mistakes.length - shown.length;
  return (
    <section className={styles.mistakes} aria-label={t('mistakes.title')}>
      <div className={styles.heading}>
        <h3>{t('mistakes.title')}</h3>
        <Filters evaluation={evaluation} classes={dataset.classes} />
        <span className={`${styles.legend} ${styles.end}`}>{t('mistakes.legend')}</span>
        <span className={styles.sort}>
          <Select
            label={t('mistakes.sort')}
            value={order}
            onChange={setOrder}
            choices={sortOrders.map((value) => ({ value, label: t(`mistakes.${value}`) }))}
          />
        </span>
      </div>
      {shown.length === 0 ? (
        <p className={styles.none}>{t(evaluation.mistakes.length === 0 ? 'mistakes.none' : 'mistakes.noneHere')}</p>
      ) : (
        <ul className={styles.gallery} data-named={haveNames(dataset.classes) || undefined}>
          {shown.map((mistake) => (
            <li key={mistake.index}>
              <MistakeImage mistake={mistake} dataset={dataset} split={evaluation.split} />
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? (
        <Button className={styles.more} onClick={() => setLimit(limit + 4 * shownAtFirst)}>
          {t('mistakes.more', { count: Math.min(rest, 4 * shownAtFirst) })}
        </Button>
      ) : null}
    </section>
  );
}

function Filters({ evaluation, classes }: { readonly evaluation: Evaluation; readonly classes: readonly string[] }) {
  const { t } = useTranslation('evaluate');
  const { session } = useApp();
  const cell = useSession((state) => state.cell);
  const pairs = useMemo(() => confusedPairs(evaluation.confusion), [evaluation.confusion]);
  const top = pairs.slice(0, haveNames(classes) ? 2 : 3);
  const chosen = cell && !top.some((pair) => sameCell(pair, cell)) ? cell : null;
  const extra = chosen ? [{ ...chosen, count: evaluation.confusion[chosen.label]?.[chosen.predicted] ?? 0 }] : [];
  return (
    <>
      <button
        type="button"
        className={styles.filter}
        aria-pressed={cell === null}
        onClick={() => session.setState({ cell: null })}
      >
        {t('mistakes.all', { count: evaluation.mistakes.length })}
      </button>
      {[...top, ...extra].map((pair) => (
        <button
          key={`${pair.label} ${pair.predicted}`}
          type="button"
          className={styles.filter}
          aria-pressed={sameCell(pair, cell)}
          onClick={() => session.setState({ cell: { label: pair.label, predicted: pair.predicted } })}
        >
          {classes[pair.label]} → {classes[pair.predicted]} <b>{pair.count}</b>
        </button>
      ))}
    </>
  );
}

interface MistakeImageProps {
  readonly mistake: Evaluation['mistakes'][number];
  readonly dataset: Dataset;
  readonly split: Evaluation['split'];
}

function MistakeImage({ mistake, dataset, split }: MistakeImageProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { training } = useApp();
  const { index, label, predicted, confidence } = mistake;
  const pressed = useSession(
    ({ input }) => input?.source === 'sample' && input.index === index && input.split === split,
  );
  const names = { label: dataset.classes[label] ?? '', predicted: dataset.classes[predicted] ?? '' };
  return (
    <button
      type="button"
      className={styles.mistake}
      aria-pressed={pressed}
      aria-label={t('mistakes.image', { index, ...names, confidence: formatPercent(confidence, locale, 0) })}
      onClick={() => void sampleInput(dataset, split, index).then(training.predict)}
    >
      <SamplePicture dataset={dataset} split={split} index={index} />
      <span>
        {names.label} <ArrowRight size={9} /> <b>{names.predicted}</b>
        <em>{formatFull(confidence * 100, locale)}</em>
      </span>
    </button>
  );
}
