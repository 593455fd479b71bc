import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import { formatShape } from '../../../math/shape.ts';
import type { Problem } from '../../../problems/problem.ts';
import { ok, type Result } from '../../../result.ts';
import { type Artifact, textBytes } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import { hdf5Parts } from '../../hdf5/write.ts';
import { kerasGraph } from '../../keras/write/graph.ts';
import type { LayerGroup } from '../../keras/write/layer-groups.ts';
import { nested } from '../../keras/write/nest.ts';
import { modelOrder } from '../../keras/write/order.ts';
import { byLayer, storeTree } from '../../keras/write/weights.ts';
import type { NamedTensor } from '../../tensors.ts';
import { storedZip } from '../../zip/write.ts';
import { trainingProject } from '../training/project.ts';
import { modelCode } from './model.ts';

export interface KerasCodeOptions {
  /** What the network is called. */
  readonly title: string;
  /** What else is known of the model, such as names of classes and how images are to be normalised: written as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Settings of the run: with them `train.py` is written too, and what it needs. */
  readonly training?: TrainingSettings;
  /** Groups of its layers that have a function of their own and are models in the model, where they can be. */
  readonly groups?: readonly LayerGroup[];
}

/**
 * The network as Keras 3 code, and its weights as a file that the model of this code loads: `model.py`,
 * `model.weights.h5`, `requirements.txt`, `README.md`, `model.json` with the metadata, and of a run `train.py`, `data.py` and
 * `augment.py`.
 *
 * Errors: `export.keras.layer`, `export.keras.shared`.
 */
export function writeKerasCode(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { title, metadata, training, groups = [] }: KerasCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const flat = kerasGraph(network);
  if (!flat.ok) return flat;
  const { graph } = nested(flat.value, groups, 'keras');
  const project = training ? trainingProject('keras', network, training, metadata ?? {}) : null;
  const required = ['keras>=3.15', 'tensorflow>=2.18', ...(project?.requirements ?? [])];
  const stored = hdf5Parts(storeTree(modelOrder(graph), byLayer(weights)));
  return ok([
    { path: 'model.py', bytes: textBytes(modelCode(graph, title)) },
    { path: 'model.weights.h5', bytes: joined(stored) },
    { path: 'requirements.txt', bytes: textBytes(`${required.join('\n')}\n`) },
    { path: 'README.md', bytes: textBytes(readme(network, title, metadata !== undefined, project?.readme ?? [])) },
    ...(project?.files ?? []),
    ...(metadata ? [{ path: 'model.json', bytes: textBytes(`${JSON.stringify(metadata, null, 2)}\n`) }] : []),
  ]);
}

/** The same as one `.zip`. */
export function writeKerasCodeZip(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: KerasCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const made = writeKerasCode(network, weights, options);
  if (!made.ok) return made;
  const members = made.value.map(({ path, bytes }) => ({ path: `keras/${path}`, parts: [bytes] }));
  return ok([{ path: 'model.zip', bytes: joined(storedZip(members)) }]);
}

function readme({ inputs }: CompiledNetwork, title: string, described: boolean, training: readonly string[]): string {
  const takes = inputs.map(({ name, shape }) => `- \`${name}\`: ${formatShape(shape)}, channels last, float32`);
  return [
    `# ${title.replaceAll('\n', ' ')}`,
    '',
    'Drawn and trained in Stride. `model.py` builds the network, `model.weights.h5` has its weights.',
    '',
    '```sh',
    'pip install -r requirements.txt',
    'python model.py  # prints the layers',
    '```',
    '',
    '```python',
    'from model import build_model',
    '',
    'model = build_model()',
    'model.load_weights("model.weights.h5")',
    'predictions = model.predict(samples)',
    '```',
    '',
    'It takes',
    '',
    ...takes,
    '',
    ...training,
    ...(described ? ['`model.json` tells the classes and how the images were normalised.', ''] : []),
  ].join('\n');
}
