import type { TrainingSettings } from '../../../document/schema.ts';
import { tuple } from './constants.ts';
import type { TrainingFacts } from './facts.ts';

/**
 * `data.py`, of NumPy alone: the parts of the data, one sample at a time, as the network takes them. Channels are last.
 * @param facts of the data that the network was trained on
 */
export function samplesScript(facts: TrainingFacts, { augmentation }: Pick<TrainingSettings, 'augmentation'>): string {
  const changes = augmentation.steps.length > 0 && facts.shape.length === 3;
  const named = facts.task === 'oneLabel';
  const pictures = named && facts.shape.length === 3;
  return [
    pictures
      ? '"""Samples for the network: an .npz, or a folder with a folder for each class."""\n'
      : '"""Samples for the network, of an .npz."""\n',
    '\n',
    'from pathlib import Path\n',
    '\n',
    'import numpy as np\n',
    pictures ? picturesImport(facts) : '',
    changes ? '\nfrom augment import augmented\n' : '',
    '\n',
    `SHAPE = ${shapeOf(facts.shape)}\n`,
    named || facts.task === 'manyLabel' ? tuple('CLASSES = ', facts.outputs) : '',
    named || facts.task === 'manyLabel' ? '' : `UNITS = ${facts.units}\n`,
    '\n\n',
    normalizedFunction(facts),
    '\n\n',
    targetFunction(facts),
    '\n\n',
    ...(pictures ? [pictureFunction(facts), '\n\n'] : []),
    partClass(facts, changes, pictures),
    '\n\n',
    loadFunction(pictures),
    '\n\n',
    splitFunction,
  ].join('');
}

