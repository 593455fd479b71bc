import type { Augmentation, AugmentStep, Range } from './schema.ts';

/** The pipeline in Keras, to stand before the network, on values 0…1. A comment tells where Keras does otherwise. */
export function kerasCode({ steps, fill, fillValue }: Augmentation): string {
  const filled = `fill_mode="${fill}"${fill === 'constant' ? `, fill_value=${number(fillValue)}` : ''}`;
  const lines = steps.map((step) => `        ${layer(step, filled, fillValue)},${comment(step)}\n`);
  return [
    'import keras\nfrom keras import layers\n\n',
    'augmentation = keras.Sequential(\n    [\n',
    ...lines,
    '    ]\n)\n',
  ].join('');
}

function layer(step: AugmentStep, filled: string, fillValue: number): string {
  switch (step.kind) {
    case 'translation':
      return `layers.RandomTranslation(${pair(step.vertical)}, ${pair(step.horizontal)}, ${filled})`;
    case 'rotation':
      return `layers.RandomRotation(${pair([step.degrees[0] / 360, step.degrees[1] / 360])}, ${filled})`;
    case 'shear':
      return `layers.RandomShear(${farthest(step.horizontal)}, ${farthest(step.vertical)}, ${filled})`;
    case 'zoom':
      return `layers.RandomZoom(${pair(step.factor)}, ${filled})`;
    case 'horizontalFlip':
      return 'layers.RandomFlip("horizontal")';
    case 'verticalFlip':
      return 'layers.RandomFlip("vertical")';
    case 'brightness':
      return `layers.RandomBrightness(${pair(step.factor)}, value_range=(0, 1))`;
    case 'contrast':
      return `layers.RandomContrast(${pair([Math.max(0, -step.factor[0]), Math.max(0, step.factor[1])])}, value_range=(0, 1))`;
    case 'noise':
      return `layers.GaussianNoise(${number(step.deviation[1])})`;
    case 'cutout': {
      const scale = pair([step.side[0] ** 2, step.side[1] ** 2]);
      const factor = pair([step.probability, step.probability]);
      return `layers.RandomErasing(factor=${factor}, scale=${scale}, fill_value=${number(fillValue)}, value_range=(0, 1))`;
    }
  }
}

/** What Keras's layer does not do as the step does. */
function comment(step: AugmentStep): string {
  const differences: string[] = [];
  const usual = step.kind === 'horizontalFlip' || step.kind === 'verticalFlip' ? 0.5 : 1;
  if (step.kind !== 'cutout' && step.probability !== usual)
    differences.push(`p = ${number(step.probability)} (Keras: ${usual})`);
  if (step.kind === 'shear') {
    const even = step.horizontal[0] === -step.horizontal[1] && step.vertical[0] === -step.vertical[1];
    differences.push(`about the centre (Keras: about the corner${even ? '' : ', to both sides'})`);
  }
  if (step.kind === 'noise' && step.deviation[0] !== step.deviation[1])
    differences.push(`deviation ${pair([step.deviation[0], step.deviation[1]])} (Keras: one)`);
  if (step.kind === 'contrast' && (step.factor[0] > 0 || step.factor[1] < 0))
    differences.push(`factor ${pair([1 + step.factor[0], 1 + step.factor[1]])} (Keras: around 1)`);
  if (step.kind === 'cutout') differences.push('a square, cut at the edges (Keras: a rectangle within them)');
  return differences.length > 0 ? `  # ${differences.join('; ')}` : '';
}

const pair = ([low, high]: Range): string => `(${number(low)}, ${number(high)})`;

const farthest = ([low, high]: Range): string => number(Math.max(Math.abs(low), Math.abs(high)));

/** As Python's floats are written. */
function number(value: number): string {
  const rounded = String(Number(value.toPrecision(4)));
  return /[.e]/.test(rounded) ? rounded : `${rounded}.0`;
}
