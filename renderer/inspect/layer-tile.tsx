import { useDocument } from '../app.ts';
import { FamilyTile } from '../ui/layer-icon.tsx';
import { useInspect } from './use-inspect.ts';

/** The icon of the layer's kind, as the drawing that was trained has it. */
export function LayerTile({ nodeId }: { readonly nodeId: string }) {
  const drawn = useInspect(({ seen }) => seen?.run?.drawing?.graph.nodes[nodeId]?.kind);
  const now = useDocument(({ document }) => document.graph.nodes[nodeId]?.kind);
  return <FamilyTile kind={drawn ?? now ?? ''} />;
}
