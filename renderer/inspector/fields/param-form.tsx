import type { NodeAnalysis } from '../../../src/core/analysis/types.ts';
import type { LayerNode } from '../../../src/core/document/schema.ts';
import { describeFields } from '../../../src/core/layers/registry.ts';
import { useApp } from '../../app.ts';
import { useProblemText } from '../../i18n/core-text.ts';
import { SearchedNodes } from '../../search/field-search.tsx';
import { FieldList } from './field-list.tsx';
import styles from './fields.module.css';
import { setField } from './set-params.ts';

interface ParamFormProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** The settings of a layer, drawn from its schema. */
export function ParamForm({ node, analysis }: ParamFormProps) {
  const app = useApp();
  const problemText = useProblemText();
  const fields = describeFields(node.kind);
  if (fields.length === 0) return null;
  return (
    <SearchedNodes value={[node]}>
      <div className={styles.form}>
        <FieldList
          kind={node.kind}
          fields={fields}
          errorOf={(field) => {
            const wrong = analysis.problems.find((problem) => problem.field === field.key);
            return wrong ? problemText(wrong) : undefined;
          }}
          read={(field) => node.params[field.key] ?? field.defaultValue}
          onChange={(field, value) => setField(app, [node], field, value)}
          onLink={(linkedField) => app.ui.setState({ linkedField })}
        />
      </div>
    </SearchedNodes>
  );
}
