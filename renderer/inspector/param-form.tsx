import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { describeFields } from '../../src/core/layers/registry.ts';
import { useApp, useUi } from '../app.ts';
import { fieldText, useProblemText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Row } from '../ui/layout.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { FieldControl } from './field-control.tsx';
import styles from './inspector.module.css';
import { setField } from './set-params.ts';

interface ParamFormProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** The settings of a layer, drawn from its schema. */
export function ParamForm({ node, analysis }: ParamFormProps) {
  const app = useApp();
  const problemText = useProblemText();
  const rows = rowsOf(describeFields(node.kind));
  if (rows.length === 0) return null;
  return (
    <div className={styles.form}>
      {rows.map((fields) => {
        const wrong = analysis.problems.find((problem) => fields.some((field) => field.key === problem.field));
        return (
          <FieldRow
            key={fields[0]?.key}
            kind={node.kind}
            fields={fields}
            error={wrong ? problemText(wrong) : undefined}
            read={(field) => node.params[field.key] ?? field.defaultValue}
            onChange={(field, value) => setField(app, [node], field, value)}
          />
        );
      })}
    </div>
  );
}

/** A switch stands on the line of the list that follows it: Activation and Bias. */
export function rowsOf(fields: readonly FieldSpec[]): readonly (readonly FieldSpec[])[] {
  const rows: FieldSpec[][] = [];
  fields.forEach((field, i) => {
    const before = fields[i - 1];
    const joins = before?.control === 'toggle' && isList(field);
    if (joins) rows[rows.length - 1] = [field, before];
    else rows.push([field]);
  });
  return rows;
}

const isList = (field: FieldSpec): boolean => field.control === 'choice' && (field.choices?.length ?? 0) > 3;

interface FieldRowProps {
  readonly kind: string;
  readonly fields: readonly FieldSpec[];
  readonly error: string | undefined;
  readonly read: (field: FieldSpec) => unknown;
  readonly onChange: (field: FieldSpec, value: unknown) => void;
  /** Instead of a value, where several layers have several. */
  readonly mixed?: (field: FieldSpec) => boolean;
}

export function FieldRow({ kind, fields, error, read, onChange, mixed }: FieldRowProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const linked = useUi((s) => s.linkedField);
  const [main, ...more] = fields;
  if (!main) return null;
  const { label, help } = fieldText(kind, main, locale);
  const link = (field: string | null) => app.ui.setState({ linkedField: field });
  return (
    <div className={styles.field} onPointerEnter={() => link(main.key)} onPointerLeave={() => link(null)}>
      <Row label={label} error={error}>
        {fields.map((field) => {
          const text = fieldText(kind, field, locale);
          return (
            <span key={field.key} className={styles.control} data-toggle={field.control === 'toggle' || undefined}>
              {field === main ? null : <span className={styles.second}>{text.label}</span>}
              <FieldControl
                field={field}
                label={text.label}
                value={read(field)}
                linked={linked === field.key}
                onLink={link}
                onChange={(value) => onChange(field, value)}
              />
            </span>
          );
        })}
        {mixed?.(main) ? <span className={styles.mixed}>{t('inspector.mixed')}</span> : null}
      </Row>
      {more.length === 0 ? (
        <Tip text={help} side="left">
          <span className={styles.help} />
        </Tip>
      ) : null}
    </div>
  );
}
