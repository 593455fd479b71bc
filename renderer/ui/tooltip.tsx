import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Provider of the delay shared by all tooltips; once, at the root. */
export const TooltipRoot = ({ children }: { readonly children: ReactNode }) => (
  <Tooltip.Provider delayDuration={450} skipDelayDuration={200}>
    {children}
  </Tooltip.Provider>
);

interface TipProps {
  readonly text: ReactNode;
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** Distance from the child, px. */
  readonly offset?: number;
  readonly children: ReactNode;
}

/** Tooltip on its single child, shown on hover and on keyboard focus. */
export function Tip({ text, shortcut, side = 'bottom', offset = 6, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tooltip} side={side} sideOffset={offset} collisionPadding={8}>
          {text}
          {shortcut ? <kbd>{shortcut}</kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
