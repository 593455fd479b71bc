import type { RandomParams } from './types.ts';

export const attentionParams: RandomParams<never> = {};
