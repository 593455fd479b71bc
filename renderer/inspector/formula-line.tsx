import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formula, type FormulaToken, symbolTokens, valueTokens } from '../../src/core/math/formula.ts';
import { useApp, useUi } from '../app.ts';
import { formatDecimals, formatExact, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './inspector.module.css';

/** `C_out` as an italic C with "out" below; anything but a symbol, layer names among them, as it stands. */
export function SymbolText({ text }: { readonly text: string }) {
  const [base = '', below, ...more] = text.split('_');
  if (!/^\p{L}/u.test(text) || more.length > 0 || !isSymbol.test(base)) return <>{text}</>;
  return (
    <>
      <i className={styles.symbol}>{base}</i>
      {below ? <sub>{below}</sub> : null}
    </>
  );
}

/** One letter, or equal sizes named together: `H′ = W′`. */
const isSymbol = /^\p{L}[′'²]*( = .*)?$/u;

/** The symbolic line: `k_h·k_w·C_in·C_out + C_out`. */
export const SymbolicLine = ({ formula, before }: { readonly formula: Formula; readonly before?: string }) => (
  <span>
    {before ? (
      <>
        <SymbolText text={before} /> ={' '}
      </>
    ) : null}
    {symbolTokens(formula).map((token, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a formula's tokens have no identity but their place
      <Fragment key={i}>
        <SymbolToken token={token} />
      </Fragment>
    ))}
  </span>
);

/** Numbers as the reader writes them, words in their language. */
function SymbolToken({ token: { text, value, word } }: { readonly token: FormulaToken }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  if (value !== undefined) return <>{formatExact(value, locale)}</>;
  return <SymbolText text={word ? t(`why.symbol.${word}`) : text} />;
}

/** The same with the numbers in it, each linked to the field it comes from, and the result. */
interface SubstitutedLineProps {
  readonly formula: Formula;
  readonly unit?: string;
  /** Whether its fields are those of the layer that is shown; a figure handed on keeps the formula of another's. */
  readonly own?: boolean;
}

export function SubstitutedLine({ formula, unit, own = true }: SubstitutedLineProps) {
  const locale = useLocale();
  return (
    <p className={styles.substituted}>
      {valueTokens(formula).map((token, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a formula's tokens have no identity but their place
        <Fragment key={i}>
          <Token token={token} own={own} />
        </Fragment>
      ))}{' '}
      ={' '}
      <b>
        {resultText(formula.value, locale)}
        {unit ? `\u00a0${unit}` : ''}
      </b>
    </p>
  );
}

/** Counts in full; ratios with two decimals. */
const resultText = (value: number, locale: Locale): string =>
  Number.isInteger(value) ? formatExact(value, locale) : formatDecimals(value, 2, locale);

function Token({ token, own }: { readonly token: FormulaToken; readonly own: boolean }) {
  const app = useApp();
  const locale = useLocale();
  const field = own && token.origin?.from === 'param' ? token.origin.field : null;
  const linked = useUi((s) => field !== null && s.linkedField === field);
  const text = token.value === undefined ? token.text : formatExact(token.value, locale);
  if (!token.origin) return text;
  return (
    <span
      className={styles.token}
      data-own={field !== null || undefined}
      data-linked={linked || undefined}
      onPointerEnter={() => field !== null && app.ui.setState({ linkedField: field })}
      onPointerLeave={() => field !== null && app.ui.setState({ linkedField: null })}
    >
      {text}
    </span>
  );
}
