import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Histogram } from '../../src/core/diagnosis/figures.ts';
import type { LookedLayer } from '../../src/engine/look/protocol.ts';
import { useRuns } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Frame } from './field-picture.tsx';
import styles from './inspect.module.css';
import { signedText } from './matrix.tsx';
import sheet from './ridgeline.module.css';
import { useInspect } from './use-inspect.ts';

const width = 340;
const height = 150;
const mostLines = 14;
const mostApart = 24;
const none: readonly never[] = [];

interface Ridge {
  readonly epoch: number;
  readonly histogram: Histogram;
}

/** How the layer's weights were spread after each epoch, the newest in front. */
export function Ridgeline({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const run = useInspect(({ seen }) => seen?.run?.id ?? null);
  const figures = useRuns(({ records }) => records.find(({ id }) => id === run)?.figures ?? none);
  const ridges = useMemo(() => ridgesOf(figures, layer.nodeId), [figures, layer.nodeId]);
  if (layer.parameters === 0) return null;
  const aside = t('weights.count', { count: layer.parameters });
  if (ridges.length === 0) {
    return (
      <Frame title={t('weights.title', { layer: layer.name })} aside={aside}>
        <p className={styles.muted}>{t('weights.none')}</p>
      </Frame>
    );
  }
  const low = Math.min(...ridges.map(({ histogram }) => histogram.min));
  const high = Math.max(...ridges.map(({ histogram }) => histogram.max));
  const densest = Math.max(...ridges.flatMap(({ histogram }) => densities(histogram)));
  const rise = Math.max(44, height - 12 - mostApart * (ridges.length - 1));
  const base = (i: number): number =>
    height - 2 - (ridges.length - 1 - i) * Math.min(mostApart, (height - rise - 2) / Math.max(1, ridges.length - 1));
  const x = (value: number): number => (high > low ? ((value - low) / (high - low)) * width : width / 2);
  const named = new Set([0, Math.floor((ridges.length - 1) / 2), ridges.length - 1]);
  return (
    <Frame title={t('weights.title', { layer: layer.name })} aside={aside}>
      <div className={sheet.ridges}>
        <svg
          viewBox={`-44 0 ${width + 48} ${height + 16}`}
          role="img"
          aria-label={t('weights.label', {
            first: formatFull(ridges[0]?.epoch ?? 0, locale),
            last: formatFull(ridges.at(-1)?.epoch ?? 0, locale),
            min: signedText(low, locale),
            max: signedText(high, locale),
          })}
        >
          {ridges.map(({ epoch, histogram }, i) => (
            <g key={epoch} data-last={i === ridges.length - 1 || undefined}>
              <path d={area(histogram, x, base(i), rise / densest)} />
              {named.has(i) ? (
                <text x={-6} y={base(i)} textAnchor="end">
                  {epoch === 0 ? t('weights.initial') : t('weights.epoch', { epoch: formatFull(epoch, locale) })}
                </text>
              ) : null}
            </g>
          ))}
          {[low, (low + high) / 2, high].map((value, i) => (
            <text
              key={value}
              x={x(value)}
              y={height + 13}
              textAnchor={(['start', 'middle', 'end'] as const)[i] ?? 'end'}
            >
              {signedText(value, locale)}
            </text>
          ))}
        </svg>
      </div>
    </Frame>
  );
}

interface EpochLayers {
  readonly epoch: number;
  readonly layers: Readonly<Record<string, { readonly weights: Histogram | null }>>;
}

/** At most so many, the first and the last among them. */
function ridgesOf(figures: readonly EpochLayers[], nodeId: string): readonly Ridge[] {
  const all = figures.flatMap(({ epoch, layers }) => {
    const histogram = layers[nodeId]?.weights;
    return histogram ? [{ epoch, histogram: coarser(histogram) }] : [];
  });
  if (all.length <= mostLines) return all;
  return Array.from({ length: mostLines }, (_, i) => Math.round((i * (all.length - 1)) / (mostLines - 1))).flatMap(
    (i) => all[i] ?? [],
  );
}

/** Few weights in many bins are noise: bins are joined until they hold some forty each on average. */
function coarser(histogram: Histogram): Histogram {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  let { counts } = histogram;
  while (counts.length > 8 && total / counts.length < 40) {
    counts = Array.from({ length: counts.length / 2 }, (_, i) => (counts[2 * i] ?? 0) + (counts[2 * i + 1] ?? 0));
  }
  return { ...histogram, counts };
}

/** Share of the weights in each bin, by the bin's width: histograms of other ranges compare. */
function densities({ counts, min, max }: Histogram): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const size = Math.max(1e-12, (max - min) / counts.length);
  return counts.map((count) => count / Math.max(1, total) / size);
}

function area(histogram: Histogram, x: (value: number) => number, base: number, scale: number): string {
  const { min, max, counts } = histogram;
  const step = (max - min) / counts.length;
  const points = densities(histogram).map(
    (density, bin) => `${x(min + (bin + 0.5) * step).toFixed(1)} ${(base - density * scale).toFixed(1)}`,
  );
  return `M${x(min).toFixed(1)} ${base.toFixed(1)}L${points.join('L')}L${x(max).toFixed(1)} ${base.toFixed(1)}`;
}