const shapeOf = (shape: readonly number[]): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`);

const picturesImport = ({ resize }: TrainingFacts): string =>
  resize === 'pad' || resize === 'crop' ? 'from PIL import Image, ImageOps\n' : 'from PIL import Image\n';

function normalizedFunction({ normalization }: TrainingFacts): string {
  const head = (about: string): string => `def normalized(values):\n    """${about}"""\n`;
  switch (normalization.kind) {
    case 'unit':
      return `${head('Bytes 0…255 to 0…1.')}    return values.astype(np.float32) / 255\n`;
    case 'signed':
      return `${head('Bytes 0…255 to -1…1.')}    return values.astype(np.float32) / 127.5 - 1\n`;
    case 'none':
      return `${head('As they are.')}    return values.astype(np.float32)\n`;
    case 'standard': {
      const { mean, deviation } = normalization;
      return [
        tuple('MEAN = ', mean),
        tuple('DEVIATION = ', deviation),
        '\n\n',
        head('To mean 0 and deviation 1, by the figures of the training samples.'),
        '    mean, deviation = np.float32(MEAN), np.float32(DEVIATION)\n',
        '    return (values.astype(np.float32) - mean) / deviation\n',
      ].join('');
    }
  }
}

function targetFunction({ task, units }: TrainingFacts): string {
  const head = (about: string): string => `def target(answer):\n    """${about}"""\n`;
  if (task === 'oneLabel')
    return units === 1
      ? `${head('The number of a class, 0 or 1, as the one unit is to say it.')}    return np.asarray([answer], np.float32)\n`
      : `${head('The number of a class as a 1 among zeros.')}    return np.eye(len(CLASSES), dtype=np.float32)[int(answer)]\n`;
  if (task === 'segmentation')
    return units === 1
      ? `${head('A mask of 0 and 1 as the one unit of each pixel is to say it.')}    return answer.astype(np.float32).reshape(*SHAPE[:2], 1)\n`
      : `${head('A mask of numbers of classes as ones among zeros.')}    return np.eye(UNITS, dtype=np.float32)[answer.astype(int).reshape(SHAPE[:2])]\n`;
  return `${head(task === 'manyLabel' ? 'A 0 or 1 for each class.' : 'The numbers to hit.')}    return np.asarray(answer, np.float32).reshape(-1)\n`;
}

function pictureFunction({ resize, grey, shape }: TrainingFacts): string {
  const colours = shape[2] === 1 ? '"L"' : '"RGB"';
  const converted = grey && shape[2] !== 1 ? `convert("L").convert(${colours})` : `convert(${colours})`;
  const fitted =
    resize === 'pad'
      ? 'ImageOps.pad(image, (width, height))'
      : resize === 'crop'
        ? 'ImageOps.fit(image, (width, height))'
        : 'image.resize((width, height))';
  return [
    'def picture(path):\n',
    '    """The bytes of a file, in the size that the network takes."""\n',
    '    height, width, _ = SHAPE\n',
    '    with Image.open(path) as image:\n',
    `        image = image.${converted}\n`,
    `        return np.asarray(${fitted}, np.uint8).reshape(SHAPE)\n`,
  ].join('');
}

function partClass({ task }: TrainingFacts, changes: boolean, pictures: boolean): string {
  const masks = task === 'segmentation';
  const stored = pictures
    ? [
        '        values = self.samples[index]\n',
        '        if isinstance(values, Path):\n',
        '            values = picture(values)\n',
      ]
    : ['        values = self.samples[index]\n'];
  const change = masks
    ? [
        '        if seed is not None:\n',
        '            rng = np.random.default_rng(seed)\n',
        '            values, answer = augmented(values, rng, answer)\n',
      ]
    : ['        if seed is not None:\n', '            values = augmented(values, np.random.default_rng(seed))\n'];
  return [
    'class Part:\n',
    `    """Samples and what is to be said of them${pictures ? '; files are read when they are asked for' : ''}."""\n`,
    '\n',
    '    def __init__(self, samples, answers):\n',
    '        self.samples, self.answers = samples, answers\n',
    '\n',
    '    def __len__(self):\n',
    '        return len(self.answers)\n',
    '\n',
    changes ? '    def sample(self, index, seed=None):\n' : '    def sample(self, index):\n',
    changes
      ? '        """A sample with its target; changed as the seed has it, where there is one."""\n'
      : '        """A sample with its target."""\n',
    ...stored,
    '        values = values.reshape(SHAPE)\n',
    masks ? '        answer = self.answers[index].reshape(SHAPE[:2])\n' : '        answer = self.answers[index]\n',
    ...(changes ? change : []),
    '        return normalized(values), target(answer)\n',
  ].join('');
}

function loadFunction(pictures: boolean): string {
  const folder = [
    'def folder(path, part):\n',
    '    """Files in path/part/CLASS; None where there are none."""\n',
    '    found = [\n',
    '        (file, label)\n',
    '        for label, name in enumerate(CLASSES)\n',
    '        for file in sorted((path / part / name).glob("*"))\n',
    '    ]\n',
    '    if not found:\n',
    '        return None\n',
    '    files, labels = zip(*found)\n',
    '    return Part(files, np.asarray(labels))\n',
    '\n\n',
  ];
  return [
    ...(pictures ? folder : []),
    'def load(path):\n',
    '    """Parts by their names: "train", "test", and "validation" where there is one."""\n',
    '    path = Path(path)\n',
    '    names = ("train", "validation", "test")\n',
    ...(pictures
      ? [
          '    if path.is_dir():\n',
          '        parts = {part: folder(path, part) for part in names}\n',
          '    else:\n',
          '        arrays = np.load(path)\n',
          '        parts = {\n',
          '            part: Part(arrays[f"x_{part}"], arrays[f"y_{part}"])\n',
          '            for part in names\n',
          '            if {f"x_{part}", f"y_{part}"} <= set(arrays.files)\n',
          '        }\n',
          '    parts = {part: samples for part, samples in parts.items() if samples}\n',
          '    if "train" not in parts:\n',
          '        wanted = f"train/{CLASSES[0]}/…" if path.is_dir() else "x_train and y_train"\n',
          '        raise SystemExit(f"{path} has no {wanted}")\n',
        ]
      : [
          '    arrays = np.load(path)\n',
          '    parts = {\n',
          '        part: Part(arrays[f"x_{part}"], arrays[f"y_{part}"])\n',
          '        for part in names\n',
          '        if {f"x_{part}", f"y_{part}"} <= set(arrays.files)\n',
          '    }\n',
          '    if "train" not in parts:\n',
          '        raise SystemExit(f"{path} has no x_train and y_train")\n',
        ]),
    '    return parts\n',
  ].join('');
}

const splitFunction = `def held_out(part, share, seed):
    """Two parts: what is left, and a share of it drawn at random."""
    order = np.random.default_rng(seed).permutation(len(part))
    count = round(len(part) * share)
    return tuple(
        Part(
            [part.samples[i] for i in chosen],
            np.asarray([part.answers[i] for i in chosen]),
        )
        for chosen in (order[count:], order[:count])
    )
`;
