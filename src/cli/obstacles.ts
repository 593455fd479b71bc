import type { Problem } from '../core/problems/problem.ts';

/** Why a network is not written for tfjs, in one line: the first reason, and how many more layers have one. */
export function obstacleText(obstacles: readonly Problem[]): string {
  const [first, ...others] = obstacles;
  const more =
    others.length === 0 ? '' : ` (${others.length} more ${others.length === 1 ? 'layer' : 'layers'} like it)`;
  return `${first?.message ?? 'TensorFlow.js cannot compute this network'}${more}`;
}
