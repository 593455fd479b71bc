import { X } from 'lucide-react';
import { DropdownMenu, Dialog as RadixDialog } from 'radix-ui';
import type { HTMLAttributes, ReactNode } from 'react';
import { IconButton } from './button.tsx';
import styles from './ui.module.css';

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly className?: string;
  /** Id of the element that takes the focus; the dialog itself without it. */
  readonly focusOn?: string;
}

export function Dialog({ title, closeLabel, open, onOpenChange, children, footer, className, focusOn }: DialogProps) {
  const onOpenAutoFocus = (event: Event) => {
    const wanted = focusOn === undefined ? null : document.getElementById(focusOn);
    // On the closing button, which comes first, the focus would show its tooltip, and Escape would close that alone.
    const target = wanted ?? event.currentTarget;
    event.preventDefault();
    if (target instanceof HTMLElement) target.focus();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={styles.overlay} />
        <RadixDialog.Content
          className={[styles.dialog, className].filter(Boolean).join(' ')}
          aria-describedby={undefined}
          onOpenAutoFocus={onOpenAutoFocus}
        >
          <header>
            <RadixDialog.Title>{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label={closeLabel} size="small">
                <X size={16} />
              </IconButton>
            </RadixDialog.Close>
          </header>
          <div className={styles.dialogBody}>{children}</div>
          {footer ? <footer>{footer}</footer> : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  /** What is heard of while the entry is pointed at or has the focus. */
  readonly offer?: Pick<HTMLAttributes<HTMLElement>, 'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur'>;
  readonly run: () => void;
}

interface MenuProps {
  readonly trigger: ReactNode;
  /** Groups of entries, with a line between groups. */
  readonly groups: readonly (readonly MenuEntry[])[];
  readonly align?: 'start' | 'end';
  /** The menu has closed and gives the focus back to its trigger, unless the event's default is prevented. */
  readonly onClosed?: (event: Event) => void;
}

export function Menu({ trigger, groups, align = 'start', onClosed }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.popup}
          align={align}
          sideOffset={4}
          {...(onClosed ? { onCloseAutoFocus: onClosed } : {})}
        >
          {groups.map((entries, index) => (
            <DropdownMenu.Group key={entries[0]?.id ?? index}>
              {index > 0 ? <DropdownMenu.Separator className={styles.separator} /> : null}
              {entries.map((entry) => (
                <DropdownMenu.Item
                  key={entry.id}
                  className={styles.item}
                  disabled={entry.disabled === true}
                  onSelect={entry.run}
                  {...entry.offer}
                >
                  {entry.icon}
                  {entry.label}
                  {entry.shortcut ? <kbd>{entry.shortcut}</kbd> : null}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
