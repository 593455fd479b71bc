import type { Snapshot } from '../../../src/engine/protocol.ts';

/** What the name of a kept state says. */
export interface StateName {
  readonly name: string;
  /** Epochs done. */
  readonly epoch: number;
  readonly step: number;
  /** Taken within the epoch after. */
  readonly within: boolean;
}

/** `epoch-3_step-1407`, `within-3_step-1500`; `null` for what a run begins with, which needs no keeping. */
export const stateName = ({ epoch, step, partial }: Pick<Snapshot, 'epoch' | 'step' | 'partial'>): string | null =>
  partial ? `within-${epoch}_step-${step}` : epoch > 0 ? `epoch-${epoch}_step-${step}` : null;

export function stateOfName(name: string): StateName | null {
  const match = /^(epoch|within)-(\d+)_step-(\d+)$/.exec(name);
  return match && { name, within: match[1] === 'within', epoch: Number(match[2]), step: Number(match[3]) };
}
