import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import type { StepAnswer } from '../../src/engine/look/protocol.ts';
import { formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import sums from './arithmetic.module.css';
import styles from './inspect.module.css';
import { Matrix, signedText } from './matrix.tsx';

/** Cells a side that three tables have room for; larger filters show their first corner. */
const most = 3;

interface StepArithmeticProps {
  readonly answer: StepAnswer;
  readonly settings: TrainingSettings;
}

/** Before, gradient, after; and one cell of it in full. */
export function StepArithmetic({ answer, settings }: StepArithmeticProps) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const [marked, setMarked] = useState(0);
  const rows = Math.min(most, answer.rows);
  const columns = Math.min(most, answer.columns);
  const corner = (values: ArrayLike<number>): readonly number[] =>
    Array.from(
      { length: rows * columns },
      (_, cell) => values[Math.floor(cell / columns) * answer.columns + (cell % columns)] ?? 0,
    );
  const [before, after] = [corner(answer.before), corner(answer.after)];
  const gradient = answer.gradient ? corner(answer.gradient) : null;
  const extentOf = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
  const extent = extentOf([...before, ...after]);
  const common = { rows, columns, marked, onMark: setMarked };
  const cell = Math.min(marked, rows * columns - 1);
  const [w, g, next] = [before[cell] ?? 0, gradient?.[cell] ?? 0, after[cell] ?? 0];
  const plain = settings.optimizer === 'sgd';
  const sign = plain ? '− η ·' : '·';
  const number = (value: number): string => signedText(value, locale, 4);
  const bracketed = (value: number): string => (value < 0 ? `(${number(value)})` : number(value));
  const name = `w${subscript(Math.floor(cell / columns) + 1)}${subscript((cell % columns) + 1)}`;
  return (
    <>
      <div className={sums.step}>
        <Matrix values={before} extent={extent} caption={t('step.before')} {...common} />
        <span>{sign}</span>
        {gradient ? (
          <Matrix values={gradient} extent={extentOf(gradient)} caption={t('step.gradient')} {...common} />
        ) : (
          <p className={styles.muted}>{t('step.untrained')}</p>
        )}
        <span>{plain ? '=' : '→'}</span>
        <Matrix values={after} extent={extent} caption={t('step.after')} {...common} />
      </div>
      {gradient ? (
        <p className={sums.formula}>
          {plain
            ? `${name}: ${number(w)} − ${formatPlain(Number(settings.learningRate.toPrecision(4)), locale)}·${bracketed(g)} = `
            : `${name}: ${number(w)} ${next - w < 0 ? '−' : '+'} ${number(Math.abs(next - w))} = `}
          <b>{number(next)}</b>
          {answer.slots.map((slot) => (
            <span
              key={slot.name}
            >{` · ${t(`step.slots.${slotKey(slot.name)}`)} ${number(corner(slot.values)[cell] ?? 0)}`}</span>
          ))}
        </p>
      ) : null}
      {answer.rows > most || answer.columns > most ? (
        <p className={sums.rule}>
          {t('step.corner', { shown: `${rows}×${columns}`, size: `${answer.rows}×${answer.columns}` })}
        </p>
      ) : null}
    </>
  );
}

const digits = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
const subscript = (value: number): string => digits[value] ?? String(value);

const slotKey = (name: string): 'momentum' | 'velocity' | 'accumulator' =>
  name === 'velocity' || name === 'accumulator' ? name : 'momentum';
