import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import { failureOf } from '../../src/engine/failure.ts';
import type { LookedLayer, MaximiseAnswer } from '../../src/engine/look/protocol.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LineChart } from '../runs/plot/line-chart.tsx';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { pictureOf } from '../training/pixels.ts';
import { NumberField } from '../ui/fields.tsx';
import { Row } from '../ui/layout.tsx';
import styles from './inspect.module.css';
import { LayerTile } from './layer-tile.tsx';
import { signedText } from './matrix.tsx';
import { extremes } from './samples.ts';
import tabs from './tabs.module.css';
import { useInspect, useInspecting, useLookedLayer } from './use-inspect.ts';
import { Working } from './working.tsx';

/** The image that a filter answers most to, found by gradient ascent. */
export function IdealTab() {
  const layer = useLookedLayer();
  const channel = useInspect((state) => state.channel);
  return layer ? <LayerIdeal key={`${layer.nodeId} ${channel}`} layer={layer} channel={channel} /> : null;
}

interface LayerIdealProps {
  readonly layer: LookedLayer;
  readonly channel: number;
}

function LayerIdeal({ layer, channel }: LayerIdealProps) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const [steps, setSteps] = useState(64);
  const [seed, setSeed] = useState(1);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [answer, setAnswer] = useState<MaximiseAnswer | null>(null);
  const shape = seen ? pictureShape(seen.dataset.sampleShape) : null;
  if (!seen || !shape) return <p className={styles.empty}>{t('noPictures')}</p>;
  const [height, width, channels] = shape;
  const run = async (): Promise<void> => {
    setFailure(null);
    setDone(0);
    const question = { nodeId: layer.nodeId, channel, steps, seed, ...extremes(seen.dataset) };
    try {
      const found = await inspecting
        .look()
        .ask('lookMaximise', { ...question, decay: 0.01, smoothness: 0.5, jitter: width > 16 ? 2 : 1 }, setDone);
      setAnswer(found);
    } catch (error) {
      const { code, message } = failureOf(error);
      if (code !== 'cancelled') setFailure(message);
    } finally {
      setDone(null);
    }
  };
  const curve = answer?.curve ?? new Float32Array();
  const label = t('ideal.picture', { number: channel + 1, layer: layer.name });
  return (
    <section className={tabs.tool}>
      <header className={styles.head}>
        <LayerTile nodeId={layer.nodeId} />
        <h2>{layer.name}</h2>
        <span className={styles.muted}>{t('ideal.channel', { number: channel + 1 })}</span>
      </header>
      <p className={tabs.lead}>{t('ideal.lead')}</p>
      <div className={tabs.columns}>
        <div className={tabs.settings}>
          <Row label={t('ideal.steps')} htmlFor="ideal-steps">
            <NumberField
              id="ideal-steps"
              label={t('ideal.steps')}
              value={steps}
              integer
              min={1}
              max={512}
              onChange={setSteps}
            />
          </Row>
          <Row label={t('ideal.seed')} htmlFor="ideal-seed">
            <NumberField
              id="ideal-seed"
              label={t('ideal.seed')}
              value={seed}
              integer
              min={0}
              max={9999}
              onChange={setSeed}
            />
          </Row>
          <Working done={done} text={t('ideal.go')} icon={<Sparkles size={13} />} onGo={() => void run()} />
          {failure ? <p className={styles.failure}>{engineText(failure)}</p> : null}
        </div>
        {answer ? (
          <figure className={styles.big}>
            <PictureCanvas picture={pictureOf(answer.bytes, width, height, channels)} label={label} />
            <figcaption>
              {t('ideal.reached', {
                from: signedText(curve[0] ?? 0, locale, 3),
                to: signedText(curve.at(-1) ?? 0, locale, 3),
              })}
            </figcaption>
          </figure>
        ) : null}
        {answer ? (
          <div className={tabs.curve}>
            <LineChart
              label={t('ideal.curve')}
              lines={[
                {
                  id: 'curve',
                  name: t('ideal.mean'),
                  colour: 'var(--s-train)',
                  xs: Array.from(curve, (_, i) => i),
                  ys: curve,
                },
              ]}
              x={{ name: t('ideal.step'), format: (value) => formatFull(value, locale) }}
              y={{ name: t('ideal.mean'), format: (value) => signedText(value, locale, 3), log: false }}
              empty=""
            />
          </div>
        ) : null}
      </div>
    </section>
  );
}
