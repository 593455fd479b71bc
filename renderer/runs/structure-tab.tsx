import { Columns2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { diffDocuments } from '../../src/core/document/diff/diff.ts';
import { listDifferences } from '../../src/core/document/diff/differences.ts';
import type { RunDrawing } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { emptyDocument } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import type { Compared } from '../shell/compare/compared.ts';
import { useDifferenceText } from '../shell/compare/difference-text.ts';
import { KindMark } from '../shell/compare/kind-mark.tsx';
import type { Networks } from '../shell/compare/sides.ts';
import { useRunName } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import styles from './runs.module.css';
import { Tab, type TabProps } from './tab.tsx';

interface Drawn extends RunRecord {
  readonly drawing: RunDrawing;
}

const isDrawn = (run: RunRecord): run is Drawn => run.drawing !== undefined;

/** What differs between the drawings of two runs, as a list, or side by side over the whole window. */
export function StructureTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const { dialogs } = useApp();
  const nameOf = useRunName();
  const drawn = runs.filter(isDrawn);
  const [ids, setIds] = useState<readonly [string | null, string | null]>([null, null]);
  const left = drawn.find(({ id }) => id === ids[0]) ?? drawn[0];
  const right = drawn.find(({ id }) => id === ids[1]) ?? drawn.at(-1);
  if (runs.length < 2 || !left || !right) {
    return (
      <Tab bar={bar}>{<p className={styles.empty}>{t(runs.length < 2 ? 'needTwo' : 'structure.noDrawing')}</p>}</Tab>
    );
  }
  const choices = drawn.map((run) => ({ value: run.id, label: nameOf(run) }));
  const [from, to] = [comparedOf(left, nameOf(left)), comparedOf(right, nameOf(right))];
  const controls = (
    <>
      {(['left', 'right'] as const).map((side) => (
        <span key={side} className={styles.field}>
          {t(`structure.${side}`)}
          <span className={styles.select}>
            <Select
              label={t(`structure.${side}`)}
              value={side === 'left' ? left.id : right.id}
              choices={choices}
              onChange={(id) => setIds(side === 'left' ? [id, right.id] : [left.id, id])}
            />
          </span>
        </span>
      ))}
      <Button
        size="small"
        icon={<Columns2 size={12} />}
        onClick={() => dialogs.setState({ compared: { ...from, against: to }, open: null })}
      >
        {t('structure.open')}
      </Button>
    </>
  );
  return (
    <Tab bar={bar} controls={controls}>
      <Differences from={from} to={to} />
    </Tab>
  );
}

/** A run's drawing as a document that can be compared. */
const comparedOf = (run: Drawn, name: string): Compared => ({
  document: { ...emptyDocument(name), ...run.drawing, training: run.settings },
  origin: { kind: 'run', name },
});

function Differences({ from, to }: { readonly from: Compared; readonly to: Compared }) {
  const { t } = useTranslation('runs');
  const { graph: before } = from.document;
  const { graph: after } = to.document;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the documents are made anew around the same graphs
  const { networks, list } = useMemo(() => {
    const left = { ...from, analysis: analyze(before) };
    const right = { ...to, analysis: analyze(after) };
    const diff = diffDocuments(left.document, right.document, left.analysis, right.analysis);
    const found = listDifferences(left.document, right.document, diff, left.analysis, right.analysis);
    const both: Networks = { left, right };
    return { networks: both, list: found.filter(({ kind }) => kind !== 'affected') };
  }, [before, after]);
  const textOf = useDifferenceText(networks);
  if (list.length === 0) return <p className={styles.empty}>{t('structure.same')}</p>;
  return (
    <div className={styles.scroll}>
      <p className={styles.note}>{t('structure.count', { count: list.length })}</p>
      <table className={styles.table}>
        <tbody>
          {list.map((one) => {
            const { word, name, summary } = textOf(one);
            return (
              <tr key={`${word} ${name} ${summary}`}>
                <td>
                  <KindMark kind={one.kind} /> {word}
                </td>
                <td>
                  <b>{name}</b>
                </td>
                <td title={summary}>{summary}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
