import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
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
 * on blur. Accepts a decimal comma. Dragged sideways, it counts up and down.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, integer = false, min, max, unit, id, linked } = props;
  const locale = useLocale();
  const [text, setText] = useState<string | null>(null);
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
  const parsed = text === null ? value : parse(text, integer, min, max);
  const change = (next: string) => {
    setText(next);
    const number = parse(next, integer, min, max);
    if (number !== null && number !== value) onChange(number);
  };
  const nudge = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
    if (direction === 0) return;
    event.preventDefault();
    setText(null);
    const next = stepped(value, direction * (event.shiftKey ? 10 : 1));
    if (next !== value) onChange(next);
  };
  return (
    <span
      className={styles.field}
      data-invalid={parsed === null || undefined}
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
          setText(null);
          props.onBlur?.();
        }}
        spellCheck={false}
        autoComplete="off"
      />
      {unit ? <span className={styles.unit}>{unit}</span> : null}
      {parsed === null && text?.trim() ? <Wanted integer={integer} min={min} max={max} /> : null}
    </span>
  );
}

/** What the field takes, under it while something else is typed. */
function Wanted({ integer, min, max }: { integer: boolean; min: number | undefined; max: number | undefined }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const values = { min: formatFull(min ?? 0, locale), max: formatFull(max ?? 0, locale) };
  const range = min === undefined ? (max === undefined ? 'Any' : 'Below') : max === undefined ? 'Above' : 'Between';
  return (
    <span className={styles.wanted} role="alert">
      {t(`wanted.${integer ? 'integer' : 'number'}${range}`, values)}
    </span>
  );
}

function parse(text: string, integer: boolean, min?: number, max?: number): number | null {
  const cleaned = text.trim().replace(',', '.').replace('−', '-');
  if (cleaned === '') return null;
  const number = Number(cleaned);
  if (!Number.isFinite(number) || (integer && !Number.isSafeInteger(number))) return null;
  if ((min !== undefined && number < min) || (max !== undefined && number > max)) return null;
  return number;
}

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
