import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { templates } from '../../templates/index.ts';
import { type Template, templateFamilies } from '../../templates/template.ts';
import { useApp } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Segmented, Select } from '../ui/choice.tsx';
import { Chip } from '../ui/layout.tsx';
import styles from './gallery.module.css';
import type { GalleryState } from './gallery-figures.ts';
import { Silhouette } from './silhouette.tsx';

type FamilyFilter = Template['family'] | 'all';
type Order = 'byYear' | 'byParameters' | 'byName';
const orders: readonly Order[] = ['byYear', 'byParameters', 'byName'];

const legend = [
  ['convolution', 'conv'],
  ['pooling', 'pool'],
  ['activation', 'activation'],
  ['merge', 'merge'],
  ['core', 'dense'],
] as const;

/** Published architectures with figures that this program computed, and none that it did not. */
export function Gallery() {
  const { t } = useTranslation('start');
  const { gallery } = useApp();
  const [family, setFamily] = useState<FamilyFilter>('all');
  const [order, setOrder] = useState<Order>('byYear');
  const figures = useStore(gallery);
  const present = templateFamilies.filter((candidate) => templates.some((template) => template.family === candidate));
  const shown = templates.filter((template) => family === 'all' || template.family === family);
  return (
    <section aria-labelledby="start-templates">
      <header className={styles.galleryHead}>
        <h2 id="start-templates" tabIndex={-1}>
          {t('gallery.title')}
        </h2>
        <Segmented
          label={t('gallery.family')}
          value={family}
          onChange={setFamily}
          choices={[
            { value: 'all', label: t('gallery.all', { count: templates.length }) },
            ...present.map((value) => ({ value, label: t(`gallery.${value}`) })),
          ]}
        />
        <span className={styles.fill} />
        <ul className={styles.legend} aria-label={t('gallery.legend')}>
          {legend.map(([layer, key]) => (
            <li key={key} data-family={layer}>
              {t(`gallery.${key}`)}
            </li>
          ))}
        </ul>
        <span className={styles.sort}>
          <Select
            label={t('gallery.sort')}
            value={order}
            onChange={setOrder}
            choices={orders.map((value) => ({ value, label: t(`gallery.${value}`) }))}
          />
        </span>
      </header>
      <ul className={styles.grid}>
        {sorted(shown, order, figures).map((template) => (
          <li key={template.id}>
            <TemplateCard template={template} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** By parameters, templates whose figures are still to come stay last. */
function sorted(shown: readonly Template[], order: Order, figures: GalleryState): readonly Template[] {
  const size = (template: Template) => figures[template.id]?.totals.parameters ?? Number.POSITIVE_INFINITY;
  const compare: Readonly<Record<Order, (a: Template, b: Template) => number>> = {
    byYear: (a, b) => a.year - b.year,
    byParameters: (a, b) => size(a) - size(b),
    byName: (a, b) => a.title.localeCompare(b.title),
  };
  return [...shown].sort(compare[order]);
}

function TemplateCard({ template }: { readonly template: Template }) {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const { projects, gallery } = useApp();
  const figures = useStore(gallery, (s) => s[template.id]);
  const figure = (label: string, value: string | undefined) => (
    <span>
      <b>{value ?? '\u00a0'}</b>
      <span>{label}</span>
    </span>
  );
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={t('gallery.open', { title: template.title, year: template.year })}
      title={`${template.authors}\n${template.paper}\n${template.variant}`}
      onClick={() => void projects.openDocument(template.build)}
    >
      <span className={styles.silhouette}>
        {figures ? <Silhouette blocks={figures.blocks} width={234} height={56} /> : null}
      </span>
      <span className={styles.cardHead}>
        <b>{template.title}</b>
        <span>{template.year}</span>
        <Chip>{t(`gallery.${template.family}`)}</Chip>
      </span>
      <span className={styles.cardFigures}>
        {figure(t('gallery.params'), figures && formatTotal(figures.totals.parameters, locale))}
        {figure(t('gallery.macs'), figures && formatTotal(figures.totals.macs, locale))}
        {figure(t('gallery.layers'), figures && formatFull(figures.totals.layers, locale))}
      </span>
    </button>
  );
}
