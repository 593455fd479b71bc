import { useTranslation } from 'react-i18next';
import type { WindowAnswer } from '../../src/engine/look/protocol.ts';
import { useLocale } from '../i18n/i18n.ts';
import sums from './arithmetic.module.css';
import styles from './inspect.module.css';
import { Matrix, signedText } from './matrix.tsx';

/** Cells a side that are written out as numbers. */
const most = 7;
/** Sums of input channels that are written out one by one. */
const mostSums = 4;

/** What happens in one place of the window: patch × kernel, the sum, the bias, the activation. */
export function WindowArithmetic({ answer }: { readonly answer: WindowAnswer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const { rows, columns, depth, inside } = answer;
  const number = (value: number): string => signedText(value, locale, 3);
  const own = answer.kind === 'convolution' ? answer.inputChannel : 0;
  const channelOf = (values: Float32Array): readonly number[] =>
    Array.from({ length: rows * columns }, (_, cell) => values[cell * depth + own] ?? 0);
  const extentOf = (values: readonly number[]): number => Math.max(0, ...values.map(Math.abs));
  const absent = (cell: number): boolean => inside[cell] === 0;
  if (rows > most || columns > most) return <p className={styles.muted}>{t('window.large')}</p>;
  const patch = channelOf(answer.patch);
  const size = { rows, columns };
  if (answer.kind !== 'convolution' || !answer.kernel || !answer.products || !answer.sums) {
    const seen = patch.filter((_, cell) => !absent(cell));
    return (
      <>
        <div className={sums.step}>
          <Matrix {...size} values={patch} extent={extentOf(patch)} caption={t('window.patch')} absent={absent} />
        </div>
        <p className={sums.formula}>
          {answer.kind === 'max'
            ? `max(${seen.map(number).join(' ; ')}) = `
            : `(${seen.map(number).join(' + ')}) ÷ ${seen.length} = `}
          <b>{number(answer.result)}</b>
        </p>
      </>
    );
  }
  const kernel = channelOf(answer.kernel);
  const products = channelOf(answer.products);
  const shown = answer.sums.length <= mostSums ? [...answer.sums] : null;
  const ownSum = answer.sums[own] ?? 0;
  const rest = answer.sum - ownSum;
  const before = answer.sum + answer.bias;
  const signed = (value: number): string => ` ${value < 0 ? '−' : '+'} ${number(Math.abs(value))}`;
  return (
    <>
      <div className={sums.step}>
        <Matrix {...size} values={patch} extent={extentOf(patch)} caption={t('window.patch')} absent={absent} />
        <span>×</span>
        <Matrix {...size} values={kernel} extent={extentOf(kernel)} caption={t('window.kernel')} />
        <span>=</span>
        <Matrix
          {...size}
          values={products}
          extent={extentOf(products)}
          caption={t('window.products')}
          absent={absent}
        />
      </div>
      <p className={sums.formula}>
        {depth === 1
          ? t('window.sumOne')
          : shown
            ? t('window.sumAll', { count: depth })
            : t('window.sumRest', { number: own + 1, count: depth - 1 })}{' '}
        {shown
          ? `${shown.map((sum, i) => (i === 0 ? number(sum) : signed(sum))).join('')}${depth === 1 ? '' : ` = ${number(answer.sum)}`}`
          : `${number(ownSum)}${signed(rest)} = ${number(answer.sum)}`}
      </p>
      <p className={sums.formula}>
        {`${t('window.bias')} ${number(answer.sum)}${signed(answer.bias)} = ${number(before)}`}
      </p>
      <p className={sums.formula}>
        {answer.activation === 'linear' ? `${t('window.output')} = ` : `${answer.activation}(${number(before)}) = `}
        <b>{number(answer.result)}</b>
      </p>
    </>
  );
}
