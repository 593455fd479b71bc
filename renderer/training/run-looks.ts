import { type RunTone, runTones } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';

const tones = {
  teal: '--s-alt',
  plum: '--s-alt2',
  violet: '--f-attn',
  umber: '--f-reshape',
  rust: '--f-pool',
  amber: '--f-act',
  green: '--f-merge',
  slate: '--f-core',
} as const satisfies Readonly<Record<RunTone, string>>;

export type RunColour = (typeof tones)[RunTone] | '--s-train' | '--s-ghost';

/** The colour that a run has wherever several are compared: the user's choice, else by its number. */
export const ownColour = ({ number, tone }: Pick<RunRecord, 'number' | 'tone'>): RunColour =>
  tones[tone ?? runTones[number % runTones.length] ?? 'teal'];

export const toneColour = (tone: RunTone): RunColour => tones[tone];

/** The shown run is always blue; another visible run keeps its colour for as long as it exists. */
export function runColour(run: RunRecord, shown: boolean, hidden: boolean): RunColour {
  if (shown) return '--s-train';
  if (hidden) return '--s-ghost';
  return ownColour(run);
}
