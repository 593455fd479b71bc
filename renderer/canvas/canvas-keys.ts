import type { App } from '../app.ts';
import { noteByKey, resizeNoteByKey } from './note-keys.ts';
import { nudgeByKey } from './nudge.ts';
import { walkByKey } from './use-canvas-keys.ts';
import { groupByKey } from './walk-groups.ts';
import { wireByKey } from './walk-wires.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What arrow keys mean on the canvas, the network's one tab stop (`isCanvasKey`). Returns whether the key was meant. */
export const canvasByKey = (app: App, event: Key): boolean =>
  event.ctrlKey || event.metaKey ? resizeNoteByKey(app, event) : withoutCtrl(app, event);

const withoutCtrl = (app: App, event: Key): boolean =>
  nudgeByKey(app, event) ||
  (!event.shiftKey &&
    (wireByKey(app, event) ||
      noteByKey(app, event) ||
      groupByKey(app, event) ||
      (!event.altKey && walkByKey(app, event.key))));
