import type { TrainingSettings } from '../../../document/schema.ts';
import { literal } from '../python.ts';
import type { TrainingFacts } from './facts.ts';
import { isOneOfMany, smoothingOf } from './settings.ts';

/**
 * `losses(outputs, targets)` of the PyTorch script: one number a sample, of what the network puts out, as Keras 3 computes it.
 * The classes are axis 1.
 */
export function lossFunction(settings: TrainingSettings, facts: TrainingFacts): string {
  const { loss, focalAlpha, focalGamma, huberDelta } = settings;
  const one = isOneOfMany(settings);
  const perPixel = facts.task === 'segmentation';
  const smoothing = smoothingOf(settings);
  const smoothed =
    smoothing === 0
      ? []
      : [`    targets = targets * (1 - LABEL_SMOOTHING) + LABEL_SMOOTHING / ${one ? 'outputs.shape[1]' : '2'}\n`];
  const rows = (value: string): string => `    return ${perPixel || !one ? `(${value}).flatten(1).mean(1)` : value}\n`;
  const kept = '    kept = outputs.clamp(1e-7, 1 - 1e-7)\n';
  const signs = '    signs = 2 * targets - 1\n';
  const lines: Readonly<Record<TrainingSettings['loss'], readonly string[]>> = {
    categoricalCrossentropy: [kept, rows('-(targets * kept.log()).sum(1)')],
    categoricalFocalCrossentropy: [
      kept,
      `    weights = ${literal(focalAlpha)} * (1 - kept) ** ${literal(focalGamma)}\n`,
      rows('-(weights * targets * kept.log()).sum(1)'),
    ],
    klDivergence: [
      '    targets = targets.clamp(1e-7, 1)\n',
      '    kept = outputs.clamp(1e-7, 1)\n',
      rows('(targets * (targets / kept).log()).sum(1)'),
    ],
    categoricalHinge: [
      '    right = (targets * outputs).sum(1)\n',
      '    wrong = ((1 - targets) * outputs).amax(1)\n',
      rows('F.relu(wrong - right + 1)'),
    ],
    binaryCrossentropy: [
      kept,
      '    exact = F.binary_cross_entropy(kept, targets, reduction="none")\n',
      rows('exact').replace('(exact)', 'exact'),
    ],
    binaryFocalCrossentropy: [
      kept,
      '    exact = F.binary_cross_entropy(kept, targets, reduction="none")\n',
      '    sure = targets * kept + (1 - targets) * (1 - kept)\n',
      rows(`(1 - sure) ** ${literal(focalGamma)} * exact`),
    ],
    hinge: [signs, rows('F.relu(1 - signs * outputs)')],
    squaredHinge: [signs, rows('F.relu(1 - signs * outputs) ** 2')],
    meanSquaredError: [rows('(outputs - targets) ** 2')],
    meanAbsoluteError: [rows('(outputs - targets).abs()')],
    huber: [
      `    exact = F.huber_loss(outputs, targets, reduction="none", delta=${literal(huberDelta)})\n`,
      rows('exact').replace('(exact)', 'exact'),
    ],
    dice: [
      '    outputs, targets = outputs.flatten(1), targets.flatten(1)\n',
      '    shared = 2 * (outputs * targets).sum(1) + 1e-7\n',
      '    return 1 - shared / (outputs.sum(1) + targets.sum(1) + 1e-7)\n',
    ],
  };
  return [
    'def losses(outputs, targets):\n',
    `    """One number for each sample: ${loss.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}."""\n`,
    ...smoothed,
    ...lines[loss],
  ].join('');
}
