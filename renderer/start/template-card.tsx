import { Info } from 'lucide-react';
import { memo, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import type { Template } from '../../templates/template.ts';
import { useApp, useUi } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { templateDocument, useTemplateText } from '../i18n/template-text.ts';
import { Chip } from '../ui/layout.tsx';
import { useRoving } from '../ui/roving.ts';
import { Tip } from '../ui/tooltip.tsx';
import styles from './gallery.module.css';
import { Silhouette } from './silhouette.tsx';

/** Cards of templates; the figures of those in view are computed first. */
export function TemplateGrid({ templates }: { readonly templates: readonly Template[] }) {
  const grid = useRef<HTMLUListElement>(null);
  useWantedInView(grid, templates);
  useRoving(grid, templates);
  return (
    <ul className={styles.grid} ref={grid}>
      {templates.map((template) => (
        <li key={template.id} data-template={template.id}>
          <TemplateCard template={template} />
        </li>
      ))}
    </ul>
  );
}

/** Tells the gallery which of the `data-template` elements inside are in view. */
export function useWantedInView(list: RefObject<HTMLElement | null>, templates: readonly Template[]): void {
  const { gallery } = useApp();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other templates are other elements
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = target.getAttribute('data-template');
        if (id) gallery.want(id, isIntersecting);
      }
    });
    for (const element of list.current?.querySelectorAll('[data-template]') ?? []) observer.observe(element);
    return () => observer.disconnect();
  }, [gallery, list, templates]);
}

const TemplateCard = memo(function TemplateCard({ template }: { readonly template: Template }) {
  const { t } = useTranslation(['start', 'analysis']);
  const locale = useLocale();
  const { projects, gallery } = useApp();
  const convention = useUi((s) => s.convention);
  const figures = useStore(gallery, (s) => s[template.id]);
  const { title, variant, note, authors } = useTemplateText(template);
  const figure = (label: string, value: string | undefined) => (
    <span>
      <b>{value ?? '\u00a0'}</b>
      <span>{label}</span>
    </span>
  );
  return (
    <Tip side="right" text={<CardTip template={template} variant={variant} note={note} />}>
      <button
        type="button"
        className={styles.card}
        aria-label={t('gallery.open', { title, year: template.year })}
        aria-description={[authors, variant, note].filter(Boolean).join('. ')}
        onClick={() => void projects.openDocument(() => templateDocument(template, locale))}
      >
        <span className={styles.silhouette}>
          {figures ? <Silhouette blocks={figures.blocks} width={234} height={56} /> : null}
        </span>
        <span className={styles.cardHead}>
          <b>{title}</b>
          <span>{template.year}</span>
        </span>
        <span className={styles.authors}>
          <span>{authors}</span>
          <Chip>{t(`gallery.${template.family}`)}</Chip>
        </span>
        <span className={styles.cardFigures}>
          {figure(t('gallery.params'), figures && formatTotal(figures.totals.parameters, locale))}
          {figure(
            t(`analysis:convention.${convention}`),
            figures && formatTotal(countBy(convention, workOfTotals(figures.totals)), locale),
          )}
          {figure(t('gallery.layers'), figures && formatFull(figures.totals.layers, locale))}
          {figure(t('gallery.depth'), figures && formatFull(figures.totals.depth, locale))}
        </span>
        <span className={styles.variant}>{variant}</span>
        {note ? (
          <span className={styles.note}>
            <Info size={12} />
            {t('gallery.differs')}
          </span>
        ) : null}
      </button>
    </Tip>
  );
});

interface CardTipProps {
  readonly template: Template;
  readonly variant: string;
  readonly note: string | undefined;
}

/** All that the card has to cut short. */
export function CardTip({ template, variant, note }: CardTipProps) {
  const { authors } = useTemplateText(template);
  const { t } = useTranslation('start');
  return (
    <span className={styles.tip}>
      <span>
        {authors}, <i>{template.paper}</i>
      </span>
      <span>{variant}</span>
      {note ? (
        <span>
          <b>{t('gallery.differs')}</b> {note}
        </span>
      ) : null}
    </span>
  );
}
