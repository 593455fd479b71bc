import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { weightOwnersFor } from '../../src/core/analysis/sharing.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { type App, useAnalysis, useApp, useDocument } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { Select } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import { useTried } from './fields/use-tried.ts';
import styles from './inspector.module.css';

interface SharedWeightsProps {
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** Whose weights a layer uses: its own, or those of another with the same names and shapes; and who uses this layer's. */
export function SharedWeights({ node, analysis }: SharedWeightsProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const problemText = useProblemText();
  const nodes = useDocument((s) => s.document.graph.nodes);
  const owners = useAnalysis(
    useShallow((s) => weightOwnersFor(node, nodes, (id) => s.analysis.node(id), s.analysis.order, mostOffered)),
  );
  const users = Object.values(nodes).filter(({ sharesWith }) => sharesWith === node.id);
  const current = node.sharesWith;
  const wrong = analysis.problems.find(({ code }) => code === 'shared.missing' || code === 'shared.mismatch');
  const share = (choice: string) => shareWith(app, node, choice === own ? null : choice.slice(1));
  const tried = useTried(share);
  // What it uses now is offered too, also where it does not fit any more.
  const offered = current === undefined || owners.includes(current) ? owners : [current, ...owners];
  if (offered.length === 0 && users.length === 0) return null;
  const choices = offered.map((id) => ({ value: `=${id}`, label: nodes[id]?.name ?? id }));
  return (
    <div className={styles.sharing}>
      {offered.length > 0 ? (
        <Row label={t('inspector.weightsFrom')} {...(wrong ? { error: problemText(wrong) } : {})}>
          <Select
            label={t('inspector.weightsFrom')}
            value={current === undefined ? own : `=${current}`}
            choices={[{ value: own, label: t('inspector.ownWeights') }, ...choices]}
            onChange={share}
            onHighlight={tried}
          />
        </Row>
      ) : null}
      {users.length > 0 ? (
        <p>
          {t('inspector.usedBy')}{' '}
          {users.slice(0, mostNamed).map(({ id, name }) => (
            <button key={id} type="button" className={styles.link} onClick={() => locate(app, id)}>
              {name}
            </button>
          ))}
          {users.length > mostNamed ? t('inspector.andMore', { count: users.length - mostNamed }) : null}
        </p>
      ) : null}
    </div>
  );
}

/** No id looks like it: those of layers follow an equals sign. */
const own = 'own';
const mostOffered = 200;
const mostNamed = 6;

function shareWith(app: App, node: LayerNode, owner: string | null): void {
  const command = { type: 'share', node: node.id, owner } as const;
  if (app.previews.isTrying()) {
    app.previews.show([command]);
    return;
  }
  const other = app.documents.getState().document.graph.nodes[owner ?? '']?.name ?? '';
  const values = { name: node.name, other };
  const label = owner === null ? i18next.t('define:undo.ownWeights', values) : i18next.t('define:undo.share', values);
  app.documents.dispatch(label, command);
}
