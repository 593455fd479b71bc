import { ScanEye } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf, pictureShape } from '../../src/engine/data/dataset.ts';
import { failureOf } from '../../src/engine/failure.ts';
import type { OcclusionAnswer } from '../../src/engine/look/protocol.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import type { Picture } from '../training/pixels.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { Select } from '../ui/choice.tsx';
import { NumberField } from '../ui/fields.tsx';
import styles from './inspect.module.css';
import { overlayPicture } from './pictures.ts';
import { extremes } from './samples.ts';
import tabs from './tabs.module.css';
import { useAnswer, useInspect, useInspecting } from './use-inspect.ts';
import { Working } from './working.tsx';

/** Where in the image a class comes from: by gradient (Grad-CAM) and by covering parts of it. */
export function EvidenceTab() {
  const { t } = useTranslation('inspect');
  const seen = useInspect((state) => state.seen);
  const probe = useInspect((state) => state.probe);
  const probabilities = useInspect((state) => state.probabilities);
  const [chosen, setChosen] = useState<number | null>(null);
  if (!seen || !probe || !pictureShape(seen.dataset.sampleShape))
    return <p className={styles.empty}>{t('noPictures')}</p>;
  const { classes } = seen.dataset;
  if (!probabilities || classes.length !== probabilities.length)
    return <p className={styles.empty}>{t('noClasses')}</p>;
  const most = probabilities.indexOf(Math.max(...probabilities));
  const classIndex = Math.min(classes.length - 1, chosen ?? most);
  const truth = labelOf(seen.dataset.splits[probe.split], probe.index);
  const label = (name: string, i: number): string =>
    i === truth ? t('evidence.truth', { name }) : i === most ? t('evidence.answer', { name }) : name;
  return (
    <section className={tabs.tool}>
      <header className={styles.head}>
        <h2>{t('evidence.title')}</h2>
        <span className={styles.space} />
        <label htmlFor="evidence-class">{t('evidence.class')}</label>
        <Select
          id="evidence-class"
          label={t('evidence.class')}
          value={String(classIndex)}
          choices={classes.map((name, i) => ({ value: String(i), label: label(name, i) }))}
          onChange={(value) => setChosen(Number(value))}
        />
      </header>
      <div className={tabs.columns}>
        <Cam classIndex={classIndex} />
        <Occlusion key={`${probe.split} ${probe.index} ${classIndex}`} classIndex={classIndex} />
      </div>
    </section>
  );
}

/** The probe, with a picture of evidence over it. */
function Over({ picture, label }: { readonly picture: Picture | null; readonly label: string }) {
  const seen = useInspect((state) => state.seen);
  const probe = useInspect((state) => state.probe);
  if (!seen || !probe) return null;
  const [height = 1, width = 1] = seen.dataset.sampleShape;
  return (
    <div className={styles.over} style={{ aspectRatio: `${width} / ${height}` }}>
      <SamplePicture dataset={seen.dataset} split={probe.split} index={probe.index} />
      {picture ? <PictureCanvas picture={picture} label={label} /> : null}
    </div>
  );
}

function Cam({ classIndex }: { readonly classIndex: number }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const layers = useInspect(({ seen }) => seen?.layers ?? []).filter(({ pictures }, i) => pictures && i > 0);
  const [chosen, setChosen] = useState<string | null>(null);
  // The paper's choice: the last convolution.
  const usual = layers.findLast(({ window }) => window === 'convolution') ?? layers.at(-1);
  const nodeId = layers.find((layer) => layer.nodeId === chosen)?.nodeId ?? usual?.nodeId ?? null;
  const { value, failure } = useAnswer('lookCam', nodeId === null ? null : { nodeId, classIndex });
  const picture = useMemo(() => (value ? overlayPicture(value.values, value.width, value.height) : null), [value]);
  if (nodeId === null) return <p className={styles.muted}>{t('evidence.noMaps')}</p>;
  const nothing = value?.values.every((found) => found === 0) ?? false;
  const layer = layers.find((one) => one.nodeId === nodeId)?.name ?? '';
  return (
    <figure className={styles.big}>
      <header>
        <b>Grad-CAM</b>
        <Select
          label={t('evidence.layer')}
          value={nodeId}
          choices={layers.map(({ nodeId: value, name }) => ({ value, label: name }))}
          onChange={setChosen}
        />
      </header>
      <Over picture={nothing ? null : picture} label={t('evidence.camLabel', { layer })} />
      <figcaption>
        {failure ? engineText(failure) : null}
        {value ? t('evidence.probability', { share: formatPercent(value.probability, locale) }) : null}{' '}
        {nothing ? t('evidence.nothing') : t('evidence.cam')}
      </figcaption>
    </figure>
  );
}

