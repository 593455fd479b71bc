import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { templates } from '../../templates/index.ts';
import { useApp, useUi } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { templateText } from '../i18n/template-text.ts';
import { Segmented } from '../ui/choice.tsx';
import { FamilyCards } from './family-cards.tsx';
import styles from './gallery.module.css';
import { GalleryControls } from './gallery-controls.tsx';
import type { GalleryState } from './gallery-figures.ts';
import { type Choice, choose, everything, needsFigures } from './gallery-filter.ts';
import { TemplateGrid } from './template-card.tsx';
import { Timeline } from './timeline.tsx';

const views = ['cards', 'timeline', 'families'] as const;
type View = (typeof views)[number];

const legend = [
  ['convolution', 'conv'],
  ['pooling', 'pool'],
  ['activation', 'activation'],
  ['normalisation', 'normalisation'],
  ['merge', 'merge'],
  ['reshape', 'reshape'],
  ['recurrent', 'recurrent'],
  ['attention', 'attention'],
  ['core', 'dense'],
] as const;

const noFigures: GalleryState = {};

/** Published architectures with figures that this program computed, and none that it did not. */
export function Gallery() {
  const { t } = useTranslation('start');
  const { gallery } = useApp();
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const [view, setView] = useState<View>('cards');
  const [choice, setChoice] = useState<Choice>(everything);
  // Figures come one by one; the list waits for them only where it is made by them.
  const waits = needsFigures(choice);
  const figures = useStore(gallery, (s) => (waits ? s : noFigures));
  const shown = useMemo(
    () =>
      choose(
        templates,
        choice,
        figures,
        (template) => {
          const { title, variant, authors } = templateText(template, locale);
          const family = t(`gallery.${template.family}`);
          return [
            title,
            template.title,
            authors,
            template.authors,
            template.paper,
            variant,
            family,
            template.year,
          ].join(' ');
        },
        convention,
      ),
    [choice, figures, locale, t, convention],
  );
  return (
    <section aria-labelledby="start-templates">
      <header className={styles.galleryHead}>
        <h2 id="start-templates" tabIndex={-1}>
          {t('gallery.title')}
        </h2>
        <Segmented
          label={t('gallery.view')}
          value={view}
          onChange={setView}
          choices={views.map((value) => ({ value, label: t(`gallery.${value}`) }))}
        />
        <span className={styles.fill} />
        <ul className={styles.legend} aria-label={t('gallery.legend')}>
          {legend.map(([layer, key]) => (
            <li key={key} data-family={layer}>
              {t(`gallery.${key}`)}
            </li>
          ))}
        </ul>
      </header>
      {view === 'families' ? (
        <FamilyCards
          onShow={(network) => {
            setChoice({ ...everything, network });
            setView('cards');
          }}
        />
      ) : (
        <>
          <GalleryControls choice={choice} onChange={setChoice} sortable={view === 'cards'} />
          {shown.length === 0 ? <p className={styles.none}>{t('gallery.none')}</p> : null}
          {view === 'cards' ? <TemplateGrid templates={shown} /> : <Timeline templates={shown} />}
          <p className={styles.count} role="status">
            {t('gallery.shown', { count: shown.length })}
          </p>
        </>
      )}
    </section>
  );
}
