import { useTranslation } from 'react-i18next';
import { type Dataset, pictureShape } from '../../src/engine/data/dataset.ts';
import type { Place, Survey, Twins } from '../../src/engine/survey/report.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { Chip, Section } from '../ui/layout.tsx';
import { answerText } from './answer-text.ts';
import styles from './data.module.css';

interface Props {
  readonly dataset: Dataset;
  readonly survey: Survey | null;
}

/** Groups of the same samples that are drawn, and pictures of one group. */
const [shownGroups, shownTwins] = [8, 6];

/** What is wrong with the data: the same sample in training and test, or with two answers; repeats; blank ones. */
export function Findings({ dataset, survey }: Props) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  if (!survey) return null;
  const { repeated, leaked, contradictions, blank } = survey.counts;
  const number = (count: number) => ({ count, number: formatFull(count, locale) });
  const clean = repeated + blank === 0;
  return (
    <Section title={t('findings')}>
      {clean ? <p className={styles.fine}>{t('clean')}</p> : null}
      {leaked > 0 ? (
        <p className={styles.finding} data-tone="err">
          {t('leaked', number(leaked))}
        </p>
      ) : null}
      {contradictions > 0 ? (
        <p className={styles.finding} data-tone="err">
          {t('contradictions', number(contradictions))}
        </p>
      ) : null}
      {repeated > 0 ? (
        <p className={styles.finding} data-tone="warn">
          {t('repeated', number(repeated))}
        </p>
      ) : null}
      {blank > 0 ? (
        <p className={styles.finding} data-tone="warn">
          {t('blank', number(blank))}
        </p>
      ) : null}
      <ul className={styles.twins}>
        {survey.twins.slice(0, shownGroups).map((twins) => (
          <Group key={twins.places.map(nameOf).join()} dataset={dataset} twins={twins} />
        ))}
      </ul>
    </Section>
  );
}

const nameOf = ({ split, index }: Place): string => `${split} ${index}`;

function Group({ dataset, twins }: { readonly dataset: Dataset; readonly twins: Twins }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { places, leak, contradiction } = twins;
  return (
    <li>
      {places.slice(0, shownTwins).map((place) => (
        <span key={nameOf(place)} className={styles.twin}>
          {pictureShape(dataset.sampleShape) ? <SamplePicture dataset={dataset} {...place} /> : null}
          <span>
            <b>{answerText(dataset, place, locale)}</b>
            {dataset.splits[place.split].paths?.[place.index] ??
              t('place', { split: t(`split.${place.split}`), number: formatFull(place.index + 1, locale) })}
          </span>
        </span>
      ))}
      {places.length > shownTwins ? (
        <span>{t('moreTwins', { number: formatFull(places.length - shownTwins, locale) })}</span>
      ) : null}
      {leak ? <Chip tone="err">{t('leak')}</Chip> : null}
      {contradiction ? <Chip tone="err">{t('contradiction')}</Chip> : null}
    </li>
  );
}
