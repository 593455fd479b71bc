import type { SessionStore } from '../../store/session.ts';
import { gradientOf } from './levels.ts';

/** Figures that a line on a node is drawn from. */
const kept = 48;

const known = new WeakMap<SessionStore, Map<string, readonly number[]>>();

/** The last gradients of a layer in the run that the session shows, oldest first. */
export function recentGradients(session: SessionStore, id: string): readonly number[] {
  return (known.get(session) ?? follow(session)).get(id) ?? [];
}

/** Keeps them from now on. */
export function keepGradients(session: SessionStore): void {
  if (!known.has(session)) follow(session);
}

function follow(session: SessionStore): ReadonlyMap<string, readonly number[]> {
  const recent = new Map<string, readonly number[]>();
  known.set(session, recent);
  const take = () => {
    const { figures } = session.getState();
    const entries = Object.entries(figures);
    // A run begins without any.
    if (entries.length === 0) recent.clear();
    for (const [id, layer] of entries) {
      const gradient = gradientOf(layer);
      if (gradient !== null) recent.set(id, [...(recent.get(id) ?? []), gradient].slice(-kept));
    }
  };
  take();
  session.subscribe((state, before) => {
    if (state.figures !== before.figures) take();
  });
  return recent;
}
