import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeatureMap, MapsAnswer } from '../../src/engine/look/protocol.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { IconButton } from '../ui/button.tsx';
import styles from './inspect.module.css';
import sheet from './map-grid.module.css';
import { signedText } from './matrix.tsx';
import { mapPicture } from './pictures.ts';
import { useInspect, useInspecting } from './use-inspect.ts';
import { VectorBars } from './vector-bars.tsx';

interface MapGridProps {
  readonly maps: MapsAnswer;
  readonly scale: 'map' | 'layer';
  readonly pageSize: number;
  readonly onPage: (from: number) => void;
}

/** A page of feature maps; arrow keys move among them and among layers. */
export function MapGrid({ maps, scale, pageSize, onPage }: MapGridProps) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const inspecting = useInspecting();
  const channel = useInspect((state) => state.channel);
  const group = useRef<HTMLElement>(null);
  const place = maps.order.indexOf(channel);
  const go = (to: number): void => {
    const next = maps.order[to];
    if (next === undefined) return;
    inspecting.selectChannel(next);
    const page = Math.floor(to / pageSize) * pageSize;
    if (page !== maps.from) onPage(page);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { seen, nodeId } = inspecting.getState();
    const layers = seen?.layers ?? [];
    const at = layers.findIndex((layer) => layer.nodeId === nodeId);
    const toMap = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: maps.order.length - 1 }[event.key];
    const toLayer = layers[{ ArrowUp: at - 1, ArrowDown: at + 1 }[event.key] ?? -1];
    if ((toMap === undefined && !toLayer) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (toMap !== undefined) go(toMap);
    else if (toLayer) inspecting.selectLayer(toLayer.nodeId);
  };
  // A layer that was gone to by key is gone on from.
  useEffect(() => {
    const from = document.activeElement;
    if (from === document.body || from === null) group.current?.focus({ preventScroll: true });
  }, []);
  const vector = maps.shape.length === 1;
  const wide = maps.height === 1;
  const number = (value: number) => signedText(value, locale);
  return (
    <>
      <section
        ref={group}
        className={wide ? styles.rows : sheet.grid}
        aria-label={t('maps.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move among maps and layers
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {vector ? (
          <VectorBars maps={maps} />
        ) : (
          maps.maps.map((map) => <MapFigure key={map.channel} map={map} of={maps} chosen={map.channel === channel} />)
        )}
      </section>
      <footer className={sheet.legend}>
        {vector ? null : (
          <>
            <span>{scale === 'layer' ? number(maps.min) : t('maps.least')}</span>
            <i className={sheet.viridis} />
            <span>{scale === 'layer' ? number(maps.max) : t('maps.greatest')}</span>
          </>
        )}
        <span className={styles.space} />
        {maps.channels > pageSize && !vector ? (
          <span className={sheet.pager}>
            <IconButton
              size="small"
              label={t('maps.pageBefore')}
              disabled={maps.from === 0}
              onClick={() => onPage(maps.from - pageSize)}
            >
              <ChevronLeft size={14} />
            </IconButton>
            {t('maps.page', {
              first: formatFull(maps.from + 1, locale),
              last: formatFull(maps.from + maps.maps.length, locale),
            })}
            <IconButton
              size="small"
              label={t('maps.pageAfter')}
              disabled={maps.from + pageSize >= maps.channels}
              onClick={() => onPage(maps.from + pageSize)}
            >
              <ChevronRight size={14} />
            </IconButton>
          </span>
        ) : null}
        <span className={sheet.keys} aria-hidden>
          {vector ? null : (
            <>
              <kbd>
                <ArrowLeft size={10} />
              </kbd>
              <kbd>
                <ArrowRight size={10} />
              </kbd>
              {t('maps.keysMap')}
            </>
          )}
          <kbd>
            <ArrowUp size={10} />
          </kbd>
          <kbd>
            <ArrowDown size={10} />
          </kbd>
          {t('maps.keysLayer')}
        </span>
      </footer>
    </>
  );
}

interface MapFigureProps {
  readonly map: FeatureMap;
  readonly of: MapsAnswer;
  readonly chosen: boolean;
}

/** A map; where it is clicked, there is the unit that is looked at. */
function MapFigure({ map, of, chosen }: MapFigureProps) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const inspecting = useInspecting();
  const { width, height } = of;
  const picture = useMemo(() => mapPicture(map.bytes, width, height), [map.bytes, width, height]);
  const dead = of.stage === 'after' && map.max === 0 && map.min === 0;
  const choose = (event: MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [rows = 1, columns = 1] = of.shape.length === 3 ? of.shape : [1, of.shape[0]];
    const at = (share: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    // A click by key has no place.
    const byKey = event.detail === 0;
    const unit = [at((event.clientY - box.top) / box.width, rows), at((event.clientX - box.left) / box.width, columns)];
    inspecting.selectChannel(map.channel, byKey ? undefined : [unit[0] ?? 0, unit[1] ?? 0]);
  };
  const mean = signedText(map.mean, locale);
  return (
    <button
      type="button"
      className={styles.map}
      data-dead={dead || undefined}
      aria-pressed={chosen}
      aria-label={t(dead ? 'maps.deadMap' : 'maps.map', { number: map.channel + 1, mean })}
      tabIndex={-1}
      onClick={choose}
    >
      <PictureCanvas picture={picture} className={styles.mapPicture} />
      <span className={sheet.mapText}>
        <span>#{map.channel + 1}</span>
        <span className={styles.muted}>{dead ? t('maps.dead') : mean}</span>
      </span>
    </button>
  );
}
