import { useTranslation } from 'react-i18next';
import { useDocument, useUi } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useWires } from './wire-state.ts';

/** For who does not see the canvas: which wire is selected, and where the bend is that arrow keys move. */
export function WireStatus() {
  const id = useUi((s) => (s.selectedEdges.size === 1 && s.selection.size === 0 ? [...s.selectedEdges][0] : undefined));
  return (
    <div className="visually-hidden" role="status">
      {id === undefined ? null : <Said id={id} />}
    </div>
  );
}

function Said({ id }: { readonly id: string }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const edge = useDocument((s) => s.document.graph.edges[id]);
  const from = useDocument((s) => s.document.graph.nodes[edge?.source ?? '']?.name);
  const to = useDocument((s) => s.document.graph.nodes[edge?.target ?? '']?.name);
  const index = useWires(({ bend }) => (bend?.edge === id ? bend.index : null));
  if (!edge || from === undefined || to === undefined) return null;
  const { via = [] } = edge;
  const bend = index === null ? undefined : via[index];
  const wire = t('wire.selected', { from, to });
  if (!bend || index === null) return via.length === 0 ? wire : `${wire}, ${t('wire.bends', { count: via.length })}`;
  const place = { x: formatFull(bend.x, locale), y: formatFull(bend.y, locale) };
  return t('wire.bend', { number: index + 1, count: via.length, ...place });
}
