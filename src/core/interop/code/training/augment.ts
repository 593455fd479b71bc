import type { Augmentation, AugmentStep, Range } from '../../../augment/schema.ts';
import { literal } from '../python.ts';
import type { TrainingFacts } from './facts.ts';

/**
 * `augment.py`: the pipeline with the ranges it has in Stride, in NumPy. Steps that move pixels and follow each other are one
 * matrix, so a picture is resampled once; places are those of a pixel's middle, mixed from the four around it.
 */
export function augmentScript({ steps, fill, fillValue }: Augmentation, facts: TrainingFacts): string {
  const masks = facts.task === 'segmentation';
  const moves = steps.some(isMove);
  const peak = facts.bytes ? 255 : 1;
  const covered = literal(fillValue * peak);
  const body: string[] = [];
  let moving = false;
  const settle = (): void => {
    if (!moving) return;
    body.push('    picture = moved(picture, matrix, mixed)\n');
    if (masks) body.push('    mask = moved(mask[..., None], matrix, nearest)[..., 0]\n');
    moving = false;
  };
  for (const step of steps) {
    if (isMove(step)) {
      if (!moving) body.push('    matrix = np.eye(3)\n');
      moving = true;
    } else settle();
    body.push(...chance(step, linesOf(step, covered, peak)));
  }
  settle();
  return [
    '"""How training pictures are changed: each by numbers of its own."""\n',
    '\n',
    'import numpy as np\n',
    '\n\n',
    ...(moves ? [moveFunctions(fill, covered, masks), '\n\n'] : []),
    masks ? 'def augmented(picture, rng, mask):\n' : 'def augmented(picture, rng):\n',
    `    """A picture of ${facts.bytes ? 'bytes 0…255' : 'values 0…1'}, height × width × channels, changed${masks ? ', and its mask' : ''}."""\n`,
    steps.some(needsSides) ? '    height, width, _ = picture.shape\n' : '',
    '    picture = picture.astype(np.float32)\n',
    ...body,
    masks ? '    return picture, mask\n' : '    return picture\n',
  ].join('');
}

const moveKinds = ['translation', 'rotation', 'shear', 'zoom', 'horizontalFlip', 'verticalFlip'];
const isMove = ({ kind }: AugmentStep): boolean => moveKinds.includes(kind);
const needsSides = (step: AugmentStep): boolean => step.kind === 'cutout' || isMove(step);

const within = ([low, high]: Range): string => `rng.uniform(${literal(low)}, ${literal(high)})`;

/** The lines, for the share of the pictures that the step changes. */
const chance = ({ probability }: AugmentStep, lines: readonly string[]): readonly string[] =>
  probability >= 1
    ? lines.map((line) => `    ${line}\n`)
    : [`    if rng.random() < ${literal(probability)}:\n`, ...lines.map((line) => `        ${line}\n`)];

const turned = (linear: string): string => `matrix = matrix @ about_centre(${linear}, height, width)`;

const scaled = (value: string, peak: number): string => (peak === 1 ? value : `${peak} * ${value}`);
/** Bytes stay what a picture can store. */
const clipped = (value: string, peak: number): string => (peak === 1 ? value : `(${value}).clip(0, ${peak})`);

