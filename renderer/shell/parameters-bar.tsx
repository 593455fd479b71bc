import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnalysis, useDocument } from '../app.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { familyShares } from './family-shares.ts';

const width = 70;
const gap = 1;

/** Where the parameters are, by layer family; 70 × 6 px. */
export function ParametersBar() {
  const { t } = useTranslation(['shell', 'start']);
  const locale = useLocale();
  const analysis = useAnalysis((s) => s.analysis);
  const graph = useDocument((s) => s.document.graph);
  const shares = useMemo(() => familyShares(graph, analysis), [graph, analysis]);
  const total = shares.reduce((sum, { parameters }) => sum + parameters, 0);
  if (total === 0) return null;
  const free = width - gap * (shares.length - 1);
  const said = shares
    .map(({ family, parameters }) => `${t(`start:families.${family}`)} ${formatPercent(parameters / total, locale)}`)
    .join(', ');
  let x = 0;
  return (
    <svg width={width} height={6} role="img" aria-label={t('shell:status.paramsBar', { shares: said })}>
      {shares.map(({ family, parameters }) => {
        const length = Math.max(0.5, (free * parameters) / total);
        const at = x;
        x += length + gap;
        return <rect key={family} data-family={family} x={at} width={length} height={6} style={{ fill: 'var(--f)' }} />;
      })}
    </svg>
  );
}
