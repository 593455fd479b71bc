import { Flame, Frame, Hand, Minus, MousePointer2, Plus, Scan, StickyNote, WandSparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../app.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useKeyTexts } from '../keys/key-text.ts';
import { type Overlay, overlays } from '../store/ui.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/choice.tsx';
import { autoLayout, fitNetwork, fitSelection, openAdd, setTool, zoomIn, zoomOut, zoomTo100 } from './actions.ts';
import styles from './floats.module.css';
import { HeatLegend, Ramp } from './heat-legend.tsx';
import { PaintChoice } from './live/paint-choice.tsx';
import { addNote } from './note-actions.ts';
import { ShapeLegend } from './shape-legend.tsx';
import { useCanvas } from './store.ts';
import { TimePanel } from './time-panel.tsx';

/** Tools and choices that float over the canvas, 12 px from its edges. */
export const Floats = () => (
  <>
    <Tools />
    <Overlays />
    <Zoom />
    <ShapeLegend />
  </>
);

/** In Train what layers show of their learning, else what the share bars measure. */
const Overlays = () => (useUi((s) => s.step === 'train') ? <PaintChoice /> : <OverlayChoice />);

function Tools() {
  const app = useApp();
  const { t } = useTranslation('define');
  const keys = useKeyTexts();
  const tool = useCanvas((s) => s.tool);
  const busy = useCanvas((s) => s.layout === 'running');
  return (
    <div className={styles.float} data-corner="tools" role="toolbar" aria-label={t('tools.label')}>
      <IconButton
        size="small"
        label={t('tools.select')}
        pressed={tool === 'select'}
        onClick={() => setTool(app, 'select')}
      >
        <MousePointer2 size={14} />
      </IconButton>
      <IconButton size="small" label={t('tools.hand')} pressed={tool === 'hand'} onClick={() => setTool(app, 'hand')}>
        <Hand size={14} />
      </IconButton>
      <hr />
      <IconButton
        size="small"
        label={t('tools.fitSelection')}
        shortcut={keys('fitSelection')}
        onClick={() => fitSelection(app)}
      >
        <Frame size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={t('tools.layout')}
        shortcut={keys('layout')}
        disabled={busy}
        onClick={() => void autoLayout(app)}
      >
        <WandSparkles size={14} />
      </IconButton>
      <IconButton size="small" label={t('note.add')} shortcut={keys('note')} onClick={() => addNote(app)}>
        <StickyNote size={14} />
      </IconButton>
      <hr />
      <IconButton size="small" label={t('tools.add')} shortcut={keys('add')} onClick={() => openAdd(app)}>
        <Plus size={15} />
      </IconButton>
    </div>
  );
}

function OverlayChoice() {
  const app = useApp();
  const { t } = useTranslation(['define', 'analysis']);
  const overlay = useUi((s) => s.overlay);
  const convention = useUi((s) => s.convention);
  const nameOf = (value: Overlay): string =>
    value === 'work' ? t(`analysis:convention.${convention}`) : t(`overlay.${value}`);
  const heat = useUi((s) => s.heat);
  return (
    <>
      <div className={styles.float} data-corner="overlay">
        <span>{t('overlay.label')}</span>
        <Segmented
          label={t('overlay.label')}
          value={overlay}
          choices={overlays.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(value) => app.ui.setState({ overlay: value })}
        />
        {overlay === 'off' ? null : (
          <IconButton
            size="small"
            label={t('analysis:heat')}
            pressed={heat}
            onClick={() => app.ui.setState({ heat: !heat })}
          >
            <Flame size={13} />
          </IconButton>
        )}
        {overlay === 'off' || heat ? null : <Ramp />}
      </div>
      <div className={styles.below}>
        {overlay !== 'off' && heat ? <HeatLegend of={nameOf(overlay)} /> : null}
        {overlay === 'time' ? <TimePanel /> : null}
      </div>
    </>
  );
}

function Zoom() {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const keys = useKeyTexts();
  const percent = useCanvas((s) => Math.round(s.viewport.zoom * 100));
  return (
    <div className={styles.float} data-corner="zoom" role="toolbar" aria-label={t('zoom.label')}>
      <IconButton size="small" label={t('zoom.out')} shortcut={keys('zoomOut')} onClick={() => zoomOut(app)}>
        <Minus size={14} />
      </IconButton>
      <button type="button" className={styles.percent} aria-label={t('zoom.reset')} onClick={() => zoomTo100(app)}>
        {formatPercent(percent / 100, locale, 0)}
      </button>
      <IconButton size="small" label={t('zoom.in')} shortcut={keys('zoomIn')} onClick={() => zoomIn(app)}>
        <Plus size={14} />
      </IconButton>
      <hr />
      <IconButton size="small" label={t('zoom.fit')} shortcut={keys('fit')} onClick={() => fitNetwork(app)}>
        <Scan size={13} />
      </IconButton>
    </div>
  );
}