function linesOf(step: AugmentStep, covered: string, peak: number): readonly string[] {
  switch (step.kind) {
    case 'translation':
      return [
        `right, down = ${within(step.horizontal)}, ${within(step.vertical)}`,
        'matrix = matrix @ [[1, 0, -right * width], [0, 1, -down * height], [0, 0, 1]]',
      ];
    case 'rotation':
      return [
        `angle = np.radians(${within(step.degrees)})`,
        'cos, sin = np.cos(angle), np.sin(angle)',
        turned('[[cos, -sin], [sin, cos]]'),
      ];
    case 'shear':
      return [
        `across, down = ${within(step.horizontal)}, ${within(step.vertical)}`,
        turned('[[1, across], [down, 1]]'),
      ];
    case 'zoom':
      return [`scale = 1 + ${within(step.factor)}`, turned('[[scale, 0], [0, scale]]')];
    case 'horizontalFlip':
      return [turned('[[-1, 0], [0, 1]]')];
    case 'verticalFlip':
      return [turned('[[1, 0], [0, -1]]')];
    case 'brightness':
      return [`picture = ${clipped(`picture + ${scaled(within(step.factor), peak)}`, peak)}`];
    case 'contrast':
      return [
        `mean, factor = picture.mean((0, 1)), 1 + ${within(step.factor)}`,
        `picture = ${clipped('(picture - mean) * factor + mean', peak)}`,
      ];
    case 'noise':
      return [
        `deviation = ${scaled(within(step.deviation), peak)}`,
        `picture = ${clipped('picture + deviation * rng.standard_normal(picture.shape)', peak)}`,
      ];
    case 'cutout':
      return [
        `side = round(${within(step.side)} * min(height, width))`,
        'top = int(np.floor(rng.random() * height - (side - 1) / 2))',
        'left = int(np.floor(rng.random() * width - (side - 1) / 2))',
        'rows, columns = (slice(max(at, 0), max(at + side, 0)) for at in (top, left))',
        `picture[rows, columns] = ${covered}`,
      ];
  }
}

function moveFunctions(fill: Augmentation['fill'], covered: string, masks: boolean): string {
  const edge = {
    reflect: [
      '    y, x = (\n',
      '        np.minimum(place % (2 * side), 2 * side - 1 - place % (2 * side))\n',
      '        for place, side in ((y, height), (x, width))\n',
      '    )\n',
      '    return values[y, x]\n',
    ],
    nearest: ['    return values[y.clip(0, height - 1), x.clip(0, width - 1)]\n'],
    constant: [
      '    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)\n',
      '    found = values[y.clip(0, height - 1), x.clip(0, width - 1)]\n',
      `    return np.where(inside[..., None], found, beyond)\n`,
    ],
  }[fill];
  const about = {
    reflect: 'beyond the edges their mirror image',
    nearest: 'beyond the edges the last of them',
    constant: `beyond the edges ${covered}`,
  }[fill];
  return [
    fill === 'constant' ? `def at(values, y, x, beyond=${covered}):\n` : 'def at(values, y, x):\n',
    `    """Values at these rows and columns; ${about}."""\n`,
    '    height, width, _ = values.shape\n',
    ...edge,
    '\n\n',
    'def mixed(values, y, x):\n',
    '    """Each from the four that its place lies between."""\n',
    '    top, left = np.floor(y).astype(int), np.floor(x).astype(int)\n',
    '    down, right = (y - top)[..., None], (x - left)[..., None]\n',
    '    above = (1 - right) * at(values, top, left) + right * at(values, top, left + 1)\n',
    '    below = (1 - right) * at(values, top + 1, left)\n',
    '    below += right * at(values, top + 1, left + 1)\n',
    '    return (1 - down) * above + down * below\n',
    '\n\n',
    ...(masks
      ? [
          'def nearest(values, y, x):\n',
          '    y, x = np.floor(y + 0.5).astype(int), np.floor(x + 0.5).astype(int)\n',
          fill === 'constant' ? '    return at(values, y, x, 0)\n' : '    return at(values, y, x)\n',
          '\n\n',
        ]
      : []),
    'def moved(values, matrix, taken):\n',
    '    """Values whose pixel (x, y) comes from matrix @ (x, y, 1)."""\n',
    '    y, x = np.mgrid[: values.shape[0], : values.shape[1]]\n',
    '    x, y, _ = np.einsum("ij,jyx->iyx", matrix, np.stack([x, y, np.ones_like(x)]))\n',
    '    return taken(values, y.round(9), x.round(9))\n',
    '\n\n',
    'def about_centre(linear, height, width):\n',
    '    """A linear map that leaves the middle of the picture where it is."""\n',
    '    centre = np.array([(width - 1) / 2, (height - 1) / 2])\n',
    '    matrix = np.eye(3)\n',
    '    matrix[:2, :2] = linear\n',
    '    matrix[:2, 2] = centre - matrix[:2, :2] @ centre\n',
    '    return matrix\n',
  ].join('');
}