function Occlusion({ classIndex }: { readonly classIndex: number }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const shape = seen ? pictureShape(seen.dataset.sampleShape) : null;
  const side = Math.min(shape?.[0] ?? 1, shape?.[1] ?? 1);
  const [size, setSize] = useState(Math.max(1, Math.round(side / 5)));
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState<{ readonly answer: OcclusionAnswer; readonly size: number } | null>(null);
  const picture = useMemo(() => (found && shape ? spread(found.answer, found.size, shape) : null), [found, shape]);
  if (!seen || !shape) return null;
  const stride = strideFor(side);
  const run = async (): Promise<void> => {
    setFailure(null);
    setDone(0);
    try {
      const question = { picture: shape, classIndex, size, stride, fill: extremes(seen.dataset).low };
      setFound({ answer: await inspecting.look().ask('lookOcclusion', question, setDone), size });
    } catch (error) {
      const { code, message } = failureOf(error);
      if (code !== 'cancelled') setFailure(message);
    } finally {
      setDone(null);
    }
  };
  const least = found ? Math.min(...found.answer.values) : null;
  return (
    <figure className={styles.big}>
      <header>
        <b>{t('evidence.occlusion')}</b>
        <label htmlFor="occlusion-size">{t('evidence.size')}</label>
        <NumberField
          id="occlusion-size"
          label={t('evidence.size')}
          value={size}
          integer
          min={1}
          max={side}
          unit="px"
          onChange={setSize}
        />
      </header>
      <Over picture={picture} label={t('evidence.occlusionLabel')} />
      <figcaption>
        <Working done={done} text={t('evidence.go')} icon={<ScanEye size={13} />} onGo={() => void run()} />
        {failure ? <span className={styles.failure}>{engineText(failure)}</span> : null}
        {found && least !== null ? (
          <span>
            {t('evidence.drop', {
              from: formatPercent(found.answer.probability, locale),
              to: formatPercent(least, locale),
              size: `${found.size}×${found.size}`,
            })}
          </span>
        ) : (
          <span>{t('evidence.occlusionHint')}</span>
        )}
      </figcaption>
    </figure>
  );
}

/** A square's place moves by so much that the map has some thirty places a side at most. */
const strideFor = (side: number): number => Math.max(1, Math.ceil(side / 32));

/** How much the class lost where the square lay, for each pixel the mean over the squares that covered it. */
function spread(
  { rows, columns, values, probability }: OcclusionAnswer,
  size: number,
  [height, width]: readonly [number, number, number],
): Picture {
  const stride = strideFor(Math.min(height, width));
  const lost = new Float32Array(height * width);
  const covered = new Float32Array(height * width);
  for (let place = 0; place < rows * columns; place++) {
    const [top, left] = [Math.floor(place / columns) * stride, (place % columns) * stride];
    for (let y = top; y < Math.min(height, top + size); y++) {
      for (let x = left; x < Math.min(width, left + size); x++) {
        const at = y * width + x;
        lost[at] = (lost[at] ?? 0) + probability - (values[place] ?? 0);
        covered[at] = (covered[at] ?? 0) + 1;
      }
    }
  }
  return overlayPicture(
    lost.map((sum, i) => Math.max(0, sum / Math.max(1, covered[i] ?? 1))),
    width,
    height,
  );
}
