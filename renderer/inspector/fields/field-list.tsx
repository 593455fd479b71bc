import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FieldListProps } from './field-props.ts';
import { FieldRow } from './field-row.tsx';
import styles from './fields.module.css';
import { changedCount, rowsOf } from './rows.ts';
import { useAdvanced } from './store.ts';

/** Settings in the order of their schema, those that are rarely changed folded away at the end. */
export function FieldList(props: FieldListProps) {
  const { fields, errorOf, read } = props;
  const { t } = useTranslation('define');
  const [open, setOpen] = useAdvanced();
  const advanced = fields.filter((field) => field.advanced === true);
  const usual = fields.filter((field) => field.advanced !== true);
  const changed = changedCount(advanced, read);
  // What is wrong must be in sight.
  const shown = open || advanced.some((field) => errorOf(field) !== undefined);
  const Chevron = shown ? ChevronDown : ChevronRight;
  return (
    <>
      <Rows {...props} fields={usual} />
      {advanced.length > 0 ? (
        <div className={styles.advanced}>
          <button type="button" className={styles.fold} aria-expanded={shown} onClick={() => setOpen(!shown)}>
            <Chevron size={12} />
            {t('inspector.advanced')}
            {changed > 0 ? <span>{t('inspector.changed', { count: changed })}</span> : null}
          </button>
          {shown ? <Rows {...props} fields={advanced} /> : null}
        </div>
      ) : null}
    </>
  );
}

const Rows = ({ fields, errorOf, ...props }: FieldListProps) =>
  rowsOf(fields).map((row) => (
    <FieldRow
      key={row.map(({ key }) => key).join()}
      {...props}
      fields={row}
      form={FieldList}
      error={row.map(errorOf).find((text) => text !== undefined)}
    />
  ));
