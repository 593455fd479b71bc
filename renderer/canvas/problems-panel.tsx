import { CircleCheck, CircleDashed, CircleX, TriangleAlert, Wrench, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useAnalysis, useApp, useDocument, useUi } from '../app.ts';
import { useFixText, useProblemText } from '../i18n/core-text.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/layout.tsx';
import { locate } from './actions.ts';
import { applyFix } from './edit-actions.ts';
import styles from './problems-panel.module.css';
import { useFixes } from './use-fixes.ts';
import { useOffer } from './use-offer.ts';

/** Drawer under the canvas: every problem with its first fix; a click shows where it is. */
export function ProblemsPanel() {
  const open = useUi((s) => s.problemsOpen);
  return open ? <Drawer /> : null;
}

function Drawer() {
  const app = useApp();
  const { t } = useTranslation('define');
  const problems = useAnalysis((s) => s.analysis.problems);
  const waiting = useAnalysis((s) => waitingText(s.analysis));
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return (
    <section className={styles.drawer} aria-label={t('problems.label')}>
      <header>
        <h2>{t('problems.label')}</h2>
        {errors > 0 ? <Chip tone="err">{errors}</Chip> : null}
        {problems.length > errors ? <Chip tone="warn">{problems.length - errors}</Chip> : null}
        <IconButton size="small" label={t('problems.close')} onClick={() => app.ui.setState({ problemsOpen: false })}>
          <X size={14} />
        </IconButton>
      </header>
      <ul>
        {problems.map((problem, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems can be alike in everything
          <ProblemRow key={i} problem={problem} />
        ))}
        {waiting === '' ? null : <WaitingRow waiting={waiting} />}
        {problems.length === 0 ? (
          <li className={styles.none}>
            <CircleCheck size={14} />
            {t('problems.none')}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const problemText = useProblemText();
  const fixText = useFixText();
  const id = problem.nodeId;
  const name = useDocument((s) => (id === undefined ? undefined : s.document.graph.nodes[id]?.name));
  const current = useUi((s) => id !== undefined && s.selection.has(id));
  const [fix] = useFixes(problem);
  const offer = useOffer(fix?.commands ?? []);
  const Icon = problem.severity === 'error' ? CircleX : TriangleAlert;
  return (
    <li className={styles.row} data-current={current || undefined} data-severity={problem.severity}>
      <button
        type="button"
        title={problemText(problem)}
        disabled={id === undefined}
        onClick={() => id !== undefined && locate(app, id)}
      >
        <Icon size={14} />
        <b>{name ?? t('problems.network')}</b>
        <span>{problemText(problem)}</span>
      </button>
      {fix ? (
        <Button
          size="small"
          icon={<Wrench size={12} />}
          className={styles.fix ?? ''}
          title={fixText(fix)}
          {...offer}
          onClick={() => applyFix(app, fix)}
        >
          <span>{fixText(fix)}</span>
        </Button>
      ) : null}
    </li>
  );
}

/** Ids of the layers without a shape that have no problem of their own, first and last of them, as text. */
function waitingText(analysis: Analysis): string {
  const ids = analysis.order.filter((id) => {
    const node = analysis.node(id);
    return node && node.output === null && node.problems.length === 0;
  });
  const culprit = analysis.order.find((id) => analysis.node(id)?.problems.some((p) => p.severity === 'error'));
  const [first] = ids;
  if (first === undefined || culprit === undefined) return '';
  return JSON.stringify([ids.length, first, ids.at(-1), culprit]);
}

/** "14 layers wait for the shape of add_3": one row for all that a problem upstream holds up. */
function WaitingRow({ waiting }: { readonly waiting: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const nodes = useDocument((s) => s.document.graph.nodes);
  const [count, first, last, culprit]: [number, string, string, string] = JSON.parse(waiting);
  const nameOf = (id: string) => nodes[id]?.name ?? id;
  return (
    <li className={styles.row}>
      <button type="button" onClick={() => locate(app, first)}>
        <CircleDashed size={14} />
        <b>{count === 1 ? nameOf(first) : `${nameOf(first)} … ${nameOf(last)}`}</b>
        <span>{t('problems.waiting', { count, name: nameOf(culprit) })}</span>
      </button>
      <Button size="small" look="ghost" onClick={() => locate(app, first)}>
        {t('problems.show')}
      </Button>
    </li>
  );
}
