import { Minus, Plus, WandSparkles } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { silhouette } from '../../src/core/analysis/silhouette.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { formatShape, type Shape } from '../../src/core/math/shape.ts';
import { generateFromPattern } from '../../src/core/pattern/build.ts';
import type { RepeatLetter } from '../../src/core/pattern/pattern.ts';
import { useApp, useUi } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { patternText } from '../i18n/pattern-text.ts';
import { Button } from '../ui/button.tsx';
import { NumberField, TextField } from '../ui/fields.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './generator.module.css';
import { Silhouette } from './silhouette.tsx';

const line = 'INPUT -> [[CONV -> RELU]*N -> POOL?]*M -> [FC -> RELU]*K -> FC';
/** What the recipe is used with; `core/pattern` itself takes more. */
const limits: Readonly<Record<RepeatLetter, readonly [number, number]>> = { N: [1, 4], M: [1, 6], K: [0, 3] };

type Repeats = Readonly<Record<RepeatLetter, number>>;

/** CS231n's layer pattern with its letters as steppers; picture and figures are those of the network it would open. */
export function PatternGenerator() {
  const { t } = useTranslation('start');
  const { projects } = useApp();
  const locale = useLocale();
  const [input, setInput] = useState<readonly [number, number, number]>([32, 32, 3]);
  const [classes, setClasses] = useState(10);
  const [repeats, setRepeats] = useState<Repeats>({ N: 2, M: 3, K: 1 });
  const name = t('generator.name', { n: repeats.N, m: repeats.M, k: repeats.K });
  const block = t('generator.block');
  const generated = useMemo(
    () => generateFromPattern(line, { input, classes, repeats, name, block }),
    [input, classes, repeats, name, block],
  );
  const commitInput = (text: string) => {
    const shape = parseImageShape(text);
    if (shape) setInput(shape);
    return shape !== null;
  };
  const setRepeat = (letter: RepeatLetter, value: number) => setRepeats((old) => ({ ...old, [letter]: value }));
  return (
    <section className={styles.generator} aria-labelledby="start-patterns">
      <header>
        <h2 id="start-patterns" tabIndex={-1}>
          {t('generator.title')}
        </h2>
        <span>{t('generator.subtitle')}</span>
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
            onChange={setClasses}
          />
        </span>
      </header>
      <PatternLine repeats={repeats} onChange={setRepeat} />
      <div className={styles.outcome}>
        {generated.ok ? (
          <Outcome document={generated.value} />
        ) : (
          <p role="alert">{patternText(generated.error, locale)}</p>
        )}
        <Button
          look="primary"
          icon={<WandSparkles size={14} />}
          disabled={!generated.ok}
          onClick={() => generated.ok && void projects.openDocument(() => generated.value)}
        >
          {t('generator.generate')}
        </Button>
      </div>
    </section>
  );
}

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

interface LineProps {
  readonly repeats: Repeats;
  readonly onChange: (letter: RepeatLetter, value: number) => void;
}

function PatternLine({ repeats, onChange }: LineProps) {
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

function Outcome({ document }: { readonly document: StrideDocument }) {
  const { t } = useTranslation(['start', 'analysis']);
  const convention = useUi((s) => s.convention);
  const locale = useLocale();
  const { totals, blocks, flattened } = useMemo(() => {
    const analysis = analyze(document.graph);
    return {
      totals: analysis.totals,
      blocks: silhouette(document, analysis),
      flattened: beforeFlatten(document, (id) => analysis.node(id)?.inputs[0] ?? null),
    };
  }, [document]);
  return (
    <>
      <span className={styles.picture}>
        <Silhouette blocks={blocks} width={320} height={84} label={t('generator.picture')} />
      </span>
      <dl className={styles.figures}>
        <div>
          <dt>{t('gallery.params')}</dt>
          <dd>{formatTotal(totals.parameters, locale)}</dd>
        </div>
        <div>
          <dt>{t(`analysis:convention.${convention}`)}</dt>
          <dd>{formatTotal(countBy(convention, workOfTotals(totals)), locale)}</dd>
        </div>
        <div>
          <dt>{t('gallery.layers')}</dt>
          <dd>{formatFull(totals.layers, locale)}</dd>
        </div>
        {flattened ? (
          <div>
            <dt>{t('generator.beforeFlatten')}</dt>
            <dd>{formatShape(flattened)}</dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

function beforeFlatten(document: StrideDocument, inputOf: (id: string) => Shape | null): Shape | null {
  const flatten = Object.values(document.graph.nodes).find(({ kind }) => kind === 'flatten');
  return flatten ? inputOf(flatten.id) : null;
}
