/** What a sample is to be answered with: one class, any number of classes, numbers, or a class for each pixel. */
export const tasks = ['oneLabel', 'manyLabel', 'regression', 'segmentation'] as const;
export type Task = (typeof tasks)[number];

/** Keras's losses by the names of its functions. */
export const losses = [
  'categoricalCrossentropy',
  'binaryCrossentropy',
  'categoricalFocalCrossentropy',
  'binaryFocalCrossentropy',
  'klDivergence',
  'dice',
  'hinge',
  'squaredHinge',
  'categoricalHinge',
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
] as const;
export type LossName = (typeof losses)[number];

/** Figures beside the loss. */
export const metricNames = [
  'accuracy',
  'top2Accuracy',
  'topKAccuracy',
  'precision',
  'recall',
  'f1Score',
  'auc',
  'meanIoU',
  'meanAbsoluteError',
  'meanSquaredError',
  'rootMeanSquaredError',
  'r2Score',
] as const;
export type MetricName = (typeof metricNames)[number];

/** What each loss can teach. */
const lossTasks: Readonly<Record<LossName, readonly Task[]>> = {
  categoricalCrossentropy: ['oneLabel', 'segmentation'],
  binaryCrossentropy: ['oneLabel', 'manyLabel', 'segmentation'],
  categoricalFocalCrossentropy: ['oneLabel', 'segmentation'],
  binaryFocalCrossentropy: ['oneLabel', 'manyLabel', 'segmentation'],
  klDivergence: ['oneLabel'],
  dice: ['segmentation'],
  hinge: ['oneLabel', 'manyLabel'],
  squaredHinge: ['oneLabel', 'manyLabel'],
  categoricalHinge: ['oneLabel'],
  meanSquaredError: ['oneLabel', 'manyLabel', 'regression', 'segmentation'],
  meanAbsoluteError: ['regression'],
  huber: ['regression'],
};

/** Of which tasks each figure says something. */
const metricTasks: Readonly<Record<MetricName, readonly Task[]>> = {
  accuracy: ['oneLabel', 'manyLabel', 'segmentation'],
  top2Accuracy: ['oneLabel'],
  topKAccuracy: ['oneLabel'],
  precision: ['oneLabel', 'manyLabel', 'segmentation'],
  recall: ['oneLabel', 'manyLabel', 'segmentation'],
  f1Score: ['oneLabel', 'manyLabel', 'segmentation'],
  auc: ['oneLabel', 'manyLabel'],
  meanIoU: ['segmentation'],
  meanAbsoluteError: ['oneLabel', 'manyLabel', 'regression'],
  meanSquaredError: ['oneLabel', 'manyLabel', 'regression'],
  rootMeanSquaredError: ['regression'],
  r2Score: ['regression'],
};

/** Losses that take the output for the shares of classes of which one is right: a softmax's, of two units at least. */
export const oneOfMany: ReadonlySet<LossName> = new Set([
  'categoricalCrossentropy',
  'categoricalFocalCrossentropy',
  'klDivergence',
  'categoricalHinge',
]);

/** Losses that take the output for probabilities: from 0 to 1. */
export const ofProbabilities: ReadonlySet<LossName> = new Set([
  'categoricalCrossentropy',
  'categoricalFocalCrossentropy',
  'klDivergence',
  'binaryCrossentropy',
  'binaryFocalCrossentropy',
  'dice',
]);

/** Losses whose labels can be smoothed. */
export const smoothable: ReadonlySet<LossName> = new Set([
  'categoricalCrossentropy',
  'categoricalFocalCrossentropy',
  'binaryCrossentropy',
  'binaryFocalCrossentropy',
]);

export const teaches = (loss: LossName, task: Task): boolean => lossTasks[loss].includes(task);

export const measures = (metric: MetricName, task: Task): boolean => metricTasks[metric].includes(task);
