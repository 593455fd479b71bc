import { Shuffle } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatShape } from '../../src/core/math/shape.ts';
import { labelOf, pictureShape } from '../../src/engine/data/dataset.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { IconButton } from '../ui/button.tsx';
import charts from './charts.module.css';
import { DeadUnits } from './dead-units.tsx';
import sheet from './inspect-left.module.css';
import { LayerTile } from './layer-tile.tsx';
import { useInspect, useInspecting } from './use-inspect.ts';

/** Left of Inspect: the image that is looked at, the layers, and the units that never answer. */
export function InspectLeft() {
  const seen = useInspect((state) => state.seen !== null);
  return (
    <div className={sheet.left}>
      <Probes />
      <Layers />
      {seen ? <DeadUnits /> : null}
    </div>
  );
}

function Probes() {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  const dataset = useInspect(({ seen }) => seen?.dataset ?? null);
  const probes = useInspect((state) => state.probes);
  const probe = useInspect((state) => state.probe);
  if (!dataset || !probe) return null;
  const ofPictures = pictureShape(dataset.sampleShape) !== null;
  const chosen = probes.findIndex(({ split, index }) => split === probe.split && index === probe.index);
  const nameOf = (at: (typeof probes)[number]) =>
    dataset.classes[labelOf(dataset.splits[at.split], at.index) ?? -1] ?? '';
  return (
    <section className={charts.probes}>
      <h3 id="inspect-probes">
        {t(ofPictures ? 'probe.title' : 'probe.sampleTitle')}
        <IconButton
          size="small"
          label={t(ofPictures ? 'probe.shuffle' : 'probe.shuffleSamples')}
          onClick={inspecting.shuffle}
        >
          <Shuffle size={13} />
        </IconButton>
      </h3>
      <RadioGroup.Root
        className={sheet.probeRow}
        orientation="horizontal"
        aria-labelledby="inspect-probes"
        value={String(chosen)}
        onValueChange={(value) => {
          const next = probes[Number(value)];
          if (next) void inspecting.setProbe(next);
        }}
      >
        {probes.map((candidate, i) => (
          <RadioGroup.Item
            key={`${candidate.split} ${candidate.index}`}
            value={String(i)}
            className={sheet.probe}
            aria-label={t('probe.image', { number: i + 1, name: nameOf(candidate) })}
          >
            <SamplePicture dataset={dataset} split={candidate.split} index={candidate.index} />
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <Answer truth={labelOf(dataset.splits[probe.split], probe.index)} />
    </section>
  );
}

/** What the network makes of the probe as a whole. */
function Answer({ truth }: { readonly truth: number | null }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const classes = useInspect(({ seen }) => seen?.dataset.classes ?? []);
  const probabilities = useInspect((state) => state.probabilities);
  if (!probabilities || classes.length !== probabilities.length) return null;
  const most = probabilities.indexOf(Math.max(...probabilities));
  const values = { name: classes[most] ?? '', share: formatPercent(probabilities[most] ?? 0, locale, 0) };
  const wrong = truth !== null && truth !== most;
  return (
    <p className={sheet.answer} data-wrong={wrong || undefined}>
      {wrong ? t('probe.wrong', { ...values, truth: classes[truth] ?? '' }) : t('probe.right', values)}
    </p>
  );
}

function Layers() {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  const layers = useInspect(({ seen }) => seen?.layers ?? null);
  const chosen = useInspect((state) => state.nodeId);
  if (!layers) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = layers.findIndex(({ nodeId }) => nodeId === chosen);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: layers.length - 1 }[event.key];
    const next = to === undefined ? undefined : layers[to];
    if (!next) return;
    event.preventDefault();
    inspecting.selectLayer(next.nodeId);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')[to ?? 0]?.focus();
  };
  return (
    <div className={sheet.layers} role="listbox" aria-label={t('layers')} onKeyDown={onKeyDown}>
      {layers.map(({ nodeId, name, shape }) => (
        <div
          key={nodeId}
          role="option"
          aria-selected={nodeId === chosen}
          tabIndex={nodeId === chosen ? 0 : -1}
          className={sheet.layer}
          onClick={() => inspecting.selectLayer(nodeId)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') inspecting.selectLayer(nodeId);
          }}
        >
          <LayerTile nodeId={nodeId} />
          <span className={sheet.layerName}>{name}</span>
          <span className={sheet.layerShape}>{formatShape(shape)}</span>
        </div>
      ))}
    </div>
  );
}
