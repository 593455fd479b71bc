import type { ReactNode } from 'react';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly note?: string;
  readonly shortcut?: string;
  readonly keywords?: readonly string[];
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

export const iconSize = 14;
export const icon = { size: iconSize, 'aria-hidden': true } as const;
