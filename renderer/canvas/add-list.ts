import type { Family } from '../../src/core/layers/define.ts';
import { type LayerKind, layerOf } from '../../src/core/layers/registry.ts';
import type { Shape } from '../../src/core/math/shape.ts';
import type { Locale } from '../i18n/format.ts';
import { catalogue } from '../palette/catalogue.ts';
import { searchKinds } from '../palette/search.ts';
import { type Suggestions, suggestAfter } from './suggestions.ts';

/** A part of the list with its heading; found layers have none. */
export interface AddSection {
  readonly heading: 'likely' | 'fitting' | 'others' | Family | null;
  readonly kinds: readonly LayerKind[];
}

interface AddQuery {
  readonly text: string;
  readonly locale: Locale;
  /** What the layer would be fed with; `null` where nothing feeds it, or the shape is unknown. */
  readonly shape: Shape | null;
  readonly needsInput: boolean;
}

/** Layers to add: what is searched for, the best first, those that take the shape before the others of the same rank. */
export function addList({ text, locale, shape, needsInput }: AddQuery): readonly AddSection[] {
  const allowed = (kind: LayerKind) => !needsInput || layerOf(kind)?.arity.max !== 0;
  const suggestions = shape ? suggestAfter(shape) : null;
  if (text.trim() !== '') {
    const found = searchKinds(text, locale).filter(allowed);
    return found.length === 0 ? [] : [{ heading: null, kinds: suggestions ? fittingFirst(found, suggestions) : found }];
  }
  const sections: readonly AddSection[] = suggestions
    ? [
        { heading: 'likely', kinds: suggestions.likely },
        { heading: 'fitting', kinds: suggestions.fitting },
        { heading: 'others', kinds: suggestions.others },
      ]
    : catalogue.map(({ family, kinds }) => ({ heading: family, kinds: kinds.filter(allowed) }));
  return sections.filter(({ kinds }) => kinds.length > 0);
}

/** `Conv` after a series means Conv1D. */
function fittingFirst(found: readonly LayerKind[], { others }: Suggestions): readonly LayerKind[] {
  const refused = new Set(others);
  const [best, ...rest] = found;
  if (best === undefined) return found;
  const order = (kinds: readonly LayerKind[]) => [
    ...kinds.filter((kind) => !refused.has(kind)),
    ...kinds.filter((kind) => refused.has(kind)),
  ];
  return refused.has(best) ? order(found) : [best, ...order(rest)];
}
