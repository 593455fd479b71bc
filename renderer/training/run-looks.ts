import type { RunRecord } from '../../src/core/document/runs.ts';

/** The shown run is always blue; another visible run keeps its colour for as long as it exists. */
const otherColours = ['--s-alt', '--s-alt2', '--f-attn', '--f-reshape'] as const;

export type RunColour = (typeof otherColours)[number] | '--s-train' | '--s-ghost';

export function runColour(run: RunRecord, shown: boolean, hidden: boolean): RunColour {
  if (shown) return '--s-train';
  if (hidden) return '--s-ghost';
  return otherColours[run.number % otherColours.length] ?? '--s-alt';
}
