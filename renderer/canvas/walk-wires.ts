import type { App } from '../app.ts';
import { selectedWire } from './bend-actions.ts';
import { wiresOfLayer } from './connect-list.ts';
import { select } from './edit-actions.ts';
import { reveal } from './view-actions.ts';
import { wiresOf } from './wire-state.ts';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
}

/**
 * Wires from the canvas's one tab stop: Alt, left and right select one wire of the selected layer after the other; from a
 * wire, up and down lead to the layers that it joins. Returns whether the key was meant.
 */
export function wireByKey(app: App, { key, altKey }: Key): boolean {
  const wire = selectedWire(app);
  if (altKey) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    return step !== undefined && walk(app, step);
  }
  if (!wire) return false;
  const to = { ArrowUp: wire.source, ArrowDown: wire.target }[key];
  if (to === undefined) return false;
  select(app, [to]);
  reveal(app, to);
  return true;
}

function walk(app: App, step: number): boolean {
  const { document } = app.documents.getState();
  const wire = selectedWire(app);
  const [layer, ...more] = app.ui.getState().selection;
  const { walkFrom } = wiresOf(app).getState();
  const touches = wire && (wire.source === walkFrom || wire.target === walkFrom);
  const from = wire ? (touches ? walkFrom : wire.source) : layer;
  if (from === undefined || from === null || more.length > 0) return false;
  const wires = wiresOfLayer(document, from);
  const at = wires.findIndex(({ id }) => id === wire?.id);
  const next = wires[at < 0 ? (step > 0 ? 0 : wires.length - 1) : (at + step + wires.length) % wires.length];
  if (!next) return true;
  wiresOf(app).setState({ walkFrom: from });
  select(app, [], [next.id]);
  return true;
}
