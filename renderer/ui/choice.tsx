import { Check, ChevronsUpDown } from 'lucide-react';
import { Select as RadixSelect, Switch as RadixSwitch, Tabs as RadixTabs, ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useHighlight } from './highlight.ts';
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
  /** Told which other choice is pointed at or reached by key before it is taken, and `null` when none is any more. */
  readonly onHighlight?: ((value: T | null) => void) | undefined;
  readonly id?: string;
}

const pick = <T extends string>(choices: readonly Choice<T>[], value: string, onChange: (value: T) => void) => {
  const choice = choices.find((candidate) => candidate.value === value);
  if (choice) onChange(choice.value);
};

/** A few exclusive choices side by side. */
export function Segmented<T extends string>({ label, value, choices, onChange, onHighlight, id }: ChoiceProps<T>) {
  const highlight = useHighlight(value, onHighlight);
  return (
    <ToggleGroup.Root
      {...(id ? { id } : {})}
      type="single"
      className={styles.segmented}
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        highlight.end();
        pick(choices, next, onChange);
      }}
    >
      {choices.map((choice) => (
        <ToggleGroup.Item
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled === true}
          onPointerEnter={() => highlight.point(choice.value)}
          onPointerLeave={highlight.end}
          onFocus={(event) => highlight.focus(choice.value, event)}
          onBlur={highlight.end}
        >
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

/** One of many, in a drop-down list. */
export function Select<T extends string>({ label, value, choices, onChange, onHighlight, id }: ChoiceProps<T>) {
  const highlight = useHighlight(value, onHighlight);
  return (
    <RadixSelect.Root
      value={value}
      onValueChange={(next) => {
        highlight.end();
        pick(choices, next, onChange);
      }}
      onOpenChange={highlight.end}
    >
      <RadixSelect.Trigger {...(id ? { id } : {})} className={styles.selectTrigger} aria-label={label}>
        <RadixSelect.Value />
        <RadixSelect.Icon>
          <ChevronsUpDown size={12} />
        </RadixSelect.Icon>
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content className={styles.popup} position="popper" sideOffset={4}>
          <RadixSelect.Viewport onPointerLeave={highlight.end}>
            {choices.map((choice) => (
              <RadixSelect.Item
                key={choice.value}
                value={choice.value}
                disabled={choice.disabled === true}
                className={styles.item}
                // The pointer moves the focus too.
                onFocus={() => highlight.now(choice.value)}
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
  /** Told what a click would set while the switch is pointed at, and `null` after. */
  readonly onHighlight?: ((checked: boolean | null) => void) | undefined;
  readonly id?: string;
}

export function Switch({ label, checked, onChange, onHighlight, id }: SwitchProps) {
  const highlight = useHighlight(checked, onHighlight);
  return (
    <RadixSwitch.Root
      {...(id ? { id } : {})}
      className={styles.switch}
      aria-label={label}
      checked={checked}
      onCheckedChange={(next) => {
        highlight.end();
        onChange(next);
      }}
      onPointerEnter={() => highlight.point(!checked)}
      onPointerLeave={highlight.end}
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
