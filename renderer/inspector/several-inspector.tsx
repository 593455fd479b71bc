import { Boxes } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { subtotal } from '../../src/core/analysis/share.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { describeFields } from '../../src/core/layers/registry.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import { FieldList } from './fields/field-list.tsx';
import { setField } from './fields/set-params.ts';
import styles from './inspector.module.css';

/** Several layers: what they sum up to, and the settings that all of them have. */
export function SeveralInspector({ ids }: { readonly ids: ReadonlySet<string> }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const nodes = useDocument(useShallow((s) => [...ids].flatMap((id) => s.document.graph.nodes[id] ?? [])));
  const parameters = useAnalysis((s) => subtotal(s.analysis, [...ids], 'parameters'));
  const macs = useAnalysis((s) => subtotal(s.analysis, [...ids], 'macs'));
  const [first] = nodes;
  const fields = commonFields(nodes);
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <span className={styles.plainTile}>
          <Boxes size={18} />
        </span>
        <div className={styles.titles}>
          <h2>{t('inspector.several', { count: nodes.length })}</h2>
          <p>
            {t('count.parameters', { count: parameters, number: formatFull(parameters, locale) })} ·{' '}
            {formatTotal(macs, locale)} MACs
          </p>
        </div>
      </header>
      <Section title={t('inspector.common')}>
        {fields.length === 0 ? <p className={styles.unknown}>{t('inspector.noCommon')}</p> : null}
        {first ? (
          <FieldList
            kind={first.kind}
            fields={fields}
            errorOf={() => undefined}
            read={(field) => first.params[field.key] ?? field.defaultValue}
            onChange={(field, value) => setField(app, nodes, field, value)}
            onLink={() => undefined}
            mixed={(field) => isMixed(nodes, field)}
          />
        ) : null}
      </Section>
    </div>
  );
}

/** Fields that every one of the layers has, with the same control and choices. */
function commonFields(nodes: readonly LayerNode[]): readonly FieldSpec[] {
  const [first, ...others] = [...new Set(nodes.map((node) => node.kind))].map(describeFields);
  if (!first) return [];
  return first.filter((field) =>
    others.every((fields) =>
      fields.some(
        (other) =>
          other.key === field.key && other.control === field.control && String(other.choices) === String(field.choices),
      ),
    ),
  );
}

const isMixed = (nodes: readonly LayerNode[], field: FieldSpec): boolean =>
  new Set(nodes.map((node) => JSON.stringify(node.params[field.key] ?? field.defaultValue))).size > 1;
