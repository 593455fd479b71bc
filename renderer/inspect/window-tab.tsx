import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../src/core/math/shape.ts';
import type { LookedLayer, WindowAnswer } from '../../src/engine/look/protocol.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { Select } from '../ui/choice.tsx';
import { ShapeChip } from '../ui/layout.tsx';
import sums from './arithmetic.module.css';
import styles from './inspect.module.css';
import { LayerTile } from './layer-tile.tsx';
import { valuesPicture } from './pictures.ts';
import tabs from './tabs.module.css';
import { useAnswer, useInspect, useInspecting, useLookedLayer } from './use-inspect.ts';
import { WindowArithmetic } from './window-arithmetic.tsx';

/** One convolution's or one pooling's window on the image, moved by hand: what it covers, multiplies and adds. */
export function WindowTab() {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  const layer = useLookedLayer();
  const windows = useInspect(({ seen }) => seen?.layers ?? []).filter(({ window }) => window !== null);
  if (layer?.window) return <LayerWindow key={layer.nodeId} layer={layer} />;
  const [first] = windows;
  return (
    <div className={styles.empty}>
      <p>{t(first ? 'window.other' : 'window.none')}</p>
      {first ? (
        <Select
          label={t('window.layer')}
          value=""
          choices={windows.map(({ nodeId, name }) => ({ value: nodeId, label: name }))}
          onChange={inspecting.selectLayer}
        />
      ) : null}
    </div>
  );
}

function LayerWindow({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const inspecting = useInspecting();
  const channel = useInspect((state) => state.channel);
  const unit = useInspect((state) => state.unit);
  const [input, setInput] = useState<number | null>(null);
  const [rows = 1, columns = 1, channels = 1] = layer.shape;
  const [row, column] = unit ?? [Math.floor(rows / 2), Math.floor(columns / 2)];
  const place = { row: Math.min(row, rows - 1), column: Math.min(column, columns - 1) };
  const pooling = layer.window !== 'convolution';
  const question = { nodeId: layer.nodeId, channel: Math.min(channel, channels - 1), ...place };
  const { value, failure } = useAnswer('lookWindow', input === null || pooling ? question : { ...question, input });
  // Where the map answers most there is something to see.
  useEffect(() => {
    if (!value || unit !== null || pooling) return;
    const [, width = 1] = value.outputShape;
    let most = 0;
    value.outputMap.forEach((found, i) => {
      if (Math.abs(found) > Math.abs(value.outputMap[most] ?? 0)) most = i;
    });
    inspecting.setState({ unit: [Math.floor(most / width), most % width] });
  }, [value, unit, pooling, inspecting]);
  const move = (down: number, right: number): void => {
    const within = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
    inspecting.setState({ unit: [within(place.row + down, rows), within(place.column + right, columns)] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!by || (event.target instanceof HTMLElement && event.target.closest('button, input'))) return;
    event.preventDefault();
    move(by[0] ?? 0, by[1] ?? 0);
  };
  const numbers = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ value: String(i), label: formatFull(i + 1, locale) }));
  return (
    <section className={tabs.window}>
      <header className={styles.head}>
        <LayerTile nodeId={layer.nodeId} />
        <h2>{layer.name}</h2>
        <ShapeChip>{formatShape(layer.shape)}</ShapeChip>
        <span className={styles.muted}>{t('window.place', { row: place.row + 1, column: place.column + 1 })}</span>
        <span className={styles.space} />
        <label htmlFor="window-channel">{t(pooling ? 'window.channel' : 'window.filter')}</label>
        <Select
          id="window-channel"
          label={t(pooling ? 'window.channel' : 'window.filter')}
          value={String(question.channel)}
          choices={numbers(channels)}
          onChange={(next) => inspecting.selectChannel(Number(next))}
        />
        {pooling || !value || value.depth === 1 ? null : (
          <>
            <label htmlFor="window-input">{t('window.input')}</label>
            <Select
              id="window-input"
              label={t('window.input')}
              value={String(value.inputChannel)}
              choices={numbers(value.depth)}
              onChange={(next) => setInput(Number(next))}
            />
          </>
        )}
      </header>
      {failure ? <p className={styles.failure}>{engineText(failure)}</p> : null}
      {value ? (
        <section
          className={sums.windowBody}
          aria-label={t('window.label')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the window
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div className={tabs.planes}>
            <InputPlane answer={value} onMove={(at) => inspecting.setState({ unit: at })} />
            <OutputPlane answer={value} onMove={(at) => inspecting.setState({ unit: at })} />
          </div>
          <WindowArithmetic answer={value} />
          <p className={styles.muted}>{t('window.keys')}</p>
        </section>
      ) : null}
    </section>
  );
}

interface PlaneProps {
  readonly answer: WindowAnswer;
  readonly onMove: (unit: readonly [number, number]) => void;
}

/** Row and column of a click, of so many. */
function placeOf(event: MouseEvent<HTMLElement>, rows: number, columns: number): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  const at = (share: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return [at((event.clientY - box.top) / box.height, rows), at((event.clientX - box.left) / box.width, columns)];
}

function InputPlane({ answer, onMove }: PlaneProps) {
  const { t } = useTranslation('inspect');
  const [height = 1, width = 1] = answer.inputShape;
  const [rows = 1, columns = 1] = answer.outputShape;
  const picture = useMemo(() => valuesPicture(answer.inputMap, width, height), [answer.inputMap, width, height]);
  const [down, right] = answer.dilation;
  const box = {
    x: answer.left,
    y: answer.top,
    width: (answer.columns - 1) * right + 1,
    height: (answer.rows - 1) * down + 1,
  };
  const cells = Array.from({ length: answer.rows * answer.columns }, (_, cell) => cell);
  return (
    <figure className={styles.plane}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the group around move the window */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div style={{ aspectRatio: `${width} / ${height}` }} onClick={(event) => onMove(placeOf(event, rows, columns))}>
        <PictureCanvas picture={picture} label={t('window.inputLabel', { number: answer.inputChannel + 1 })} />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
          <rect {...box} />
          {down * right > 1
            ? cells.map((cell) => (
                <rect
                  key={cell}
                  data-cell
                  x={answer.left + (cell % answer.columns) * right}
                  y={answer.top + Math.floor(cell / answer.columns) * down}
                  width={1}
                  height={1}
                />
              ))
            : null}
        </svg>
      </div>
      <figcaption>{t('window.inputMap', { number: answer.inputChannel + 1, size: `${height}×${width}` })}</figcaption>
    </figure>
  );
}

function OutputPlane({ answer, onMove }: PlaneProps) {
  const { t } = useTranslation('inspect');
  const [height = 1, width = 1] = answer.outputShape;
  const picture = useMemo(() => valuesPicture(answer.outputMap, width, height), [answer.outputMap, width, height]);
  return (
    <figure className={styles.plane}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the group around move the window */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div style={{ aspectRatio: `${width} / ${height}` }} onClick={(event) => onMove(placeOf(event, height, width))}>
        <PictureCanvas picture={picture} label={t('window.outputLabel', { number: answer.channel + 1 })} />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
          <rect x={answer.column} y={answer.row} width={1} height={1} />
        </svg>
      </div>
      <figcaption>{t('window.outputMap', { number: answer.channel + 1, size: `${height}×${width}` })}</figcaption>
    </figure>
  );
}
