import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import type { LookedLayer } from '../../src/engine/look/protocol.ts';
import { useAnalysis } from '../app.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SubstitutedLine } from '../inspector/formula-line.tsx';
import { SamplePicture } from '../training/sample-picture.tsx';
import { useEditedSince } from '../training/use-runs.ts';
import sheet from './field-picture.module.css';
import styles from './inspect.module.css';
import { useInspect, useInspecting } from './use-inspect.ts';

type Field = NonNullable<NodeAnalysis['receptiveField']>;

/** Layers listed around the chosen one. */
const around = 7;

/** The part of the image that one unit sees, and those of the layers before and after. */
export function FieldPicture({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const seen = useInspect((state) => state.seen);
  const edited = useEditedSince(seen?.run ?? null);
  const picture = seen ? pictureShape(seen.dataset.sampleShape) : null;
  if (!seen || !picture) return null;
  // What the drawing says now holds for the network that was trained only while they are the same.
  if (edited) return <Frame title={t('field.title')}>{<p className={styles.muted}>{t('field.edited')}</p>}</Frame>;
  return <Fields layer={layer} picture={picture} />;
}

interface FieldsProps {
  readonly layer: LookedLayer;
  readonly picture: readonly [number, number, number];
}

function Fields({ layer, picture }: FieldsProps) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const inspecting = useInspecting();
  const analysis = useAnalysis((state) => state.analysis);
  const layers = useInspect(({ seen }) => seen?.layers ?? []);
  const chosenUnit = useInspect((state) => state.unit);
  const fields = useMemo(() => distinct(layers, (id) => analysis.node(id)?.receptiveField ?? null), [layers, analysis]);
  const field = analysis.node(layer.nodeId)?.receptiveField ?? null;
  if (!field) {
    return <Frame title={t('field.title')}>{<p className={styles.muted}>{t('field.everything')}</p>}</Frame>;
  }
  const [rows = 1, columns = 1] = layer.shape;
  const unit = chosenUnit ?? [Math.floor(rows / 2), Math.floor(columns / 2)];
  const [height, width] = picture;
  const [row, column] = [Math.min(unit[0], rows - 1), Math.min(unit[1], columns - 1)];
  const at = fields.findIndex(({ nodeId }) => nodeId === layer.nodeId);
  const first = Math.max(0, Math.min(at - 2, fields.length - around));
  const shown = fields.slice(first, first + around);
  const own = boxOf(field, row, column);
  const visible = overlap(own, height, width) / (height * width);
  const formula = field.formula.find(({ expr }) => expr.kind !== 'number');
  return (
    <Frame title={t('field.title')} aside={t('field.unit', { layer: layer.name, row: row + 1, column: column + 1 })}>
      <div className={sheet.field}>
        <div className={styles.fieldImage} style={{ aspectRatio: `${width} / ${height}` }}>
          <Probe />
          <svg
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={t('field.label', { size: formatShape(field.size), row: row + 1, column: column + 1 })}
          >
            {shown.map(({ nodeId, field: other }) =>
              nodeId === layer.nodeId ? null : <Box key={nodeId} box={boxAround(other, own)} />,
            )}
            <Box box={own} own />
          </svg>
        </div>
        <div className={sheet.fieldList}>
          <ul>
            {shown.map(({ nodeId, name, field: other }) => (
              <li key={nodeId} data-on={nodeId === layer.nodeId || undefined}>
                <button type="button" onClick={() => inspecting.selectLayer(nodeId)}>
                  <span>{name}</span>
                  <span>{formatShape(other.size)}</span>
                </button>
              </li>
            ))}
          </ul>
          <div className={sheet.fieldMath}>
            {formula ? <SubstitutedLine formula={formula} own={false} /> : null}
            <p>{t('field.share', { share: formatPercent(visible, locale) })}</p>
            {field.size.some((size, axis) => size > (picture[axis] ?? 0)) ? (
              <p>{t('field.beyond', { pixels: formatFull(field.size[0] ?? 0, locale) })}</p>
            ) : null}
          </div>
        </div>
      </div>
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly aside?: string;
  readonly children: ReactNode;
}

export const Frame = ({ title, aside, children }: FrameProps) => (
  <section className={styles.frame}>
    <header>
      <h3>{title}</h3>
      {aside ? <span>{aside}</span> : null}
    </header>
    {children}
  </section>
);

function Probe() {
  const seen = useInspect((state) => state.seen);
  const probe = useInspect((state) => state.probe);
  return seen && probe ? <SamplePicture dataset={seen.dataset} split={probe.split} index={probe.index} /> : null;
}

interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

const boxOf = ({ start, jump, size }: Field, row: number, column: number): Rectangle => ({
  top: (start[0] ?? 0) + row * (jump[0] ?? 1),
  left: (start[1] ?? 0) + column * (jump[1] ?? 1),
  height: size[0] ?? 1,
  width: size[1] ?? 1,
});

/** The field of the unit of another layer that looks at the middle of the chosen unit's. */
function boxAround(field: Field, own: Rectangle): Rectangle {
  const middle = [own.top + own.height / 2, own.left + own.width / 2];
  const nearest = (axis: number): number =>
    Math.round(
      ((middle[axis] ?? 0) - (field.size[axis] ?? 1) / 2 - (field.start[axis] ?? 0)) / (field.jump[axis] ?? 1),
    );
  return boxOf(field, Math.max(0, nearest(0)), Math.max(0, nearest(1)));
}

const overlap = ({ top, left, height, width }: Rectangle, rows: number, columns: number): number =>
  Math.max(0, Math.min(rows, top + height) - Math.max(0, top)) *
  Math.max(0, Math.min(columns, left + width) - Math.max(0, left));

const Box = ({ box, own = false }: { readonly box: Rectangle; readonly own?: boolean }) => (
  <rect x={box.left} y={box.top} width={box.width} height={box.height} data-own={own || undefined} />
);

interface LayerField {
  readonly nodeId: string;
  readonly name: string;
  readonly field: Field;
}

/** Layers whose field differs from the one before: ReLU and batch normalisation see what they read. */
function distinct(layers: readonly LookedLayer[], fieldOf: (nodeId: string) => Field | null): readonly LayerField[] {
  let before = '';
  return layers.flatMap(({ nodeId, name, window }) => {
    const field = fieldOf(nodeId);
    if (field?.size.length !== 2) return [];
    const size = field.size.join();
    if (size === before && window === null) return [];
    before = size;
    return [{ nodeId, name, field }];
  });
}
