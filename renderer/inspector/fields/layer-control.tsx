import { useTranslation } from 'react-i18next';
import { defaultParams, describeFields, isLayerKind, layerOf, parseParams } from '../../../src/core/layers/registry.ts';
import { layerText, useProblemText } from '../../i18n/core-text.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Select } from '../../ui/choice.tsx';
import { LayerIcon } from '../../ui/layer-icon.tsx';
import { type FieldControlProps, recordOf } from './field-props.ts';
import styles from './fields.module.css';
import { useTried } from './use-tried.ts';

/** A layer inside another: its kind, and beneath it that kind's own form. */
export function LayerControl({ field, label, value, onLink, onChange, form: Form }: FieldControlProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const problemText = useProblemText();
  const { kind: named, params: given } = recordOf(value);
  const kind = typeof named === 'string' ? named : '';
  const params = recordOf(given);
  const parsed = parseParams(kind, params);
  const choices = (field.choices ?? []).map((choice) => ({
    value: choice,
    label: (
      <span className={styles.activation} data-family={layerOf(choice)?.doc.family ?? 'core'}>
        <LayerIcon kind={choice} size={13} />
        {layerText(choice, locale).title}
      </span>
    ),
  }));
  const take = (next: string) => {
    if (isLayerKind(next)) onChange({ kind: next, params: defaultParams(next) });
  };
  const tried = useTried(take);
  return (
    <span className={styles.named}>
      <Select label={label} value={kind} choices={choices} onChange={take} onHighlight={tried} />
      <fieldset
        className={styles.nested}
        data-family={layerOf(kind)?.doc.family ?? 'core'}
        aria-label={t('inspector.settingsOf', { kind: layerText(kind, locale).title })}
      >
        <Form
          kind={kind}
          fields={describeFields(kind)}
          // The formulas of the outer layer say `layer` for all that comes from the one inside.
          linkAs={field.key}
          onLink={onLink}
          errorOf={(inner) => (!parsed.ok && parsed.error.field === inner.key ? problemText(parsed.error) : undefined)}
          read={(inner) => params[inner.key] ?? inner.defaultValue}
          onChange={(inner, next) => onChange({ kind, params: { ...params, [inner.key]: next } })}
        />
      </fieldset>
    </span>
  );
}
