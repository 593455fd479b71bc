import type { Command } from './commands.ts';
import { applyCommands, mergeKey } from './commands.ts';
import type { StrideDocument } from './schema.ts';

/** Steps that can be undone; older ones are forgotten. */
export const historyDepth = 500;

/** Equal commands further apart than this, in milliseconds, are two steps: the user paused in between. */
const mergeWindow = 3000;

export interface HistoryStep {
  /** What the menu says after "Undo" and "Redo". */
  readonly label: string;
  readonly before: StrideDocument;
  readonly after: StrideDocument;
  readonly mergeKey: string | null;
  /** Milliseconds, of the last command in it; `null` where the caller gave no time. */
  readonly time: number | null;
}

/**
 * The document with its past and future. Whole documents are kept: they share all parts that a command left alone, so
 * a step costs what it changed (docs/decisions/0002-history-by-structural-sharing.md).
 */
export interface History {
  readonly present: StrideDocument;
  readonly past: readonly HistoryStep[];
  /** Next redo last. */
  readonly future: readonly HistoryStep[];
}

export const createHistory = (document: StrideDocument): History => ({ present: document, past: [], future: [] });

/**
 * Applies commands as one step. Commands that all have the merge keys of the last step join it, unless `now` says that
 * the user paused. A step that changes nothing is not recorded.
 *
 * @param now milliseconds; without it, time does not part steps.
 */
export function record(
  history: History,
  label: string,
  commands: readonly Command[],
  now: number | null = null,
): History {
  const present = applyCommands(history.present, commands);
  if (present === history.present) return history;
  const step = { label, before: history.present, after: present, mergeKey: commonKey(commands), time: now };
  const last = history.past.at(-1);
  if (last && history.future.length === 0 && joins(last, step)) {
    return { present, past: [...history.past.slice(0, -1), { ...step, before: last.before }], future: [] };
  }
  return { present, past: [...history.past, step].slice(-historyDepth), future: [] };
}

/** Ends a gesture: the next commands are a step of their own even where they would merge. */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (!last || last.mergeKey === null) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, mergeKey: null }] };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  // A step that came back from the past is finished: typing on must not melt into it.
  const redoable = { ...last, mergeKey: null };
  return seal({ present: last.before, past: history.past.slice(0, -1), future: [...history.future, redoable] });
}

export function redo(history: History): History {
  const next = history.future.at(-1);
  if (!next) return history;
  return { present: next.after, past: [...history.past, next], future: history.future.slice(0, -1) };
}

/** The document after `steps` of the steps that are known, counted from the oldest; 0: before all of them. */
export function goTo(history: History, steps: number): History {
  let at = history;
  while (at.past.length > steps && at.past.length > 0) at = undo(at);
  while (at.past.length < steps && at.future.length > 0) at = redo(at);
  return at;
}

/** Label of what undo would take back, or `null`. */
export const undoLabel = (history: History): string | null => history.past.at(-1)?.label ?? null;
export const redoLabel = (history: History): string | null => history.future.at(-1)?.label ?? null;

function commonKey(commands: readonly Command[]): string | null {
  const keys = commands.map((command) => mergeKey(command));
  return keys.length === 0 || keys.includes(null) ? null : keys.join('|');
}

function joins(last: HistoryStep, step: HistoryStep): boolean {
  if (step.mergeKey === null || step.mergeKey !== last.mergeKey || step.label !== last.label) return false;
  return step.time === null || last.time === null || step.time - last.time <= mergeWindow;
}
