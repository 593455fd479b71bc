import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { useApp, useSession } from '../app.ts';
import { formatDecimals, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { ConfusionCell } from '../store/session.ts';
import { Segmented } from '../ui/choice.tsx';
import { cellHeat, confusedPairs, drawnClasses, haveNames, sameCell } from './confusion.ts';
import styles from './evaluate.module.css';

interface ConfusionMatrixProps {
  readonly confusion: Evaluation['confusion'];
  readonly classes: readonly string[];
}

type Unit = 'counts' | 'rows';

const moves: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** True against predicted classes. Arrows walk the cells; pressing one shows its mistakes alone. */
export function ConfusionMatrix({ confusion, classes }: ConfusionMatrixProps) {
  const { t } = useTranslation('evaluate');
  const [unit, setUnit] = useState<Unit>('counts');
  const drawn = useMemo(() => drawnClasses(confusion), [confusion]);
  return (
    <section aria-label={t('matrix.title')}>
      <div className={styles.heading}>
        <h3>{t('matrix.title')}</h3>
        <span className={styles.end}>
          <Segmented
            label={t('matrix.unit')}
            value={unit}
            onChange={setUnit}
            choices={[
              { value: 'counts', label: t('matrix.counts') },
              { value: 'rows', label: t('matrix.rows') },
            ]}
          />
        </span>
      </div>
      <div className={styles.matrixBox}>
        <span className={styles.truthName} aria-hidden="true">
          {t('matrix.truth')}
        </span>
        <div>
          <Cells confusion={confusion} classes={classes} drawn={drawn} unit={unit} />
          <p className={styles.predictedName} aria-hidden="true">
            {t('matrix.predicted')}
          </p>
        </div>
      </div>
      {drawn.length < classes.length ? (
        <p className={styles.legend}>{t('matrix.tooMany', { count: drawn.length })}</p>
      ) : null}
    </section>
  );
}

interface CellsProps extends ConfusionMatrixProps {
  readonly drawn: readonly number[];
  readonly unit: Unit;
}

function Cells({ confusion, classes, drawn, unit }: CellsProps) {
  const { t } = useTranslation('evaluate');
  const { session } = useApp();
  const chosen = useSession((state) => state.cell);
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<readonly [row: number, column: number]>([0, 0]);
  const worst = useMemo(() => confusedPairs(confusion)[0]?.count ?? 0, [confusion]);
  const write = useCellText(unit);
  const walk = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const inside = (at: number) => Math.min(drawn.length - 1, Math.max(0, at));
    const next = [inside(active[0] + move[0]), inside(active[1] + move[1])] as const;
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.join()}"]`)?.focus();
  };
  const choose = (cell: ConfusionCell) => session.setState({ cell: sameCell(cell, chosen) ? null : cell });
  return (
    <table
      ref={table}
      className={styles.matrix}
      data-dense={drawn.length > 10 || undefined}
      data-named={haveNames(classes) || undefined}
      onKeyDown={walk}
      aria-label={t('matrix.title')}
    >
      <tbody>
        {drawn.map((label, row) => {
          const counts = confusion[label] ?? [];
          const total = counts.reduce((sum, count) => sum + count, 0);
          return (
            <tr key={label}>
              <th scope="row" title={classes[label]}>
                {classes[label]}
              </th>
              {drawn.map((predicted, column) => {
                const count = counts[predicted] ?? 0;
                const right = label === predicted;
                const text = write(count, total);
                return (
                  <td key={predicted}>
                    <button
                      type="button"
                      className={styles.cell}
                      data-at={`${row},${column}`}
                      data-side={right ? 'right' : 'wrong'}
                      style={{ '--heat': `${Math.round(cellHeat(count, total, worst, right) * 100)}%` }}
                      tabIndex={active[0] === row && active[1] === column ? 0 : -1}
                      aria-pressed={sameCell({ label, predicted }, chosen)}
                      aria-label={t('matrix.cell', {
                        label: classes[label] ?? '',
                        predicted: classes[predicted] ?? '',
                        value: text || '0',
                      })}
                      onFocus={() => setActive([row, column])}
                      onClick={() => choose({ label, predicted })}
                    >
                      {text}
                    </button>
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <td />
          {drawn.map((predicted) => (
            <th key={predicted} scope="col" title={classes[predicted]}>
              <span>{classes[predicted]}</span>
            </th>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function useCellText(unit: Unit): (count: number, row: number) => string {
  const locale = useLocale();
  return (count, row) => {
    if (count === 0 || row === 0) return '';
    if (unit === 'counts') return formatFull(count, locale);
    const percent = (count / row) * 100;
    return formatDecimals(percent, percent < 9.95 ? 1 : 0, locale);
  };
}
