import { ChevronRight } from 'lucide-react';
import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureShape } from '../../src/engine/data/dataset.ts';
import type { Prediction } from '../../src/engine/protocol.ts';
import { useApp } from '../app.ts';
import { formatDecimals } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { PredictInput } from '../store/session.ts';
import { backendName } from '../training/describe.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { mapPicture } from '../training/pixels.ts';
import { Section } from '../ui/layout.tsx';
import { inputPicture } from './inputs.ts';
import styles from './predict.module.css';
import { chainLayers, ranked } from './prediction.ts';
import type { PredictTarget } from './use-predict-target.ts';

interface ChainProps {
  readonly target: PredictTarget;
  readonly prediction: Prediction;
  readonly input: PredictInput;
  readonly probabilities: Float32Array;
}

/** The input, feature maps on the way, and the output. */
export function PredictionChain({ target, prediction, input, probabilities }: ChainProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { session, ui } = useApp();
  const { network } = target.record;
  const steps = useMemo(
    () =>
      chainLayers(network, prediction.layers).flatMap(({ name, maps }) => {
        const picture = mapPicture(maps, 0);
        return picture ? [{ name, picture }] : [];
      }),
    [network, prediction.layers],
  );
  const picture = useMemo(() => inputPicture(input), [input]);
  const { task } = target.dataset;
  const isPicture = pictureShape(target.dataset.sampleShape) !== null;
  const hasBars = task === 'oneLabel' || task === 'manyLabel';
  const open = () => {
    session.setState({ maps: prediction.layers });
    ui.setState({ step: 'train' });
  };
  return (
    <Section
      title={t('predict.how')}
      aside={
        <button type="button" className={styles.link} onClick={open}>
          {t('predict.canvas')}
        </button>
      }
    >
      <div className={styles.chain}>
        <figure hidden={!isPicture}>
          <PictureCanvas picture={picture} />
          <figcaption>{t('predict.input')}</figcaption>
        </figure>
        {steps.map((step) => (
          <Fragment key={step.name}>
            <ChevronRight size={12} />
            <figure>
              <PictureCanvas picture={step.picture} label={t('predict.maps', { name: step.name })} />
              <figcaption title={step.name}>{step.name}</figcaption>
            </figure>
          </Fragment>
        ))}
        <ChevronRight size={12} />
        <figure>
          {hasBars ? <OutputBars probabilities={probabilities} /> : null}
          <figcaption>{network.outputActivation}</figcaption>
        </figure>
      </div>
      <p className={styles.latency}>
        {t('predict.latency')} <b>{t('predict.ms', { value: formatDecimals(prediction.milliseconds, 1, locale) })}</b> ·{' '}
        {backendName(prediction.device.backend)}
      </p>
    </Section>
  );
}

const boxSize = 56;

function OutputBars({ probabilities }: { readonly probabilities: Float32Array }) {
  const width = (boxSize - 8) / probabilities.length;
  const top = ranked(probabilities)[0]?.label;
  return (
    <svg className={styles.output} viewBox={`0 0 ${boxSize} ${boxSize}`} aria-hidden="true">
      {Array.from(probabilities, (share, label) => {
        const height = Math.max(1, share * (boxSize - 8));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its position
            key={label}
            data-top={label === top || undefined}
            x={4 + label * width + width * 0.1}
            y={boxSize - 4 - height}
            width={width * 0.8}
            height={height}
          />
        );
      })}
    </svg>
  );
}
