import { PencilLine, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../src/core/math/shape.ts';
import type { PatternError } from '../../src/core/pattern/pattern-error.ts';
import { useLocale } from '../i18n/i18n.ts';
import { patternText } from '../i18n/pattern-text.ts';
import { IconButton } from '../ui/button.tsx';
import { NumberField, TextField } from '../ui/fields.tsx';
import styles from './generator.module.css';
import { PatternOutcome } from './pattern-outcome.tsx';
import { PatternRecipe } from './pattern-recipe.tsx';
import type { PatternState } from './use-pattern.ts';

interface PatternFormProps {
  readonly pattern: PatternState;
  /** In front of the fields. */
  readonly children?: ReactNode;
  /** What can be done with the network. */
  readonly actions: ReactNode;
}

/** A pattern, as a recipe or written, with the picture and the figures of its network at every moment. */
export function PatternForm({ pattern, children, actions }: PatternFormProps) {
  const { t } = useTranslation(['start', 'define']);
  const { input, classes, written, generated, last } = pattern;
  const commitInput = (text: string) => {
    const shape = parseImageShape(text);
    if (shape) pattern.setInput(shape);
    return shape !== null;
  };
  return (
    <>
      <header>
        {children}
        <span className={styles.fill} />
        <TextField
          className={styles.inputSize ?? ''}
          label={t('generator.inputSize')}
          value={formatShape(input)}
          onCommit={commitInput}
        />
        <span className={styles.classes}>
          <NumberField
            integer
            min={1}
            max={100_000}
            label={t('generator.classes')}
            value={classes}
            unit={t('generator.classesUnit', { count: classes })}
            onChange={pattern.setClasses}
          />
        </span>
        <IconButton
          size="small"
          label={t(written === null ? 'define:generator.write' : 'define:generator.recipe')}
          onClick={pattern.toggleWriting}
        >
          {written === null ? <PencilLine size={14} /> : <SlidersHorizontal size={14} />}
        </IconButton>
      </header>
      {written === null ? (
        <PatternRecipe repeats={pattern.repeats} onChange={pattern.setRepeat} />
      ) : (
        <Writing line={written} error={generated.ok ? null : generated.error} onChange={pattern.write} />
      )}
      <div className={styles.outcome}>
        {last ? (
          <div className={styles.network} data-past={generated.ok ? undefined : true}>
            <PatternOutcome document={last} />
          </div>
        ) : null}
        {actions}
      </div>
    </>
  );
}

interface WritingProps {
  readonly line: string;
  readonly error: PatternError | null;
  readonly onChange: (line: string) => void;
}

/** The line with a mark under what is wrong in it, and what should stand there. */
function Writing({ line, error, onChange }: WritingProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  return (
    <div className={styles.writing}>
      <textarea
        aria-label={t('generator.line')}
        aria-invalid={error !== null}
        aria-describedby="pattern-error"
        rows={2}
        value={line}
        spellCheck={false}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it appears because the line is to be changed
        autoFocus
        onChange={(event) => onChange(event.target.value.replaceAll('\n', ' '))}
      />
      {error ? (
        <pre aria-hidden="true">
          {line.slice(0, error.column - 1)}
          <mark>{wordAt(line, error.column - 1)}</mark>
        </pre>
      ) : null}
      <p id="pattern-error" role="status" data-wrong={error ? true : undefined}>
        {error ? patternText(error, locale) : t('generator.grammar')}
      </p>
    </div>
  );
}

/** The word, or the sign, that begins there; a blank at the end of the line. */
const wordAt = (line: string, start: number): string => /^(\w+|\S)/.exec(line.slice(start))?.[0] ?? '\u00a0';

/** `32×32×3`, `32x32x3` or `32 32 3`. */
function parseImageShape(text: string): [number, number, number] | null {
  const [height, width, channels, ...rest] = text
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0) return null;
  const shape: [number, number, number] = [height, width, channels];
  return shape.every((size) => size >= 1 && size <= 65_536) ? shape : null;
}
