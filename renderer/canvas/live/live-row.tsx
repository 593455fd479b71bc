import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerFigures } from '../../../src/core/diagnosis/figures.ts';
import type { LayerMaps } from '../../../src/engine/protocol.ts';
import { useApp, useSession, useUi } from '../../app.ts';
import { formatDecimals, formatSmall, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Paint } from '../../store/ui.ts';
import nodeStyles from '../node.module.css';
import { drawHistogram, drawLine, drawMaps, rowWidth, tile, wholeWidth } from './draw.ts';
import { Gauge } from './gauge.tsx';
import { gradientDecades, gradientOf, ratioDecades } from './levels.ts';
import styles from './live.module.css';
import { recentGradients } from './recent.ts';

interface LiveRowProps {
  readonly id: string;
  readonly title: string;
  readonly shape: string;
}

/** What a layer does in training, in place of its figures. It alone renders when new ones come. */
export function LiveRow({ id, title, shape }: LiveRowProps) {
  const paint = useUi((s) => s.paint);
  const maps = useSession((s) => s.maps[id]);
  const figures = useSession((s) => s.figures[id]);
  const gauge = gaugeOf(paint, figures);
  const width = gauge === null ? wholeWidth : rowWidth;
  return (
    <>
      <b>{title}</b>
      <span className={nodeStyles.spec} data-live>
        {shape}
      </span>
      <span className={styles.row}>
        <Picture id={id} paint={paint} maps={maps} figures={figures} width={width} shape={shape} />
        {gauge ? <LiveGauge {...gauge} figures={figures} /> : null}
      </span>
    </>
  );
}

interface Gauged {
  readonly sign: '∇' | 'Δ';
  readonly value: number;
}

/** In Weights how far they move, else their gradient; of layers without any, in Gradients, what flows through. */
function gaugeOf(paint: Paint, figures: LayerFigures | undefined): Gauged | null {
  if (!figures) return null;
  const sign = paint === 'weights' ? 'Δ' : '∇';
  const { updateRatio, gradientNorm } = figures;
  const value = paint === 'weights' ? updateRatio : paint === 'gradients' ? gradientOf(figures) : gradientNorm;
  return value === null ? null : { sign, value };
}

function LiveGauge({ sign, value, figures }: Gauged & { readonly figures: LayerFigures | undefined }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const decades = sign === 'Δ' ? ratioDecades : gradientDecades;
  return <Gauge sign={sign} value={value} decades={decades} title={figures ? detailsOf(figures, locale, t) : ''} />;
}

/** All that was measured, in words. */
function detailsOf(
  { gradientNorm, updateRatio, activation, flow }: LayerFigures,
  locale: Locale,
  t: ReturnType<typeof useTranslation<'define'>>['t'],
): string {
  const small = (value: number) => formatSmall(value, locale, 3);
  const through = gradientNorm === null ? flow.find((value) => value !== null) : null;
  return [
    ...(gradientNorm === null ? [] : [t('live.gradient', { value: small(gradientNorm) })]),
    ...(typeof through === 'number' ? [t('live.through', { value: small(through) })] : []),
    ...(updateRatio === null ? [] : [t('live.update', { value: small(updateRatio) })]),
    ...(activation === null
      ? []
      : [
          t('live.activation', {
            mean: formatDecimals(activation.mean, 3, locale),
            deviation: formatDecimals(activation.deviation, 3, locale),
          }),
        ]),
  ].join('\n');
}

interface PictureProps {
  readonly id: string;
  readonly paint: Paint;
  readonly maps: LayerMaps | undefined;
  readonly figures: LayerFigures | undefined;
  readonly width: number;
  readonly shape: string;
}

function Picture({ id, paint, maps, figures, width, shape }: PictureProps) {
  const { session } = useApp();
  const { t } = useTranslation('define');
  const canvas = useRef<HTMLCanvasElement>(null);
  const weights = figures?.weights ?? null;
  const hasGradient = gradientOf(figures) !== null;
  const theme = useUi((s) => s.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines grow with every figure, and colours follow the theme
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    if (paint === 'weights' && weights) drawHistogram(element, weights);
    else if (paint === 'gradients' && hasGradient) drawLine(element, recentGradients(session, id));
    else if (paint === 'activations' && maps) drawMaps(element, maps);
  }, [session, id, paint, maps, figures, weights, hasGradient, width, theme]);
  const label = pictureLabel();
  if (label === null)
    return <span className={styles.nothing}>{paint === 'weights' ? t('live.noWeights') : t('live.noGradient')}</span>;
  return <canvas ref={canvas} width={width * 2} height={tile * 2} style={{ width }} role="img" aria-label={label} />;

  function pictureLabel(): string | null {
    if (paint === 'weights') return weights ? t('live.histogram') : null;
    if (paint === 'gradients') return hasGradient ? t('live.line') : null;
    return t('canvas.maps', { shape });
  }
}
