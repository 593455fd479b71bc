import { useEffect } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { type App, useApp } from '../app.ts';
import {
  clearSelection,
  deleteSelection,
  duplicateSelection,
  fitNetwork,
  nextFix,
  openAdd,
  reveal,
  selectAll,
} from './actions.ts';
import { pasteText, selectionText } from './clipboard.ts';
import { toggleDock } from './dock-actions.ts';
import { groupSelection, ungroupSelection } from './group-actions.ts';
import { canvasOf } from './store.ts';
import { neighbour } from './walk.ts';

/** Letters go by what the keyboard writes. AZERTY writes the full stop with Shift. */
const bindings: readonly (readonly [keys: string, run: (app: App) => void])[] = [
  ['mod+a', selectAll],
  ['mod+d', duplicateSelection],
  ['mod+g', groupSelection],
  ['mod+shift+g', ungroupSelection],
  ['mod+., mod+shift+.', nextFix],
  ['delete, backspace', deleteSelection],
  ['f', (app) => fitNetwork(app)],
  ['a', openAdd],
  ['d', toggleDock],
  ['escape', leave],
];

function leave(app: App): void {
  const { adding } = canvasOf(app).store.getState();
  if (adding) canvasOf(app).store.setState({ adding: null });
  else clearSelection(app);
}

/** Shortcuts of the canvas: everywhere in the editor but in text fields and dialogs. */
export function useCanvasKeys(): void {
  const app = useApp();
  const keys = bindings.map(([combination]) => combination).join(', ');
  useHotkeys(
    keys,
    (event, { hotkey }) => {
      if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]'))
        return;
      const binding = bindings.find(([combination]) => combination.split(', ').includes(hotkey));
      if (!binding) return;
      event.preventDefault();
      binding[1](app);
    },
    { useKey: true },
    [app],
  );
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
    app.ui.setState({ selection: new Set([next]), selectedEdges: new Set() });
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
