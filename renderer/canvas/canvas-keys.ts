import type { App } from '../app.ts';
import { noteByKey } from './note-actions.ts';
import { nudgeByKey } from './nudge.ts';
import { walkByKey } from './use-canvas-keys.ts';
import { groupByKey } from './walk-groups.ts';
import { wireByKey } from './walk-wires.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What arrow keys mean on the canvas, the network's one tab stop (`isCanvasKey`). Returns whether the key was meant. */
export const canvasByKey = (app: App, event: Key): boolean =>
  nudgeByKey(app, event) ||
  (!event.shiftKey &&
    (wireByKey(app, event) ||
      noteByKey(app, event) ||
      groupByKey(app, event) ||
      (!event.altKey && walkByKey(app, event.key))));
