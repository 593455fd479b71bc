import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis } from '../app.ts';
import { Figure } from './figure.tsx';
import { SubstitutedLine, SymbolicLine } from './formula-line.tsx';
import styles from './inspector.module.css';

const side = 58;

interface ReceptiveFieldProps {
  readonly kind: string;
  readonly analysis: NodeAnalysis;
  readonly why: readonly Derivation[];
}

/** How much of the input one output pixel sees, with a little picture of it. */
export function ReceptiveFieldFigure({ kind, analysis, why }: ReceptiveFieldProps) {
  const { t } = useTranslation('define');
  const image = useAnalysis((s) => {
    const [input] = s.analysis.inputIds;
    const shape = input === undefined ? undefined : s.analysis.node(input)?.output?.shape;
    return shape ? formatShape(shape.slice(0, -1)) : '';
  });
  const { receptiveField: field } = analysis;
  if (!field) return <Figure title={t('inspector.receptive')} value={t('inspector.everything')} />;
  // An input sees itself: nothing to explain.
  const formula = field.formula.find(({ expr }) => expr.kind !== 'number');
  const size = formatShape(field.size);
  const own = layerOf(kind)?.receptiveField !== undefined;
  return (
    <div className={styles.receptive}>
      <Figure title={t('inspector.receptive')} value={size} why={why} own={own}>
        {formula ? (
          <>
            <p className={styles.symbolic}>
              <SymbolicLine formula={formula} before="r′" />
            </p>
            <SubstitutedLine formula={formula} own={own} />
          </>
        ) : null}
      </Figure>
      <Picture
        size={field.size}
        image={image.split('×').map(Number)}
        label={t('inspector.receptivePicture', { size, image })}
      />
    </div>
  );
}

interface PictureProps {
  readonly size: readonly number[];
  readonly image: readonly number[];
  readonly label: string;
}

/** The field in the middle of the image, to scale; larger than the image, it fills it. */
function Picture({ size, image, label }: PictureProps) {
  const [rows = 1, columns = 1] = size;
  const [height = 0, width = 0] = image;
  if (!(height > 0) || !(width > 0)) return null;
  const unit = (side - 2) / Math.max(height, width);
  const box = { width: width * unit, height: height * unit };
  const field = { width: Math.min(box.width, columns * unit), height: Math.min(box.height, rows * unit) };
  const step = Math.max(unit, 7);
  return (
    <svg width={side} height={side} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <defs>
        <pattern id="receptive-grid" width={step} height={step} patternUnits="userSpaceOnUse">
          <path d={`M${step} 0H0V${step}`} className={styles.grid} />
        </pattern>
      </defs>
      <g transform={`translate(${(side - box.width) / 2} ${(side - box.height) / 2})`}>
        <rect {...box} rx={2} className={styles.image} />
        <rect {...box} rx={2} fill="url(#receptive-grid)" />
        <rect
          x={(box.width - field.width) / 2}
          y={(box.height - field.height) / 2}
          {...field}
          className={styles.fieldOfView}
        />
      </g>
    </svg>
  );
}
