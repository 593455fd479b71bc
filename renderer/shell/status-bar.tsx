import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { useAnalysis, useApp, useUi } from '../app.ts';
import { formatBytes, formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { useKeyText } from '../keys/key-text.ts';
import { Tip } from '../ui/tooltip.tsx';
import { LanguageSwitch, ThemeSwitch } from './appearance.tsx';
import { ParametersBar } from './parameters-bar.tsx';
import { SavedState } from './saved-state.tsx';
import styles from './status-bar.module.css';

/** Bottom line of the editor: problems, the network's totals, and whether it is saved. */
export function StatusBar() {
  const { t } = useTranslation(['shell', 'keys']);
  const { dialogs } = useApp();
  const sheetKeys = useKeyText('sheet');
  return (
    <footer className={styles.bar}>
      <ProblemCounts />
      <Totals />
      <span className={styles.space} />
      <SavedState />
      <Tip text={t('keys:sheet.title')} shortcut={sheetKeys} side="top">
        <button type="button" className={styles.item} onClick={() => dialogs.setState({ open: 'shortcuts' })}>
          <KeyHint of="sheet" />
          <span className={styles.wide}>{t('status.shortcuts')}</span>
        </button>
      </Tip>
      <ThemeSwitch className={styles.item ?? ''} />
      <LanguageSwitch className={styles.item ?? ''} />
    </footer>
  );
}

function ProblemCounts() {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const open = useUi((s) => s.problemsOpen);
  const errors = useAnalysis((s) => s.analysis.problems.filter(({ severity }) => severity === 'error').length);
  const warnings = useAnalysis((s) => s.analysis.problems.length) - errors;
  const toggle = () => ui.setState({ problemsOpen: !open, ...(open ? {} : { step: 'define' as const }) });
  return (
    <Tip text={t('status.showProblems')} side="top">
      <button type="button" className={styles.item} aria-expanded={open} onClick={toggle}>
        <span className={styles.count} data-tone={errors > 0 ? 'err' : 'ok'} aria-live="polite">
          {errors > 0 ? <CircleX size={13} /> : <CircleCheck size={13} />}
          {errors > 0 ? <b>{t('status.errors', { count: errors })}</b> : t('status.noErrors')}
        </span>
        {warnings > 0 ? (
          <span className={styles.count} data-tone="warn">
            <TriangleAlert size={13} />
            {t('status.warnings', { count: warnings })}
          </span>
        ) : null}
      </button>
    </Tip>
  );
}

function Totals() {
  const { t } = useTranslation(['shell', 'analysis']);
  const convention = useUi((s) => s.convention);
  const locale = useLocale();
  const totals = useAnalysis((s) => s.analysis.totals);
  const partial = totals.unknown > 0;
  const bound = (text: string) => (partial ? `≥\u00a0${text}` : text);
  const full = (value: number) => formatFull(value, locale);
  return (
    <>
      <Figure
        label={t('status.params')}
        value={bound(formatTotal(totals.parameters, locale))}
        partial={partial}
        tip={t('status.paramsTip', {
          trainable: full(totals.trainable),
          fixed: full(totals.nonTrainable),
          total: full(totals.parameters),
        })}
        chart={<ParametersBar />}
      />
      <Figure
        label={t(`analysis:convention.${convention}`)}
        value={bound(formatTotal(countBy(convention, workOfTotals(totals)), locale))}
        partial={partial}
        tip={t('analysis:convention.others', {
          macs: full(totals.macs),
          flops: full(totals.flops),
          ops: full(totals.allOps),
        })}
      />
      <Figure
        className={styles.extra}
        label={t('status.activations')}
        value={bound(t('status.perSample', { value: formatBytes(totals.activationBytes, locale) }))}
        partial={partial}
        tip={t('status.activationsTip', { value: full(totals.activationBytes) })}
      />
      <Figure
        label={t('status.size')}
        value={bound(t('status.fp32', { value: formatBytes(totals.weightBytes, locale) }))}
        partial={partial}
        tip={t('status.sizeTip', { total: full(totals.parameters) })}
      />
      <Figure
        className={styles.extra}
        label={t('status.depth')}
        value={full(totals.depth)}
        partial={false}
        tip={t('status.depthTip')}
      />
      <Figure label={t('status.layers')} value={full(totals.layers)} partial={false} tip={t('status.layersTip')} />
      {partial ? (
        <Figure label={t('status.unknown')} value={full(totals.unknown)} partial={false} tip={t('status.lowerBound')} />
      ) : null}
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly tip: string;
  /** Some shapes are unknown: the value is a lower bound. */
  readonly partial: boolean;
  readonly chart?: ReactNode;
  readonly className?: string | undefined;
}

function Figure({ label, value, tip, partial, chart, className }: FigureProps) {
  const { t } = useTranslation('shell');
  return (
    <Tip text={partial ? `${tip} ${t('status.lowerBound')}` : tip} side="top">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation must be reachable by keyboard */}
      <span className={[styles.item, className].filter(Boolean).join(' ')} tabIndex={0}>
        {chart}
        <span className={styles.label}>{label}</span>
        <b>{value}</b>
      </span>
    </Tip>
  );
}
