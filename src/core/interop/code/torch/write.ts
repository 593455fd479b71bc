import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import type { Problem } from '../../../problems/problem.ts';
import { ok, type Result } from '../../../result.ts';
import { type Artifact, textBytes } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import type { NamedTensor } from '../../tensors.ts';
import { safetensorsBytes } from '../../weights/safetensors.ts';
import { storedZip } from '../../zip/write.ts';
import { type TrainingProject, trainingProject } from '../training/project.ts';
import { homeFiles } from './home.ts';
import { type TorchModule, taken, torchModule } from './model.ts';
import { valuesOf } from './placement.ts';

export interface TorchCodeOptions {
  /** What the network is called. */
  readonly title: string;
  /** What else is known of the model, such as names of classes and how images are to be normalised: written as JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Settings of the run: with them `train.py` is written too, and what it needs. */
  readonly training?: TrainingSettings;
}

/**
 * The network as PyTorch code, and its weights as a file that the module of this code loads: `model.py`,
 * `model.safetensors`, `requirements.txt`, `README.md`, `model.json` with the metadata, and of a run `train.py`, `data.py`,
 * `augment.py`, `stride_weights.py` and `weights.json`.
 *
 * Errors: `export.torch.layer`, `export.torch.option`, `export.torch.shared`.
 */
export function writeTorchCode(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: TorchCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const { title, metadata, training } = options;
  const made = torchModule(network, weights, title);
  if (!made.ok) return made;
  const project = training ? trainingProject('torch', network, training, metadata ?? {}) : null;
  const required = ['torch>=2.4', 'safetensors>=0.4', ...(project?.requirements ?? [])];
  return ok([
    ...moduleFiles(made.value, metadata),
    { path: 'requirements.txt', bytes: textBytes(`${required.join('\n')}\n`) },
    { path: 'README.md', bytes: textBytes(readme(network, made.value, options, project)) },
    ...(project && project.files.length > 0 ? [...project.files, ...homeFiles(made.value.state)] : []),
  ]);
}

/** The module and its weights, for a project around them. Errors: those of `writeTorchCode`. */
export function torchFiles(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  title: string,
): Result<{ readonly files: readonly Artifact[]; readonly state: TorchModule['state'] }, readonly Problem[]> {
  const made = torchModule(network, weights, title);
  return made.ok ? ok({ files: moduleFiles(made.value, undefined), state: made.value.state }) : made;
}

/** The module, its weights and what is known of it. */
function moduleFiles({ code, state }: TorchModule, metadata: TorchCodeOptions['metadata']): readonly Artifact[] {
  const tensors = [...state].map(([name, source]) => ({ name, shape: source.shape, values: valuesOf(source) }));
  return [
    { path: 'model.py', bytes: textBytes(code) },
    { path: 'model.safetensors', bytes: safetensorsBytes(tensors, 'pt') },
    ...(metadata ? [{ path: 'model.json', bytes: textBytes(`${JSON.stringify(metadata, null, 2)}\n`) }] : []),
  ];
}

/** The same as one `.zip`. */
export function writeTorchCodeZip(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: TorchCodeOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const made = writeTorchCode(network, weights, options);
  if (!made.ok) return made;
  const members = made.value.map(({ path, bytes }) => ({ path: `pytorch/${path}`, parts: [bytes] }));
  return ok([{ path: 'model.zip', bytes: joined(storedZip(members)) }]);
}

/** What keeps PyTorch from computing this network: one problem for each layer, none where it can be exported. */
export function torchObstacles(network: CompiledNetwork, weights: readonly NamedTensor[]): readonly Problem[] {
  const made = torchModule(network, weights, '');
  return made.ok ? [] : made.error;
}

function readme(
  { inputs }: CompiledNetwork,
  { notes }: TorchModule,
  { title, metadata }: TorchCodeOptions,
  project: TrainingProject | null,
): string {
  return [
    `# ${title.replaceAll('\n', ' ')}`,
    '',
    'Drawn and trained in Stride. `model.py` has the network, `model.safetensors` its weights.',
    '',
    '```sh',
    'pip install -r requirements.txt',
    'python model.py  # prints the layers',
    '```',
    '',
    '```python',
    'import torch',
    'from safetensors.torch import load_file',
    '',
    'from model import Network',
    '',
    'model = Network()',
    'model.load_state_dict(load_file("model.safetensors"))',
    'model.eval()',
    'with torch.inference_mode():',
    '    predictions = model(samples)',
    '```',
    '',
    'It takes float32, images and volumes with their channels first, series with theirs last',
    '',
    ...inputs.map(({ name, shape }) => `- \`${name}\`: ${taken(shape)}`),
    '',
    ...(metadata ? ['`model.json` tells the classes and how the images were normalised.', ''] : []),
    'The last activation is part of the model: it puts out what Stride does, for a classifier probabilities.',
    'PyTorch’s running variances are those of samples, Keras’s of populations: when it trains they differ by n / (n − 1).',
    '',
    ...(project?.readme ?? []),
    ...(notes.length > 0 ? ['In training it differs from Stride:', '', ...notes.map((note) => `- ${note}`), ''] : []),
  ].join('\n');
}
