import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RepeatLetter } from '../../src/core/pattern/pattern.ts';
import { Tip } from '../ui/tooltip.tsx';
import styles from './generator.module.css';
import { limits, type Repeats } from './use-pattern.ts';

interface RecipeProps {
  readonly repeats: Repeats;
  readonly onChange: (letter: RepeatLetter, value: number) => void;
}

/** CS231n's layer pattern with its letters as steppers. */
export function PatternRecipe({ repeats, onChange }: RecipeProps) {
  const { t } = useTranslation('start');
  const arrow = <em aria-hidden="true">→</em>;
  const bracket = (sign: string) => (
    <span className={styles.bracket} aria-hidden="true">
      {sign}
    </span>
  );
  const stepper = (letter: RepeatLetter) => (
    <Stepper letter={letter} value={repeats[letter]} onChange={(value) => onChange(letter, value)} />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place inside a line of text
    <div className={styles.line} role="group" aria-label={t('generator.pattern')}>
      <Token family="core">INPUT</Token>
      {arrow}
      {bracket('[')}
      {bracket('[')}
      <Token family="convolution">CONV</Token>
      {arrow}
      <Token family="activation">RELU</Token>
      {bracket(']')}
      {stepper('N')}
      {arrow}
      <Token family="pooling">POOL</Token>
      <Tip text={t('generator.optional')}>
        <button type="button" className={styles.optional} aria-label={t('generator.optional')}>
          ?
        </button>
      </Tip>
      {bracket(']')}
      {stepper('M')}
      {arrow}
      {bracket('[')}
      <Token family="core">FC</Token>
      {arrow}
      <Token family="activation">RELU</Token>
      {bracket(']')}
      {stepper('K')}
      {arrow}
      <Token family="core">FC</Token>
    </div>
  );
}

const Token = ({ family, children }: { readonly family: string; readonly children: string }) => (
  <span className={styles.token} data-family={family}>
    {children}
  </span>
);

interface StepperProps {
  readonly letter: RepeatLetter;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Stepper({ letter, value, onChange }: StepperProps) {
  const { t } = useTranslation('start');
  const [least, most] = limits[letter];
  const name = t(`generator.${letter}`);
  return (
    <Tip text={name}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no place inside a line of text */}
      <span className={styles.stepper} role="group" aria-label={name}>
        <i aria-hidden="true">{letter}</i>
        <button
          type="button"
          aria-label={t('generator.fewer', { name: letter })}
          disabled={value <= least}
          onClick={() => onChange(value - 1)}
        >
          <Minus size={11} strokeWidth={2.2} />
        </button>
        <output>{value}</output>
        <button
          type="button"
          aria-label={t('generator.more', { name: letter })}
          disabled={value >= most}
          onClick={() => onChange(value + 1)}
        >
          <Plus size={11} strokeWidth={2.2} />
        </button>
      </span>
    </Tip>
  );
}
