import type { ClassScores, EvaluationSummary, RunRecord } from '../document/runs.ts';

interface ClassRow {
  readonly name: string;
  /** Of each run; `null` where it is not known, or was measured on other samples than the first one's. */
  readonly scores: readonly (number | null)[];
}

export interface ClassTable {
  readonly measure: ClassScores['measure'];
  readonly split: EvaluationSummary['split'];
  /** The class that differs most from the first known score first; among equals as the data has them. */
  readonly rows: readonly ClassRow[];
}

/** How well each class is told by each run, on the split that the first evaluated one was; `null` when none was. */
export function classTable(runs: readonly Pick<RunRecord, 'evaluation'>[]): ClassTable | null {
  const first = runs.find(({ evaluation }) => evaluation?.classes !== undefined)?.evaluation;
  if (!first?.classes) return null;
  const { split } = first;
  const { measure } = first.classes;
  const known = runs.map(({ evaluation }) => {
    const comparable = evaluation?.split === split && evaluation.classes?.measure === measure;
    return new Map(comparable ? evaluation.classes.scores.map(({ name, score }) => [name, score]) : []);
  });
  const names = new Set(known.flatMap((scores) => [...scores.keys()]));
  const rows = Array.from(names, (name) => ({ name, scores: known.map((scores) => scores.get(name) ?? null) }));
  return { measure, split, rows: rows.toSorted((a, b) => largestChange(b) - largestChange(a)) };
}

/** Of a class: the largest difference to its first known score. */
function largestChange({ scores }: ClassRow): number {
  const [base, ...others] = scores.filter((score) => score !== null);
  return base === undefined ? 0 : Math.max(0, ...others.map((score) => Math.abs(score - base)));
}
