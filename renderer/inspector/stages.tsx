import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Stage, stagesOf } from '../../src/core/analysis/stages.ts';
import { useAnalysis, useApp, useDocument, useUi } from '../app.ts';
import { fitSelection, selectGroup } from '../canvas/actions.ts';
import { select } from '../canvas/edit-actions.ts';
import { heatOf } from '../canvas/share.ts';
import { formatPercent, formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import styles from './stages.module.css';

/** Where parameters and work are, by the groups that the network is divided into; nothing where it is not. */
export function Stages() {
  const { t } = useTranslation(['define', 'analysis']);
  const convention = useUi((s) => s.convention);
  const groups = useDocument((s) => s.document.groups);
  const analysis = useAnalysis((s) => s.analysis);
  const stages = useMemo(() => stagesOf(groups, analysis, convention), [groups, analysis, convention]);
  if (stages.filter(({ name }) => name !== null).length < 2) return null;
  const total = (of: (stage: Stage) => number) => stages.reduce((sum, stage) => sum + of(stage), 0);
  const totals = { parameters: total((stage) => stage.parameters), work: total((stage) => stage.work) };
  return (
    <Section title={t('inspector.stages')}>
      <div className={styles.heads} aria-hidden>
        <span>{t('inspector.byParameters')}</span>
        <span>{t(`analysis:convention.${convention}`)}</span>
      </div>
      {stages.filter(costs).map((stage) => (
        <StageRow key={stage.layers[0]} stage={stage} totals={totals} />
      ))}
    </Section>
  );
}

/** A pool between two stages is none. */
const costs = ({ parameters, work, unknown }: Stage): boolean => parameters > 0 || work > 0 || unknown > 0;

interface RowProps {
  readonly stage: Stage;
  readonly totals: { readonly parameters: number; readonly work: number };
}

function StageRow({ stage, totals }: RowProps) {
  const app = useApp();
  const { t } = useTranslation(['define', 'analysis']);
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const first = useDocument((s) => s.document.graph.nodes[stage.layers[0] ?? '']?.name ?? '');
  const last = useDocument((s) => s.document.graph.nodes[stage.layers.at(-1) ?? '']?.name ?? '');
  const show = () => {
    const [group] = stage.groups;
    if (group !== undefined && stage.groups.length === 1) selectGroup(app, group);
    else select(app, stage.layers);
    fitSelection(app);
  };
  const outside = first === last ? first : `${first} … ${last}`;
  const name = (stage.name ?? outside) + (stage.groups.length > 1 ? `\u00a0×${stage.groups.length}` : '');
  const layers = t('count.layers', { count: stage.layers.length });
  const figures = [
    `${formatShort(stage.parameters, locale)} ${t('inspector.byParameters')}`,
    `${formatShort(stage.work, locale)} ${t(`analysis:convention.${convention}`)}`,
  ];
  return (
    <button type="button" className={styles.stage} aria-label={[name, layers, ...figures].join(', ')} onClick={show}>
      <span className={styles.name}>
        {name}
        <small>{layers}</small>
      </span>
      <Bar value={stage.parameters} total={totals.parameters} least={false} />
      <Bar value={stage.work} total={totals.work} least={stage.unknown > 0} />
    </button>
  );
}

function Bar({ value, total, least }: { readonly value: number; readonly total: number; readonly least: boolean }) {
  const locale = useLocale();
  const share = total === 0 ? 0 : value / total;
  return (
    <span className={styles.bar} title={formatPercent(share, locale)}>
      <i style={{ '--part': `${share * 100}%`, '--heat': `var(--heat-${heatOf(share)})` }} />
      <b>
        {least ? '≥\u00a0' : ''}
        {formatShort(value, locale)}
      </b>
    </span>
  );
}
