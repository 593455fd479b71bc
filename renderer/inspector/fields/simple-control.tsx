import type { ReactNode } from 'react';
import type { Control } from '../../../src/core/layers/fields.ts';
import { choiceText } from '../../i18n/core-text.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Segmented, Select, Switch } from '../../ui/choice.tsx';
import { TextField } from '../../ui/fields.tsx';
import { ActivationIcon } from '../../ui/layer-icon.tsx';
import { type FieldControlProps, numbersOf, sidesOf, type Typed } from './field-props.ts';
import styles from './fields.module.css';
import { NumberControl, OptionalNumber } from './number-controls.tsx';
import { ExtentsControl, ListControl, OptionalList, PaddingControl } from './size-controls.tsx';
import { useTried } from './use-tried.ts';

/** Controls of values without settings of their own. */
type SimpleControlName = Exclude<Control, 'initializer' | 'regularizer' | 'constraint' | 'layer' | 'json'>;

const isSimple = (control: Control): control is SimpleControlName => Object.hasOwn(controls, control);

/** The control of a number, a list, a choice or a switch; nothing for those that unfold. */
export const SimpleControl = (props: FieldControlProps): ReactNode =>
  isSimple(props.field.control) ? controls[props.field.control](props) : null;

const numeric = (props: FieldControlProps) => (
  <NumberControl {...props} value={typeof props.value === 'number' ? props.value : Number(props.field.defaultValue)} />
);
const optional = (props: FieldControlProps) => (
  <OptionalNumber {...props} value={typeof props.value === 'number' ? props.value : null} />
);
const borders = (axes: number) => (props: FieldControlProps) => (
  <PaddingControl {...props} value={sidesOf(props.value, axes)} />
);

const controls: { readonly [C in SimpleControlName]: (props: FieldControlProps) => ReactNode } = {
  int: numeric,
  number: numeric,
  optionalInt: optional,
  optionalNumber: optional,
  pair: (props) => <ExtentsControl {...props} value={numbersOf(props.value, [1, 1])} />,
  triple: (props) => <ExtentsControl {...props} value={numbersOf(props.value, [1, 1, 1])} />,
  choice: (props) => <ChoiceControl {...props} value={String(props.value)} />,
  toggle: (props) => <ToggleControl {...props} value={props.value === true} />,
  text: ({ label, value, onChange, accepts }) => (
    <TextField
      label={label}
      value={String(value ?? '')}
      onCommit={(text) => {
        const fits = accepts(text);
        if (fits) onChange(text);
        return fits;
      }}
    />
  ),
  shape: (props) => <ListControl {...props} value={numbersOf(props.value, [1])} />,
  axes: (props) => <ListControl {...props} value={numbersOf(props.value, [])} />,
  optionalShape: (props) => (
    <OptionalList {...props} value={Array.isArray(props.value) ? numbersOf(props.value, []) : null} />
  ),
  padding2: (props) => (
    <PaddingControl
      {...props}
      value={sidesOf([props.value], 1)}
      onChange={(sides) => props.onChange(Array.isArray(sides) ? sides[0] : sides)}
    />
  ),
  padding4: borders(2),
  padding6: borders(3),
};

function ToggleControl({ label, value, onChange }: Typed<boolean>) {
  const tried = useTried(onChange);
  return <Switch label={label} checked={value} onChange={onChange} onHighlight={tried} />;
}

function ChoiceControl({ field, label, value, onChange }: Typed<string>) {
  const locale = useLocale();
  const tried = useTried(onChange);
  const values = field.choices ?? [];
  const isActivation = /activation$/i.test(field.key);
  const choices = values.map((choice) => ({
    value: choice,
    label: isActivation ? (
      <span className={styles.activation}>
        <ActivationIcon name={choice} size={13} />
        {choiceText(choice, locale)}
      </span>
    ) : (
      choiceText(choice, locale)
    ),
  }));
  const letters = choices.reduce((total, { label: text }) => total + (typeof text === 'string' ? text.length : 0), 0);
  if (values.length <= 3 && letters <= mostLetters)
    return <Segmented label={label} value={value} choices={choices} onChange={onChange} onHighlight={tried} />;
  return <Select label={label} value={value} choices={choices} onChange={onChange} onHighlight={tried} />;
}

/** Choices side by side have 188 px. */
const mostLetters = 22;
