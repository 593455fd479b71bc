import { ChevronRight } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Command } from '../../src/core/document/commands.ts';
import type { ActionId } from '../keys/catalogue.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import styles from './menu.module.css';
import { useOffer } from './use-offer.ts';

interface EntryProps {
  readonly label: string;
  /** The action whose shortcut does the same. */
  readonly action?: ActionId;
  readonly run: () => void;
}

export const Entry = ({ label, action, run }: EntryProps) => (
  <ContextMenu.Item className={styles.menuItem} onSelect={run}>
    {label}
    {action ? <KeyHint of={action} /> : null}
  </ContextMenu.Item>
);

interface OfferEntryProps extends Omit<EntryProps, 'action'> {
  readonly commands: readonly Command[];
}

/** While it is pointed at, the canvas shows what its commands would do. */
export const OfferEntry = ({ label, commands, run }: OfferEntryProps) => (
  <ContextMenu.Item className={styles.menuItem} onSelect={run} {...useOffer(commands, label)}>
    {label}
  </ContextMenu.Item>
);

export const Line = () => <ContextMenu.Separator className={styles.menuLine} />;

export const Submenu = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <ContextMenu.Sub>
    <ContextMenu.SubTrigger className={styles.menuItem}>
      {label}
      <ChevronRight size={14} />
    </ContextMenu.SubTrigger>
    <ContextMenu.Portal>
      <ContextMenu.SubContent className={`${styles.menu} ${styles.submenu}`}>{children}</ContextMenu.SubContent>
    </ContextMenu.Portal>
  </ContextMenu.Sub>
);
