import { Check, ChevronsUpDown } from 'lucide-react';
import { Select as RadixSelect, Switch as RadixSwitch, Tabs as RadixTabs, ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly disabled?: boolean;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly id?: string;
}

const pick = <T extends string>(choices: readonly Choice<T>[], value: string, onChange: (value: T) => void) => {
  const choice = choices.find((candidate) => candidate.value === value);
  if (choice) onChange(choice.value);
};

/** A few exclusive choices side by side. */
export function Segmented<T extends string>({ label, value, choices, onChange, id }: ChoiceProps<T>) {
  return (
    <ToggleGroup.Root
      {...(id ? { id } : {})}
      type="single"
      className={styles.segmented}
      aria-label={label}
      value={value}
      onValueChange={(next) => pick(choices, next, onChange)}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item key={choice.value} value={choice.value} disabled={choice.disabled === true}>
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** One of many, in a drop-down list. */
export function Select<T extends string>({ label, value, choices, onChange, id }: ChoiceProps<T>) {
  return (
    <RadixSelect.Root value={value} onValueChange={(next) => pick(choices, next, onChange)}>
      <RadixSelect.Trigger {...(id ? { id } : {})} className={styles.selectTrigger} aria-label={label}>
        <RadixSelect.Value />
        <RadixSelect.Icon>
          <ChevronsUpDown size={12} />
        </RadixSelect.Icon>
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content className={styles.popup} position="popper" sideOffset={4}>
          <RadixSelect.Viewport>
            {choices.map((choice) => (
              <RadixSelect.Item
                key={choice.value}
                value={choice.value}
                disabled={choice.disabled === true}
                className={styles.item}
              >
                <RadixSelect.ItemText>{choice.label}</RadixSelect.ItemText>
                <RadixSelect.ItemIndicator className={styles.end}>
                  <Check size={12} />
                </RadixSelect.ItemIndicator>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly id?: string;
}

export function Switch({ label, checked, onChange, id }: SwitchProps) {
  return (
    <RadixSwitch.Root
      {...(id ? { id } : {})}
      className={styles.switch}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
    >
      <RadixSwitch.Thumb className={styles.thumb} />
    </RadixSwitch.Root>
  );
}

interface TabListProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Tabs with their panels; each child is a `TabPanel`. */
export function Tabs<T extends string>({ label, value, tabs, onChange, children, className }: TabListProps<T>) {
  return (
    <RadixTabs.Root value={value} onValueChange={(next) => pick(tabs, next, onChange)} className={className}>
      <RadixTabs.List className={styles.tabs} aria-label={label}>
        {tabs.map((tab) => (
          <RadixTabs.Trigger key={tab.value} value={tab.value} disabled={tab.disabled === true}>
            {tab.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {children}
    </RadixTabs.Root>
  );
}

export const TabPanel = RadixTabs.Content;
