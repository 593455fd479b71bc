import { useTranslation } from 'react-i18next';
import { parseParams } from '../../../src/core/layers/registry.ts';
import { useUi } from '../../app.ts';
import { fieldText } from '../../i18n/core-text.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { FieldSearch } from '../../search/field-search.tsx';
import { Row } from '../../ui/layout.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import { FieldControl } from './field-control.tsx';
import type { FieldControlProps, FieldListProps } from './field-props.ts';
import styles from './fields.module.css';

interface FieldRowProps extends Omit<FieldListProps, 'errorOf'> {
  readonly error: string | undefined;
  readonly form: FieldControlProps['form'];
}

/** One line of the form; pointing at it lights its digits up in the live maths, and back. */
export function FieldRow({ kind, fields, error, read, onChange, onLink, linkAs, mixed, form }: FieldRowProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const [main, ...more] = fields;
  const linked = useUi((s) => (main && s.linkedField === (linkAs ?? main.key) ? s.linkedField : null));
  if (!main) return null;
  const { label, help } = fieldText(kind, main, locale);
  const key = linkAs ?? main.key;
  return (
    <div className={styles.field} onPointerEnter={() => onLink(key)} onPointerLeave={() => onLink(null)}>
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
                linked={linked !== null && linkAs === undefined}
                onLink={(at) => onLink(at === null ? null : key)}
                onChange={(value) => onChange(field, value)}
                form={form}
                accepts={(value) => parseParams(kind, { [field.key]: value }).ok}
              />
            </span>
          );
        })}
      </Row>
      {linkAs === undefined ? <FieldSearch field={main} label={label} value={read(main)} /> : null}
      {mixed?.(main) ? <p className={styles.mixed}>{t('inspector.mixed')}</p> : null}
      {more.length === 0 ? (
        <Tip text={help} side="left">
          <span className={styles.help} />
        </Tip>
      ) : null}
    </div>
  );
}
