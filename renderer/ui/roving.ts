import { type RefObject, useEffect } from 'react';

/**
 * Makes the buttons of a list or grid one tab stop: arrow keys, Home and End go from one to the other by where they stand.
 * `content`: what the list shows; another one begins anew.
 */
export function useRoving(list: RefObject<HTMLElement | null>, content: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other content is other buttons
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const buttons = () => [...element.querySelectorAll<HTMLElement>('button')];
    const stopAt = (stop: Element | undefined) => {
      for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
    };
    stopAt(buttons()[0]);
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) stopAt(target);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLButtonElement)) return;
      const next = neighbour(event.target, event.key, buttons());
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, [list, content]);
}

/** The button that a key leads to; `undefined` where there is none that way, or the key leads nowhere. */
function neighbour(from: HTMLElement, key: string, buttons: readonly HTMLElement[]): HTMLElement | undefined {
  const at = buttons.indexOf(from);
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  if (key === 'ArrowRight') return buttons[at + 1];
  if (key === 'ArrowLeft') return buttons[at - 1];
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const here = from.getBoundingClientRect();
  const others = key === 'ArrowDown' ? buttons.slice(at + 1) : buttons.slice(0, at).reverse();
  const rows = others.map((button) => ({ button, rect: button.getBoundingClientRect() }));
  const beyond = ({ rect }: (typeof rows)[number]) =>
    key === 'ArrowDown' ? rect.top >= here.bottom - 1 : rect.bottom <= here.top + 1;
  const row = rows.find(beyond);
  if (!row) return undefined;
  const distance = ({ rect }: (typeof rows)[number]) => Math.abs(rect.left - here.left);
  return rows
    .filter(({ rect }) => rect.top < row.rect.bottom && rect.bottom > row.rect.top)
    .reduce((a, b) => (distance(b) < distance(a) ? b : a)).button;
}
