import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../src/core/math/shape.ts';
import type { LookedLayer, MapsQuestion } from '../../src/engine/look/protocol.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { Segmented, Select } from '../ui/choice.tsx';
import { ShapeChip } from '../ui/layout.tsx';
import { ActivationChart } from './activation-chart.tsx';
import { FilterStrip } from './filter-strip.tsx';
import { FlowChart } from './flow-chart.tsx';
import grids from './grids.module.css';
import styles from './inspect.module.css';
import { LayerTile } from './layer-tile.tsx';
import { MapGrid } from './map-grid.tsx';
import { useAnswer, useInspect, useLookedLayer } from './use-inspect.ts';

/** Feature maps, the chosen one's filter, and how values and gradients are spread. */
export function MapsTab() {
  const layer = useLookedLayer();
  return layer ? <LayerMaps key={layer.nodeId} layer={layer} /> : null;
}

const pageSize = 32;
const orders = ['mean', 'max', 'number'] as const;
const scales = ['map', 'layer'] as const;

function LayerMaps({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const engineText = useEngineText();
  const [stage, setStage] = useState<MapsQuestion['stage']>('after');
  const [order, setOrder] = useState<MapsQuestion['order']>('mean');
  const [scale, setScale] = useState<MapsQuestion['scale']>('map');
  const [from, setFrom] = useState(0);
  const question = { nodeId: layer.nodeId, stage, order, scale, from, count: pageSize };
  const { value, failure } = useAnswer('lookMaps', question);
  const channel = useInspect((state) => state.channel);
  const vector = layer.shape.length === 1;
  return (
    <>
      <section className={styles.maps}>
        <header className={styles.head}>
          <LayerTile nodeId={layer.nodeId} />
          <h2>{layer.name}</h2>
          <ShapeChip>{formatShape(layer.shape)}</ShapeChip>
          {value && !vector ? (
            <span className={styles.muted}>{t('maps.count', { shown: value.maps.length, count: value.channels })}</span>
          ) : null}
          <span className={styles.space} />
          {layer.activated ? (
            <Segmented
              label={t('maps.stage')}
              value={stage}
              choices={(['before', 'after'] as const).map((value) => ({ value, label: t(`maps.${value}`) }))}
              onChange={setStage}
            />
          ) : null}
          {vector ? null : (
            <>
              <Select
                label={t('maps.order')}
                value={order}
                choices={orders.map((value) => ({ value, label: t(`maps.orders.${value}`) }))}
                onChange={(next) => {
                  setOrder(next);
                  setFrom(0);
                }}
              />
              <Select
                label={t('maps.scale')}
                value={scale}
                choices={scales.map((value) => ({ value, label: t(`maps.scales.${value}`) }))}
                onChange={setScale}
              />
            </>
          )}
        </header>
        {failure ? <p className={styles.failure}>{engineText(failure)}</p> : null}
        {value ? <MapGrid maps={value} scale={scale} pageSize={pageSize} onPage={setFrom} /> : null}
      </section>
      {layer.kernel ? <FilterStrip key={channel} layer={layer} /> : null}
      <div className={grids.charts}>
        {value ? <ActivationChart maps={value} /> : null}
        <FlowChart />
      </div>
    </>
  );
}
