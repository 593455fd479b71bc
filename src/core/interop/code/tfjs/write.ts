import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { Problem } from '../../../problems/problem.ts';
import { ok, type Result } from '../../../result.ts';
import { type Artifact, jsonBytes, textBytes } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import { type NamedTensor, packTensors } from '../../tensors.ts';
import { tfjsTopology } from '../../tfjs/topology.ts';
import { strideLayers, weightsManifest } from '../../tfjs/write.ts';
import { storedZip } from '../../zip/write.ts';
import { modelCode } from './model.ts';
import { readme } from './readme.ts';

export interface TfjsCodeOptions {
  /** What the network is called. */
  readonly title: string;
  /** What else is known of the model, such as names of classes and how images are to be normalised: written as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * The network as TensorFlow.js code, and its weights as files that this code loads: `model.js`, `weights.json`,
 * `weights.bin`, `package.json`, `README.md`, `stride-layers.js` where tfjs lacks a layer, and `metadata.json`.
 *
 * Errors: those of `tfjsObstacles`.
 */
export function writeTfjsCode(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { title, metadata }: TfjsCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const written = tfjsTopology(network);
  if (!written.ok) return written;
  const isDescribed = metadata !== undefined && Object.keys(metadata).length > 0;
  return ok([
    { path: 'model.js', bytes: textBytes(modelCode(written.value, title)) },
    { path: 'weights.json', bytes: jsonBytes(weightsManifest(weights, ['weights.bin'])) },
    { path: 'weights.bin', bytes: packTensors(weights) },
    ...(written.value.taught.length > 0 ? [strideLayers()] : []),
    { path: 'package.json', bytes: textBytes(jsonText(packageOf(title))) },
    { path: 'README.md', bytes: textBytes(readme(network, title, isDescribed)) },
    ...(isDescribed ? [{ path: 'metadata.json', bytes: textBytes(jsonText(metadata)) }] : []),
  ]);
}

/** The same as one `.zip`. */
export function writeTfjsCodeZip(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: TfjsCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const made = writeTfjsCode(network, weights, options);
  if (!made.ok) return made;
  const members = made.value.map(({ path, bytes }) => ({ path: `tfjs/${path}`, parts: [bytes] }));
  return ok([{ path: 'model.zip', bytes: joined(storedZip(members)) }]);
}

const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const packageOf = (title: string) => ({
  name: packageName(title),
  private: true,
  type: 'module',
  dependencies: { '@tensorflow/tfjs': '^4.22.0' },
});

/** Small letters of ASCII, digits and hyphens, as npm has it. */
const packageName = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'model';
