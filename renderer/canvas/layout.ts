import i18next from 'i18next';
import { straightened } from '../../src/core/document/bends.ts';
import { applyCommand, type Command } from '../../src/core/document/commands.ts';
import type { Note, Position } from '../../src/core/document/schema.ts';
import { notesFollowing } from '../../src/core/figures/note-places.ts';
import type { App } from '../app.ts';
import type { LayoutEngine } from './elk.ts';
import { noteCardId } from './note-node.ts';
import { canvasOf } from './store.ts';
import { fitNetwork } from './view-actions.ts';

const engines = new WeakMap<App, Promise<LayoutEngine>>();

/** Starts ELK's worker when nothing else is to be done, so that the first layout need not wait for it. */
export function warmLayout(app: App): Promise<LayoutEngine> {
  const known = engines.get(app);
  if (known) return known;
  const made = import('./elk.ts').then(({ startLayoutEngine }) => startLayoutEngine());
  engines.set(app, made);
  return made;
}

/** Arranges the whole network anew, notes beside what they lay beside, as one undo step. */
export const autoLayout = (app: App): Promise<void> => layOut(app, i18next.t('define:undo.layout'), []);

/** Makes cards of all groups, or opens them all, and arranges what is then seen, as one undo step. */
export async function collapseAll(app: App, collapsed: boolean): Promise<void> {
  const { groups } = app.documents.getState().document;
  const commands = Object.values(groups)
    .filter((group) => group.collapsed !== collapsed)
    .map((group): Command => ({ type: 'group', group: { ...group, collapsed } }));
  if (commands.length > 0)
    await layOut(app, i18next.t(`define:undo.${collapsed ? 'collapseAll' : 'openAll'}`), commands);
}

/** Arranges the network as these commands make it, together with them. */
async function layOut(app: App, label: string, commands: readonly Command[]): Promise<void> {
  const { store } = canvasOf(app);
  if (store.getState().layout === 'running') return;
  store.setState({ layout: 'running' });
  try {
    const { document, id } = app.documents.getState();
    const engine = await warmLayout(app);
    const positions = await engine.layout(commands.reduce(applyCommand, document));
    const now = app.documents.getState();
    // The answer is for a network that may be gone by now.
    if (now.id !== id || now.document.graph !== document.graph || now.document.groups !== document.groups) return;
    const { layout, notes } = now.document;
    const move = { type: 'move', positions } as const;
    const places = notesFollowing(now.document, [...commands, move].reduce(applyCommand, now.document));
    app.documents.dispatch(
      label,
      ...commands,
      move,
      { type: 'bend', via: straightened(now.document) },
      { type: 'placeNotes', places },
    );
    animate(app, { ...layout, ...asCards(notes) }, { ...positions, ...asCards(places) });
    fitNetwork(app);
  } finally {
    store.setState({ layout: 'idle' });
  }
}

const asCards = (places: Readonly<Record<string, Position | Note>>): Record<string, Position> =>
  Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [noteCardId(id), { x, y }]));

const duration = 320;
/** More nodes than this jump: they could not move smoothly. */
const mostAnimated = 400;

/** Lets the nodes glide from where they were; the document already has their new places. */
function animate(app: App, from: Readonly<Record<string, Position>>, to: Readonly<Record<string, Position>>): void {
  const ids = Object.keys(to);
  const { setMoving } = canvasOf(app);
  if (ids.length > mostAnimated || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const start = performance.now();
  const step = (now: number) => {
    const done = Math.min(1, Math.max(0, (now - start) / duration));
    const part = 1 - (1 - done) ** 3;
    const moving = new Map<string, Position>();
    if (done < 1) {
      for (const id of ids) {
        const a = from[id];
        const b = to[id];
        if (a && b) moving.set(id, { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part });
      }
      requestAnimationFrame(step);
    }
    setMoving(moving, false);
  };
  step(start);
}
