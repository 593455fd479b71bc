import type { z } from 'zod';
import type { LayerNode } from '../document/schema.ts';
import type { LayerDefinition } from '../layers/define.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Result } from '../result.ts';
import { fail, ok } from '../result.ts';

/** The node's params with defaults filled in, or one problem for each field that is wrong; of an unknown kind, as they are. */
export function checkParams(
  definition: LayerDefinition | undefined,
  node: LayerNode,
): Result<unknown, readonly Problem[]> {
  if (!definition) return ok(node.params);
  const parsed = definition.params.safeParse(node.params);
  if (parsed.success) return ok(parsed.data);
  const byField = new Map<string, Problem>();
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    if (!byField.has(field)) byField.set(field, fieldProblem(node, field, issue));
  }
  return fail([...byField.values()]);
}

type Issue = z.core.$ZodIssue;

function fieldProblem(node: LayerNode, field: string, issue: Issue): Problem {
  const where = { nodeId: node.id, ...(field === '' ? {} : { field }) };
  const values = { name: node.name, field: field === '' ? 'params' : field };
  const received = show(valueAt(node.params, issue.path));
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'array')
        return problem('params.tooShort', { ...values, limit: Number(issue.minimum) }, where);
      return problem(
        issue.inclusive === false ? 'params.above' : 'params.atLeast',
        { ...values, limit: Number(issue.minimum), received },
        where,
      );
    case 'too_big':
      if (issue.origin === 'array')
        return problem('params.tooLong', { ...values, limit: Number(issue.maximum) }, where);
      return problem(
        issue.inclusive === false ? 'params.below' : 'params.atMost',
        { ...values, limit: Number(issue.maximum), received },
        where,
      );
    case 'invalid_value':
      return problem('params.option', { ...values, options: issue.values.map(String).join(', '), received }, where);
    case 'invalid_type':
      return issue.expected === 'int'
        ? problem('params.integer', { ...values, received }, where)
        : problem('params.type', { ...values, expected: issue.expected, received }, where);
    default:
      return problem('params.invalid', { ...values, reason: issue.message }, where);
  }
}

function valueAt(params: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    params,
  );
}

/** A value as a message quotes it; lists give their length, which is what is wrong where a list is too short. */
function show(value: unknown): string {
  if (value === undefined) return '∅';
  if (typeof value === 'string') return `“${value}”`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? String(value) : typeof value;
}
