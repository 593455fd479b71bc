import i18next from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countBy } from '../../src/core/analysis/conventions.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { useApp, useUi } from '../app.ts';
import { offerHandlers } from '../canvas/use-offer.ts';
import { layerText } from '../i18n/core-text.ts';
import { formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { alternativesTo } from './alternatives.ts';
import styles from './inspector.module.css';

/** What other kernels would cost, really computed; a click takes one. Hidden in low windows. */
export function WhatIf({ node, analysis }: { readonly node: LayerNode; readonly analysis: NodeAnalysis }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const unit = t(`why.unit.${convention}`);
  const alternatives = useMemo(() => alternativesTo(node, analysis), [node, analysis]);
  if (alternatives.length < 2) return null;
  const most = Math.max(...alternatives.map((alternative) => alternative.parameters), 1);
  return (
    <section className={styles.whatIf} aria-label={t('inspector.whatIf')}>
      <h3>
        {t('inspector.whatIf')}
        <span>{t('inspector.whatIfUnits', { unit })}</span>
      </h3>
      {alternatives.map(({ text, kind, current, parameters, work, command }) => {
        const offer = current ? {} : offerHandlers(app.previews, [command]);
        const named = kind === node.kind && text !== '' ? text : `${layerText(kind, locale).title} ${text}`;
        const name = named.trim();
        const figures = {
          parameters: formatShort(parameters, locale),
          work: formatShort(countBy(convention, work), locale),
        };
        const take = () =>
          app.documents.dispatch(i18next.t('define:undo.swap', { name: node.name, option: name }), command);
        return (
          <button
            key={name}
            type="button"
            disabled={current}
            aria-label={t('inspector.whatIfApply', { name, unit, ...figures })}
            {...offer}
            onClick={take}
          >
            <span>{name}</span>
            <i style={{ '--part': `${(100 * parameters) / most}%` }} />
            <b>{figures.parameters}</b>
            <span>{figures.work}</span>
          </button>
        );
      })}
    </section>
  );
}
