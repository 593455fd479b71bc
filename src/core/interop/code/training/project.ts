import type { CompiledNetwork } from '../../../compile/topology.ts';
import type { TrainingSettings } from '../../../document/schema.ts';
import { type Artifact, textBytes } from '../../artifact.ts';
import { augmentScript } from './augment.ts';
import { factsOf, type TrainingFacts } from './facts.ts';
import { kerasTrainScript } from './keras-script.ts';
import { samplesScript } from './samples.ts';
import { differences } from './settings.ts';
import { torchTrainScript } from './torch-script.ts';

/** Files with which exported code trains, and what the README says of them. */
export interface TrainingProject {
  readonly files: readonly Artifact[];
  /** Packages beside those of the model, as `requirements.txt` has them. */
  readonly requirements: readonly string[];
  readonly readme: readonly string[];
}

const writers = { keras: kerasTrainScript, torch: torchTrainScript };

/**
 * `train.py`, `data.py` and, where pictures are changed, `augment.py`. No files where the network is not one that Stride
 * trains with this loss: the README then says so.
 */
export function trainingProject(
  framework: keyof typeof writers,
  network: CompiledNetwork,
  settings: TrainingSettings,
  metadata: Readonly<Record<string, unknown>>,
): TrainingProject {
  const facts = factsOf(network, settings, metadata);
  if (!facts)
    return {
      files: [],
      requirements: [],
      readme: ['There is no train.py: its loss does not fit this network, or it has several inputs or outputs.', ''],
    };
  const changes = settings.augmentation.steps.length > 0 && facts.shape.length === 3;
  const pictures = facts.task === 'oneLabel' && facts.shape.length === 3;
  return {
    files: [
      { path: 'train.py', bytes: textBytes(writers[framework](settings, facts)) },
      { path: 'data.py', bytes: textBytes(samplesScript(facts, settings)) },
      ...(changes ? [{ path: 'augment.py', bytes: textBytes(augmentScript(settings.augmentation, facts)) }] : []),
    ],
    requirements: ['numpy>=1.26', ...(pictures ? ['pillow>=10'] : [])],
    readme: readme(framework, settings, facts, pictures),
  };
}

const homes = {
  keras: ['trained.weights.h5', 'model.weights.h5'],
  torch: ['weights.safetensors', 'model.safetensors'],
} as const;

function readme(
  framework: keyof typeof writers,
  settings: TrainingSettings,
  facts: TrainingFacts,
  pictures: boolean,
): readonly string[] {
  const [home, trained] = homes[framework];
  const answers = {
    oneLabel: 'the number of a class for each sample',
    manyLabel: 'a 0 or 1 for each class and sample',
    regression: 'the numbers to hit of each sample',
    segmentation: 'the number of a class for each pixel',
  }[facts.task];
  const notes = [...differences(settings), ...(framework === 'torch' ? torchDifferences(settings) : [])];
  return [
    '## Training',
    '',
    '```sh',
    'python train.py --data data.npz',
    '```',
    '',
    'The settings are those of the run in Stride: they stand on top of `train.py`. The data are an `.npz` with `x_train`, `y_train`',
    `and, where there are such, \`x_validation\`, \`y_validation\`, \`x_test\`, \`y_test\`: samples as stored, ${answers}${pictures ? ';' : '.'}`,
    ...(pictures ? ['or a folder with `train/CLASS/…`, `validation/CLASS/…`, `test/CLASS/…`.'] : []),
    `\`--from-trained\` starts from \`${trained}\`. \`history.json\` has the figures of each epoch, \`${home}\` the weights after the last`,
    `${settings.earlyStopping?.keepBest ? 'or, where it ended early, the best ' : ''}one: open the network in Stride, then “Load weights…”, or \`stride import NETWORK --weights ${home} -o trained.stride\`.`,
    '',
    ...(notes.length > 0 ? ['Otherwise than in Stride:', '', ...notes.map((note) => `- ${note}`), ''] : []),
  ];
}

/** Rules of `torch.optim` that are not quite Keras's. */
function torchDifferences({ optimizer, schedule, warmupSteps }: TrainingSettings): readonly string[] {
  const changing = schedule.kind !== 'constant' || warmupSteps > 0;
  return [
    ...(['rmsprop', 'adagrad'].includes(optimizer)
      ? ['PyTorch adds epsilon beside the root, Stride and Keras under it.']
      : []),
    ...(['adam', 'adamw'].includes(optimizer)
      ? ['PyTorch adds epsilon after the correction of the bias, Stride and Keras before it.']
      : []),
    ...(['momentum', 'nesterov'].includes(optimizer) && changing
      ? [
          'PyTorch multiplies the whole momentum by the rate of the step at hand, Stride and Keras each gradient by the rate it came with.',
        ]
      : []),
  ];
}
