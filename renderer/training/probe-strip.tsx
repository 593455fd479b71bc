import { Shuffle } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { type Dataset, labelOf, pictureShape } from '../../src/engine/data/dataset.ts';
import type { Probe } from '../../src/engine/protocol.ts';
import { useApp, useData, useSession } from '../app.ts';
import { IconButton } from '../ui/button.tsx';
import { SamplePicture } from './sample-picture.tsx';
import styles from './train.module.css';

const keyOf = ({ split, index }: Probe): string => `${split} ${index}`;

/** The images whose feature maps can be watched on the nodes. Floats over the canvas in Train; nothing without data. */
export function ProbeStrip() {
  const { t } = useTranslation('train');
  const { training } = useApp();
  const dataset = useData((data) => (data.state === 'ready' ? data.dataset : null));
  const probes = useSession((state) => state.probes);
  const probe = useSession((state) => state.probe);
  if (!dataset || probes.length === 0) return null;
  const ofPictures = pictureShape(dataset.sampleShape) !== null;
  const choose = (value: string) => {
    const chosen = probes.find((candidate) => keyOf(candidate) === value);
    if (chosen) training.setProbe(chosen);
  };
  return (
    <div className={styles.probe}>
      <span id="probe-label">{t(ofPictures ? 'probe.label' : 'probe.sampleLabel')}</span>
      <RadioGroup.Root
        className={styles.probeImages}
        orientation="horizontal"
        aria-labelledby="probe-label"
        value={probe ? keyOf(probe) : ''}
        onValueChange={choose}
      >
        {probes.map((candidate, i) => (
          <ProbeImage key={keyOf(candidate)} dataset={dataset} probe={candidate} number={i + 1} />
        ))}
      </RadioGroup.Root>
      <IconButton
        size="small"
        label={t(ofPictures ? 'probe.shuffle' : 'probe.shuffleSamples')}
        onClick={() => training.shuffleProbes()}
      >
        <Shuffle size={14} />
      </IconButton>
    </div>
  );
}

interface ProbeImageProps {
  readonly dataset: Dataset;
  readonly probe: Probe;
  readonly number: number;
}

function ProbeImage({ dataset, probe, number }: ProbeImageProps) {
  const { t } = useTranslation('train');
  const { split, index } = probe;
  const name = dataset.classes[labelOf(dataset.splits[split], index) ?? -1] ?? '';
  const ofPictures = pictureShape(dataset.sampleShape) !== null;
  const label = t(ofPictures ? 'probe.image' : 'probe.sample', { number, name });
  return (
    <RadioGroup.Item value={keyOf(probe)} className={styles.probeImage} aria-label={label}>
      <SamplePicture dataset={dataset} split={split} index={index} />
    </RadioGroup.Item>
  );
}
