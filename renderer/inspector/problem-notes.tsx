import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Graph, LayerNode } from '../../src/core/document/schema.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { useProblemText } from '../i18n/core-text.ts';
import styles from './inspector.module.css';

interface ProblemNotesProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** What is wrong with a layer as a whole, or which layer before it has to be mended first; a field says its own. */
export function ProblemNotes({ node, analysis }: ProblemNotesProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const problemText = useProblemText();
  const graph = useDocument((s) => s.document.graph);
  const waits = analysis.output === null && analysis.problems.length === 0;
  const culprit = useAnalysis((s) => (waits ? culpritBefore(graph, node.id, (id) => s.analysis.node(id)) : null));
  const own = analysis.problems.filter(({ field, code }) => field === undefined && !code.startsWith('shared.'));
  if (own.length === 0 && culprit === null) return null;
  return (
    <div className={styles.problems} role="status">
      {own.map((problem) => (
        <p key={problem.code} data-severity={problem.severity}>
          {problemText(problem)}
        </p>
      ))}
      {culprit === null ? null : (
        <p data-severity="waiting">
          {t('inspector.upstream')}{' '}
          <button type="button" className={styles.link} onClick={() => locate(app, culprit)}>
            {graph.nodes[culprit]?.name ?? culprit}
          </button>
        </p>
      )}
    </div>
  );
}

/** The nearest layer with an error on the way up the wires. */
function culpritBefore(
  graph: Graph,
  from: string,
  analysisOf: (id: string) => NodeAnalysis | undefined,
): string | null {
  const sources = new Map<string, string[]>();
  for (const { source, target } of Object.values(graph.edges)) {
    const known = sources.get(target);
    if (known) known.push(source);
    else sources.set(target, [source]);
  }
  const seen = new Set([from]);
  for (const id of seen) {
    if (analysisOf(id)?.problems.some(({ severity }) => severity === 'error')) return id;
    for (const source of sources.get(id) ?? []) seen.add(source);
  }
  return null;
}
