import type { Fix, Problem, ProblemValues } from './problem.ts';

/** English text of every problem; `{name}` is replaced from the problem's values. French: `renderer/i18n/fr/core.ts`. */
export const problemMessages = {
  'arity.none': '{name} has no input. Connect a layer to it.',
  'arity.few': '{name} needs {expected} inputs, received {received}.',
  'arity.many': '{name} takes {expected} input, received {received}.',
  'rank.mismatch': '{name} expects {expected}, received {received}.',
  'shape.mismatch': '{name} needs equal shapes: {first} and {second} differ.',
  'concat.mismatch': '{name} joins along axis {axis}: every other size must be equal, {first} and {second} differ.',
  'window.misfit': '{name}: a window of {window} does not fit into {size} along the {axis}.',
  'reshape.size': '{name}: {from} holds {fromSize} values, {to} holds {toSize}.',
  'reshape.indivisible': '{name}: {fromSize} values cannot be divided by {known}.',
  'params.invalid': '{name}, {field}: {reason}.',
  'size.unsafe': '{name}: {what} is beyond 2^53, too large to count exactly.',
  'graph.empty': 'The network is empty. Add an Input, or open a template.',
  'graph.cycle': 'These layers feed each other in a circle: {names}.',
  'graph.noInput': 'The network has no Input layer.',
  'graph.unknownKind': '{name}: the kind “{kind}” is not known to this version.',
  'graph.duplicateName': 'Two layers are named {name}.',
  'stride.dilation': '{name}: strides {strides} and dilation {dilation} cannot both be above 1.',
} as const;

/** English titles of fixes. */
export const fixTitles = {
  'insert.flatten': 'Insert Flatten',
  'insert.globalAveragePooling': 'Insert global average pooling',
  'insert.projection': 'Insert 1×1 Conv, {filters} filters, stride {stride}',
  'insert.reshape': 'Insert Reshape to {shape}',
  'set.paddingSame': 'Set padding to same',
  'set.kernel': 'Shrink the window to {window}',
  'set.field': 'Set {field} to {value}',
  'replace.concatenate': 'Replace by Concatenate',
  'remove.edge': 'Remove the wire {from} → {to}',
  'remove.node': 'Remove {name}',
  'rename.unique': 'Rename to {name}',
  'connect.nearest': 'Connect {from}',
  'add.input': 'Add an Input',
} as const;

export type ProblemCode = keyof typeof problemMessages;
export type FixCode = keyof typeof fixTitles;

/** Replaces each `{name}` by its value. */
export const fillTemplate = (template: string, values: ProblemValues): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));

type Where = Partial<Pick<Problem, 'severity' | 'nodeId' | 'edgeId' | 'field' | 'fixes'>>;

export const problem = (code: ProblemCode, values: ProblemValues, where: Where = {}): Problem => ({
  severity: 'error',
  ...where,
  code,
  values,
  message: fillTemplate(problemMessages[code], values),
});

export const fix = (code: FixCode, values: ProblemValues, commands: Fix['commands']): Fix => ({
  code,
  values,
  title: fillTemplate(fixTitles[code], values),
  commands,
});
