import type { UiStore } from '../store/ui.ts';

/** Marks the field that searches the blocks, or the button that opens it where the window is narrow. */
export const blockSearchMark = { 'data-block-search': '' } as const;

/** To the search of the blocks, which is in Define. */
export function focusBlockSearch(ui: UiStore): void {
  ui.setState({ step: 'define' });
  // The panel of another step leaves the screen first.
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>('[data-block-search]');
    if (found instanceof HTMLInputElement) found.focus();
    else found?.click();
  });
}
