import { Plus, WandSparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AugmentKind, fillModes, mostSteps } from '../../../src/core/augment/schema.ts';
import { firstSteps, isGeometric } from '../../../src/core/augment/steps.ts';
import { suggestAugmentation } from '../../../src/core/augment/suggest.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { frameOf } from '../../../src/engine/feed/augment.ts';
import { stepsOf } from '../../../src/engine/train/epoch-steps.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { Menu } from '../../ui/overlay.tsx';
import { useSettings } from '../compile/use-settings.ts';
import panel from '../training.module.css';
import styles from './augment.module.css';
import { stepIcons } from './icons.ts';
import { KerasCode } from './keras-code.tsx';
import { AugmentPreview } from './preview.tsx';
import { SliderRow } from './range-row.tsx';
import { StepCard } from './step-card.tsx';
import { type UseAugmentation, useAugmentation } from './use-augmentation.ts';
import { WriteFolder } from './write-folder.tsx';

/** How training pictures are changed from epoch to epoch: the pipeline's steps, and what comes of them. */
export function AugmentSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('augment');
  const pipeline = useAugmentation();
  const { steps } = pipeline.augmentation;
  const pictures = dataset !== null && frameOf(dataset.sampleShape) !== null && dataset.splits.train.count > 0;
  const changing = pictures && steps.length > 0 ? dataset : null;
  if (dataset && !pictures && steps.length === 0) return null;
  return (
    <Section title={t('title')} aside={steps.length === 0 ? t('off') : t('steps', { count: steps.length })}>
      {steps.length === 0 ? <p className={panel.note}>{t('about')}</p> : null}
      {dataset && !pictures ? (
        <p className={panel.notice}>{t('onlyPictures', { shape: dataset.sampleShape.join('×') })}</p>
      ) : null}
      {changing ? <AugmentPreview dataset={changing} /> : null}
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          // Steps have no names of their own, and two may be alike: their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <StepCard key={`${place}-${step.kind}`} step={step} place={place} pipeline={pipeline} />
        ))}
      </ol>
      <FillRows pipeline={pipeline} />
      <Buttons pipeline={pipeline} dataset={pictures ? dataset : null} />
      {changing ? (
        <>
          <Effect dataset={changing} />
          <KerasCode augmentation={pipeline.augmentation} />
          <WriteFolder dataset={changing} />
        </>
      ) : null}
    </Section>
  );
}

function FillRows({ pipeline: { augmentation, set } }: { readonly pipeline: UseAugmentation }) {
  const { t } = useTranslation('augment');
  const { steps, fill, fillValue } = augmentation;
  const moves = steps.some(({ kind }) => isGeometric(kind));
  const cuts = steps.some(({ kind }) => kind === 'cutout');
  return (
    <>
      {moves ? (
        <Row label={t('fill')} htmlFor="augment-fill">
          <Select
            id="augment-fill"
            label={t('fill')}
            value={fill}
            choices={fillModes.map((value) => ({ value, label: t(`fills.${value}`) }))}
            onChange={(value) => set(t('fill'), { fill: value })}
          />
        </Row>
      ) : null}
      {cuts || (moves && fill === 'constant') ? (
        <SliderRow
          label={t('fillValue')}
          names={[t('fillValue')]}
          values={[Math.round(fillValue * 255)]}
          min={0}
          max={255}
          step={1}
          unit=""
          onChange={([value = 0]) => set(t('fillValue'), { fillValue: value / 255 })}
        />
      ) : null}
    </>
  );
}

const isKind = (key: string): key is AugmentKind => key in firstSteps;
const kinds = Object.keys(firstSteps).filter(isKind);

function Buttons({ pipeline, dataset }: { readonly pipeline: UseAugmentation; readonly dataset: Dataset | null }) {
  const { t } = useTranslation('augment');
  const { add, set, augmentation } = pipeline;
  const entries = kinds.map((kind) => {
    const Icon = stepIcons[kind];
    return { id: kind, label: t(`kind.${kind}`), icon: <Icon size={14} />, run: () => add(firstSteps[kind]) };
  });
  const split = entries.findIndex(({ id }) => id === 'brightness');
  const full = augmentation.steps.length >= mostSteps;
  return (
    <div className={styles.buttons}>
      <Menu
        trigger={
          <Button size="small" icon={<Plus size={13} />} disabled={full}>
            {t('add')}
          </Button>
        }
        groups={[entries.slice(0, split), entries.slice(split)]}
      />
      {augmentation.steps.length === 0 && dataset ? (
        <Button
          size="small"
          icon={<WandSparkles size={13} />}
          onClick={() => set(t('suggest'), suggestAugmentation(dataset))}
        >
          {t('suggest')}
        </Button>
      ) : null}
      {augmentation.steps.length > 0 ? (
        <Button size="small" look="ghost" onClick={() => set(t('clear'), { steps: [] })}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}

/** How many different pictures a run will show. */
function Effect({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('augment');
  const locale = useLocale();
  const settings = useSettings();
  const { trained } = stepsOf(dataset, settings);
  const epochs = formatFull(settings.epochs, locale);
  const total = formatFull(settings.epochs * trained, locale);
  return (
    <p className={panel.note}>
      {t('effective', { count: trained, epochs, total })} {t('effectiveFew')}
    </p>
  );
}
