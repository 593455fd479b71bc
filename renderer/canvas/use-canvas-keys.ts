import { useEffect } from 'react';
import { type App, useApp } from '../app.ts';
import { deleteSelection, reveal } from './actions.ts';
import { pasteText, selectionText } from './clipboard.ts';
import { select } from './edit-actions.ts';
import { neighbour } from './walk.ts';

/** What the canvas takes from the keyboard by itself; its other shortcuts are in `keys/catalogue.ts`. */
export function useCanvasKeys(): void {
  const app = useApp();
  useEffect(() => listen(app), [app]);
}

const arrows: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** Arrow keys on the canvas walk along the wires. */
export function walkByKey(app: App, key: string): boolean {
  const direction = arrows[key];
  if (!direction) return false;
  const [from] = app.ui.getState().selection;
  const next = neighbour(app.documents.getState().document, app.analyses.getState().analysis, from ?? null, direction);
  if (next !== null) {
    select(app, [next]);
    reveal(app, next);
  }
  return true;
}

/** The browser's own clipboard events: they need no permission and work across windows. */
function listen(app: App): () => void {
  const copy = (event: ClipboardEvent) => {
    const text = isTyping(event) ? null : selectionText(app);
    if (text === null) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    if (event.type === 'cut') deleteSelection(app);
  };
  const paste = (event: ClipboardEvent) => {
    const text = isTyping(event) ? undefined : event.clipboardData?.getData('text/plain');
    if (text && pasteText(app, text)) event.preventDefault();
  };
  document.addEventListener('copy', copy);
  document.addEventListener('cut', copy);
  document.addEventListener('paste', paste);
  return () => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  };
}

function isTyping(event: Event): boolean {
  const active = event.target instanceof Element ? event.target : null;
  const selected = getSelection()?.isCollapsed === false;
  return active?.closest('input, textarea, [contenteditable="true"]') != null || selected;
}
