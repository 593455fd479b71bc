import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Template } from '../../templates/template.ts';
import { useApp } from '../app.ts';
import { formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { templateDocument, useTemplateText } from '../i18n/template-text.ts';
import { useRoving } from '../ui/roving.ts';
import { Tip } from '../ui/tooltip.tsx';
import { byYear } from './gallery-filter.ts';
import { Silhouette } from './silhouette.tsx';
import { CardTip, useWantedInView } from './template-card.tsx';
import styles from './timeline.module.css';

/** Years of which the course tells something. */
const milestones = [1986, 1997, 1998, 2005, 2012, 2014, 2015, 2016, 2017, 2018, 2019, 2020] as const;

/** Networks made for learning carry the year of their source; of those, these made history themselves. */
const milestoneIds: ReadonlySet<string> = new Set(['mlp', 'lenet-5']);

const isHistory = ({ family, id }: Template): boolean => family !== 'teaching' || milestoneIds.has(id);

/** The history of these networks, oldest first. */
export function Timeline({ templates }: { readonly templates: readonly Template[] }) {
  const { t } = useTranslation('start');
  const list = useRef<HTMLOListElement>(null);
  useWantedInView(list, templates);
  useRoving(list, templates);
  return (
    <ol className={styles.timeline} ref={list} aria-label={t('timeline.label')}>
      {byYear(templates.filter(isHistory)).map(({ year, templates: of }) => {
        const milestone = milestones.find((known) => known === year);
        return (
          <li key={year}>
            <h3>{year}</h3>
            <div>
              {milestone ? <p>{t(`timeline.y${milestone}`)}</p> : null}
              <ul>
                {of.map((template) => (
                  <li key={template.id} data-template={template.id}>
                    <Entry template={template} />
                  </li>
                ))}
              </ul>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Entry({ template }: { readonly template: Template }) {
  const { t } = useTranslation('start');
  const locale = useLocale();
  const { projects, gallery } = useApp();
  const figures = useStore(gallery, (s) => s[template.id]);
  const { title, variant, note } = useTemplateText(template);
  return (
    <Tip text={<CardTip template={template} variant={variant} note={note} />}>
      <button
        type="button"
        className={styles.entry}
        aria-label={t('gallery.open', { title, year: template.year })}
        onClick={() => void projects.openDocument(() => templateDocument(template, locale))}
      >
        <span className={styles.picture}>
          {figures ? <Silhouette blocks={figures.blocks} width={92} height={30} /> : null}
        </span>
        <span>
          <b>{title}</b>
          <span>{figures ? `${formatTotal(figures.totals.parameters, locale)} ${t('gallery.params')}` : '\u00a0'}</span>
        </span>
      </button>
    </Tip>
  );
}
