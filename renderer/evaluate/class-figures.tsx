import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { OneLabelEvaluation } from '../../src/engine/inspect/evaluation.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { CurvesSection } from './curves-section.tsx';
import styles from './evaluate.module.css';
import { Mistakes } from './mistakes.tsx';
import { PerClassTable } from './per-class-table.tsx';

interface Props {
  readonly evaluation: OneLabelEvaluation;
  readonly dataset: Dataset;
}

/** One class for each sample: what is confused with what, each class, its curves, and the mistakes. */
export function ClassFiguresView({ evaluation, dataset }: Props) {
  const { curves, confusion } = evaluation;
  return (
    <>
      <div className={styles.figures}>
        <ConfusionMatrix confusion={confusion} classes={dataset.classes} />
        <PerClassTable evaluation={evaluation} classes={dataset.classes} />
      </div>
      {curves.some((curve) => curve !== null) ? (
        <CurvesSection curves={curves} classes={dataset.classes} evaluation={evaluation} />
      ) : null}
      <Mistakes evaluation={evaluation} dataset={dataset} />
    </>
  );
}
