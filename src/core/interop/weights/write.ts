import type { CompiledNetwork } from '../../compile/topology.ts';
import type { Problem } from '../../problems/problem.ts';
import { ok, type Result } from '../../result.ts';
import type { Artifact } from '../artifact.ts';
import type { NamedTensor } from '../tensors.ts';
import { npzBytes } from './npz.ts';
import { safetensorsBytes } from './safetensors.ts';

/** Also the endings of their files. */
export const weightsFormats = ['safetensors', 'npz'] as const;
export type WeightsFormat = (typeof weightsFormats)[number];

const writers = { safetensors: safetensorsBytes, npz: npzBytes } as const;

/** A network's weights alone, without the network: every tensor under its Keras path, in Keras's layout. */
export const writeWeights = (
  { topology }: CompiledNetwork,
  weights: readonly NamedTensor[],
  { format }: { readonly format: WeightsFormat },
): Result<readonly Artifact[], readonly Problem[]> =>
  ok([{ path: `${topology.config.name}.${format}`, bytes: writers[format](weights) }]);
