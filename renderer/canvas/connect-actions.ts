import i18next from 'i18next';
import type { App } from '../app.ts';
import { connect } from './edit-actions.ts';
import { wiresOf } from './wire-state.ts';

type Mode = 'connect' | 'disconnect';

/** The one selected layer: the list of what it can be connected to, or cut from, opens beside it. */
export function askWires(app: App, mode: Mode): void {
  const [node, ...more] = app.ui.getState().selection;
  if (node !== undefined && more.length === 0) wiresOf(app).setState({ connecting: { node, mode } });
}

export const closeWires = (app: App): void => wiresOf(app).setState({ connecting: null });

export function cut(app: App, edge: string): void {
  app.documents.dispatch(i18next.t('define:undo.deleteWires', { count: 1 }), {
    type: 'remove',
    nodes: [],
    edges: [edge],
  });
}

export { connect };
