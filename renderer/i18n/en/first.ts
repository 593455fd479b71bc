import { shell } from './shell.ts';
import { start } from './start.ts';

/* What the start screen says: these texts are in the main bundle, all others come with the editor. */

export const convention = {
  label: 'Count work as',
  macs: 'MACs',
  flops: 'FLOPs',
  ops: 'Operations',
  macsHint: 'Multiply-accumulates of convolutions and matrix products: what papers call FLOPs.',
  flopsHint: '2 × MACs: what PyTorch’s counter prints.',
  opsHint: '2 × MACs plus bias, additions, normalisation, pooling and softmax: near TensorFlow’s profiler.',
  others: 'MACs {{macs}} · FLOPs {{flops}} · operations {{ops}}',
} as const;

export const units = {
  values: '',
  layers: '',
  samples: '',
  macs: 'MACs',
  flops: 'FLOPs',
  ops: 'operations',
  bytes: 'B',
  pixels: 'px',
  flopsPerByte: 'FLOPs/B',
} as const;

export const keyNames = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  space: 'Space',
  escape: 'Esc',
  tab: 'Tab',
  delete: 'Del',
  backspace: 'Backspace',
  insert: 'Ins',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
} as const;

/** Of the namespaces that come later, what the start screen takes from them; see `later.ts`. */
export const first = {
  shell,
  start,
  analysis: { convention },
  define: { why: { unit: units } },
  keys: { names: keyNames },
} as const;
