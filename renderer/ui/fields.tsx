import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatPlain, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { type NumberLimits, parseNumber } from './number-text.ts';
import { useScrub } from './scrub.ts';
import styles from './ui.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Arrow-key step; Shift multiplies it by ten. Omitted: 1, or a factor of 10^0.1 for non-integers. */
  readonly step?: number;
  readonly unit?: ReactNode;
  readonly id?: string;
  readonly linked?: boolean;
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
}

/**
 * A number that commits while typing whenever the text is a valid number in range, and shows the committed value again
 * on blur, saying for a while why it did not take what was typed. Dragged sideways, it counts up and down.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, integer = false, min, max, unit, id, linked } = props;
  const locale = useLocale();
  const [text, setText] = useState<string | null>(null);
  const [refused, setRefused] = useRefused();
  const limits = { integer, min, max };
  const stepped = (from: number, steps: number): number => {
    const size = props.step ?? 1;
    const next = integer || props.step ? from + steps * size : from * 10 ** (steps * 0.1);
    return Math.min(
      max ?? Number.POSITIVE_INFINITY,
      Math.max(min ?? Number.NEGATIVE_INFINITY, Number(next.toPrecision(6))),
    );
  };
  const scrub = useScrub({ value, onChange, stepped });
  const shown = text ?? formatPlain(scrub.shown ?? value, locale);
  const parsed = text === null ? value : parseNumber(text, locale, limits);
  const wrong = parsed === null && text !== null && text.trim() !== '';
  const cancelled = useRef(false);
  const change = (next: string) => {
    setText(next);
    setRefused(false);
    const number = parseNumber(next, locale, limits);
    if (number !== null && number !== value) onChange(number);
  };
  const nudge = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Escape') cancelled.current = true;
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
    if (direction === 0) return;
    event.preventDefault();
    setText(null);
    setRefused(false);
    const next = stepped(value, direction * (event.shiftKey ? 10 : 1));
    if (next !== value) onChange(next);
  };
  return (
    <span
      className={styles.field}
      data-invalid={parsed === null || refused || undefined}
      data-linked={linked || undefined}
      data-scrubbed={scrub.shown !== null || undefined}
    >
      <input
        {...(id ? { id } : {})}
        {...scrub.handlers}
        aria-label={label}
        aria-invalid={parsed === null}
        inputMode={integer ? 'numeric' : 'decimal'}
        value={shown}
        onChange={(event) => change(event.target.value)}
        onKeyDown={nudge}
        onFocus={props.onFocus}
        onBlur={() => {
          setRefused(wrong && !cancelled.current);
          cancelled.current = false;
          setText(null);
          props.onBlur?.();
        }}
        spellCheck={false}
        autoComplete="off"
      />
      {unit ? <span className={styles.unit}>{unit}</span> : null}
      {wrong ? <Wanted {...limits} /> : null}
      {refused ? <Wanted {...limits} kept={{ label, value }} /> : null}
    </span>
  );
}

/** How long a field that is left says what it did not take, in milliseconds. */
const refusalLasts = 6000;

function useRefused() {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (!refused) return;
    const timer = setTimeout(() => setRefused(false), refusalLasts);
    return () => clearTimeout(timer);
  }, [refused]);
  return [refused, setRefused] as const;
}

interface WantedProps extends NumberLimits {
  /** The value that the field has gone back to, by the field's name. */
  readonly kept?: { readonly label: string; readonly value: number };
}

/** What the field takes, under it while something else is typed, and for a while after. */
function Wanted({ integer, min, max, kept }: WantedProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const values = { min: formatLimit(min ?? 0, locale), max: formatLimit(max ?? 0, locale) };
  const range = min === undefined ? (max === undefined ? 'Any' : 'Below') : max === undefined ? 'Above' : 'Between';
  const wanted = t(`wanted.${integer ? 'integer' : 'number'}${range}`, values);
  return (
    <span className={styles.wanted} role="alert">
      {kept ? t('wanted.kept', { wanted, label: kept.label, value: formatPlain(kept.value, locale) }) : wanted}
    </span>
  );
}

/** Whole limits grouped, small ones such as 1e-9 as they are typed. */
const formatLimit = (value: number, locale: Locale): string =>
  Number.isInteger(value) ? formatFull(value, locale) : formatPlain(value, locale);

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** Returns false to refuse; the field then shows the old value again on blur. */
  readonly onCommit: (value: string) => boolean | undefined;
  readonly id?: string;
  readonly className?: string;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}

/** Text that commits on Enter or blur and reverts on Escape. */
export function TextField({ label, value, onCommit, id, className, placeholder, autoFocus = false }: TextFieldProps) {
  const [text, setText] = useState(value);
  const [refused, setRefused] = useState(false);
  const cancelled = useRef(false);
  useEffect(() => setText(value), [value]);
  const commit = () => {
    const accepted = cancelled.current || text === value ? undefined : onCommit(text);
    setRefused(accepted === false);
    if (cancelled.current || accepted === false) setText(value);
    cancelled.current = false;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    cancelled.current = event.key === 'Escape';
    event.currentTarget.blur();
  };
  return (
    <span className={[styles.field, className].filter(Boolean).join(' ')} data-invalid={refused || undefined}>
      <input
        {...(id ? { id } : {})}
        aria-label={label}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: only where the field appears because its text is to be changed
        autoFocus={autoFocus}
        onFocus={(event) => autoFocus && event.target.select()}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={commit}
        spellCheck={false}
        autoComplete="off"
      />
    </span>
  );
}
