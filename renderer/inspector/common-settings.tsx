import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { LayerNode } from '../../src/core/document/schema.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { describeFields } from '../../src/core/layers/registry.ts';
import { useApp, useDocument } from '../app.ts';
import { Section } from '../ui/layout.tsx';
import { FieldList } from './fields/field-list.tsx';
import { setField } from './fields/set-params.ts';
import styles from './inspector.module.css';

/** The settings that all of these layers have; changing one changes it in all of them. */
export function CommonSettings({ ids }: { readonly ids: readonly string[] }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const nodes = useDocument(useShallow((s) => ids.flatMap((id) => s.document.graph.nodes[id] ?? [])));
  const [first] = nodes;
  const fields = commonFields(nodes);
  return (
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
