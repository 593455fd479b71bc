import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { commonFields } from '../../src/core/document/common-fields.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { useApp, useDocument } from '../app.ts';
import { SearchedNodes } from '../search/field-search.tsx';
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
  const of = (field: FieldSpec) => fields.find(({ spec }) => spec.key === field.key);
  return (
    <Section title={t('inspector.common')}>
      {fields.length === 0 ? <p className={styles.unknown}>{t('inspector.noCommon')}</p> : null}
      {first ? (
        <SearchedNodes value={nodes}>
          <FieldList
            kind={first.kind}
            fields={fields.map(({ spec }) => spec)}
            errorOf={() => undefined}
            read={(field) => of(field)?.value}
            onChange={(field, value) => setField(app, nodes, field, value)}
            onLink={() => undefined}
            mixed={(field) => of(field)?.mixed ?? false}
          />
        </SearchedNodes>
      ) : null}
    </Section>
  );
}
