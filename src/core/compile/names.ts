import { freshName } from '../document/names.ts';
import type { LayerNode } from '../document/schema.ts';

/** What tfjs takes as the name of a weight's layer; Keras takes all of it. */
const usable = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** Name of each node's layer in the compiled network: its own, or the nearest that Keras and tfjs can both take. */
export function layerNames(nodes: readonly LayerNode[]): ReadonlyMap<string, string> {
  const taken = new Set(nodes.map((node) => node.name).filter((name) => usable.test(name)));
  return new Map(
    nodes.map((node) => {
      if (usable.test(node.name)) return [node.id, node.name];
      const name = freshName(plain(node.name), taken);
      taken.add(name);
      return [node.id, name];
    }),
  );
}

/** Accents go, everything else that is not a letter or digit becomes `_`. */
function plain(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.-]/g, '_');
  return /^[A-Za-z0-9]/.test(ascii) ? ascii : `layer${ascii}`;
}
