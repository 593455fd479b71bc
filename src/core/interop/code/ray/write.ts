import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import type { Problem } from '../../../problems/problem.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { type Artifact, textBytes } from '../../artifact.ts';
import { joined } from '../../byte-source.ts';
import type { NamedTensor } from '../../tensors.ts';
import { storedZip } from '../../zip/write.ts';
import { homeFiles } from '../torch/home.ts';
import { torchFiles } from '../torch/write.ts';
import { dataScript } from './data.ts';
import { leftOut, rayObstacles, raySettings } from './settings.ts';
import { trainScript } from './train.ts';

export interface RayOptions {
  readonly title: string;
  readonly training: TrainingSettings;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * A project that trains the network as PyTorch code with Ray Train, on several workers of one machine or on a cluster, and
 * writes weights that Stride opens: `train_ray.py`, `data.py`, `model.py`, `model.safetensors`, `stride_weights.py`,
 * `weights.json`, `settings.json`, `requirements.txt`, `README.md`.
 *
 * Errors: those of `writeTorchCode`; `export.ray.task`.
 */
export function writeRayProject(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  { title, training, metadata = {} }: RayOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const obstacles = rayObstacles(network, training);
  if (obstacles.length > 0) return fail(obstacles);
  const made = torchFiles(network, weights, title);
  if (!made.ok) return made;
  const { files, state } = made.value;
  return ok([
    ...files,
    { path: 'train_ray.py', bytes: textBytes(trainScript) },
    { path: 'data.py', bytes: textBytes(dataScript) },
    ...homeFiles(state),
    { path: 'settings.json', bytes: json(raySettings(network, training, metadata)) },
    {
      path: 'requirements.txt',
      bytes: textBytes('ray[train]>=2.40\ntorch>=2.4\nsafetensors>=0.4\nnumpy>=1.26\npillow>=10\n'),
    },
    { path: 'README.md', bytes: textBytes(readme(title, leftOut(training))) },
  ]);
}

/** The same as one `.zip`. */
export function writeRayZip(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  options: RayOptions,
): Result<readonly Artifact[], readonly Problem[]> {
  const made = writeRayProject(network, weights, options);
  if (!made.ok) return made;
  const members = made.value.map(({ path, bytes }) => ({ path: `ray/${path}`, parts: [bytes] }));
  return ok([{ path: 'model.zip', bytes: joined(storedZip(members)) }]);
}

const json = (value: unknown): Uint8Array => textBytes(`${JSON.stringify(value)}\n`);

function readme(title: string, without: readonly string[]): string {
  return [
    `# ${title.replaceAll('\n', ' ')}`,
    '',
    'Drawn in Stride; trained by [Ray Train](https://docs.ray.io/en/latest/train/train.html) on as many workers as there are.',
    '',
    '## One machine',
    '',
    '```sh',
    'pip install -r requirements.txt',
    'python train_ray.py --data digits.npz --workers 2',
    '```',
    '',
    'The data are an `.npz` with `x_train`, `y_train`, `x_test`, `y_test` (bytes, and the numbers of the classes), or a folder',
    'with `train/CLASS/…` and `test/CLASS/…`. Each worker takes its share of every epoch; a step is `--batch-size` samples of all',
    'workers together. The run is kept in `--storage`: the same command goes on where it ended, a larger `--epochs` further.',
    '`--from-trained` starts from `model.safetensors`.',
    '',
    '## A cluster',
    '',
    '```sh',
    'ray job submit --address http://HEAD:8265 --working-dir . \\',
    '    --runtime-env-json \'{"pip": "requirements.txt"}\' -- \\',
    '    python train_ray.py --data /shared/digits.npz --storage /shared/runs --workers 16 --gpu --output /shared/weights.safetensors',
    '```',
    '',
    'Data and storage lie where every machine reaches them.',
    '',
    '## Back to Stride',
    '',
    '`weights.safetensors` has the weights after the last epoch under Stride’s names: open the network in Stride, then “Load weights…”,',
    'or `stride import NETWORK --weights weights.safetensors -o trained.stride`.',
    '',
    ...(without.length > 0 ? [`Left out, which the run in Stride had: ${without.join(', ')}.`, ''] : []),
  ].join('\n');
}
