import type { Command } from '../document/commands.ts';
import type { FixCode, ProblemCode } from './messages.ts';

export type ProblemValues = Readonly<Record<string, string | number>>;

/**
 * Something that keeps a network from being what the user wants. `code` with `values` is the message in any language;
 * `message` is its English text. `field` is a key of the node's params, `fixes` are ready to apply, cheapest idea first.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly values: ProblemValues;
  readonly message: string;
  readonly nodeId?: string;
  readonly edgeId?: string;
  readonly field?: string;
  readonly fixes?: readonly Fix[];
}

/** A change that mends a problem: `title` names it, `commands` do it as one undo step. */
export interface Fix {
  readonly code: FixCode;
  readonly values: ProblemValues;
  readonly title: string;
  readonly commands: readonly Command[];
}
