import type { TrainingSettings } from '../../../document/schema.ts';
import type { LossName } from '../../../document/tasks.ts';
import { literal } from '../python.ts';
import { argument } from './constants.ts';
import type { TrainingFacts } from './facts.ts';
import {
  balancedFunction,
  constants,
  hasRateOfStep,
  numbersOf,
  rateFunction,
  smoothingOf,
  weighs,
} from './settings.ts';

/** `train.py` beside the Keras code of a network: data, loss, optimizer, schedule and stopping of a run in Stride. */
export function kerasTrainScript(settings: TrainingSettings, facts: TrainingFacts): string {
  const { schedule } = settings;
  const rated = hasRateOfStep(settings) && schedule.kind !== 'plateau';
  const weighted = weighs(settings, facts);
  const balanced = weighted && settings.classWeights.kind === 'balanced';
  const body = [
    batchesClass(changes(settings, facts)),
    ...(rated ? [rateFunction(settings), rateCallback] : []),
    ...(balanced ? [balancedFunction] : []),
    fitFunction(settings, facts, rated),
    mainFunction,
  ];
  return [
    '"""Trains the network of model.py as it was trained in Stride.\n\npython train.py --data data.npz\n"""\n\n',
    'import argparse\n',
    'import json\n',
    rated && schedule.kind === 'cosine' ? 'import math\n' : '',
    '\nimport keras\nimport numpy as np\n\n',
    'from data import held_out, load\nfrom model import build_model\n\n',
    constants(settings, facts),
    '\n\n',
    body.join('\n\n'),
    '\n\nif __name__ == "__main__":\n    main()\n',
  ].join('');
}

const changes = ({ augmentation }: TrainingSettings, { shape }: TrainingFacts): boolean =>
  augmentation.steps.length > 0 && shape.length === 3;

const batchesClass = (changed: boolean): string =>
  [
    'class Batches(keras.utils.PyDataset):\n',
    '    """Batches of one part of the data; for training in another order each epoch."""\n',
    '\n',
    '    def __init__(self, part, training=False):\n',
    '        super().__init__()\n',
    '        self.part, self.training, self.epoch = part, training, 0\n',
    '        self.rng = np.random.default_rng(SEED)\n',
    '        self.order = np.arange(len(part))\n',
    '        if training:\n',
    '            self.rng.shuffle(self.order)\n',
    '\n',
    '    def __len__(self):\n',
    '        return -(-len(self.part) // BATCH_SIZE)\n',
    '\n',
    '    def __getitem__(self, index):\n',
    '        chosen = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]\n',
    ...(changed
      ? [
          '        samples = [\n',
          '            self.part.sample(i, (SEED, self.epoch, i) if self.training else None)\n',
          '            for i in chosen\n',
          '        ]\n',
        ]
      : ['        samples = [self.part.sample(i) for i in chosen]\n']),
    '        return tuple(np.stack(values) for values in zip(*samples))\n',
    '\n',
    '    def on_epoch_end(self):\n',
    '        self.epoch += 1\n',
    '        if self.training:\n',
    '            self.rng.shuffle(self.order)\n',
  ].join('');

const rateCallback = `class Schedule(keras.callbacks.Callback):
    """Sets the learning rate before each step."""

    def __init__(self):
        super().__init__()
        self.step = 0

    def on_train_batch_begin(self, batch, logs=None):
        rate = learning_rate(self.step, self.params["steps"])
        self.model.optimizer.learning_rate = rate
        self.step += 1
`;

const lossNames: Readonly<Record<LossName, string>> = {
  categoricalCrossentropy: 'CategoricalCrossentropy',
  binaryCrossentropy: 'BinaryCrossentropy',
  categoricalFocalCrossentropy: 'CategoricalFocalCrossentropy',
  binaryFocalCrossentropy: 'BinaryFocalCrossentropy',
  klDivergence: 'KLDivergence',
  dice: 'Dice',
  hinge: 'Hinge',
  squaredHinge: 'SquaredHinge',
  categoricalHinge: 'CategoricalHinge',
  meanSquaredError: 'MeanSquaredError',
  meanAbsoluteError: 'MeanAbsoluteError',
  huber: 'Huber',
};

function lossOf(settings: TrainingSettings): string {
  const { loss, focalAlpha, focalGamma, huberDelta } = settings;
  const given = [
    ...(loss === 'categoricalFocalCrossentropy' ? [`alpha=${literal(focalAlpha)}`] : []),
    ...(loss === 'categoricalFocalCrossentropy' || loss === 'binaryFocalCrossentropy'
      ? [`gamma=${literal(focalGamma)}`]
      : []),
    ...(loss === 'huber' && huberDelta !== 1 ? [`delta=${literal(huberDelta)}`] : []),
    ...(loss === 'dice' ? ['axis=(1, 2, 3)'] : []),
    ...(smoothingOf(settings) > 0 ? ['label_smoothing=LABEL_SMOOTHING'] : []),
  ];
  return `keras.losses.${lossNames[loss]}(${given.join(', ')})`;
}

const optimizerClasses = {
  sgd: 'SGD',
  momentum: 'SGD',
  nesterov: 'SGD',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamw: 'AdamW',
} as const;

const numberNames: Readonly<Record<string, string>> = {
  beta1: 'beta_1',
  beta2: 'beta_2',
  weightDecay: 'weight_decay',
  initialAccumulator: 'initial_accumulator_value',
};

const clippingNames = { none: '', value: 'clipvalue', norm: 'clipnorm', globalNorm: 'global_clipnorm' } as const;

function optimizerOf(settings: TrainingSettings): readonly string[] {
  const { optimizer, clipping } = settings;
  return [
    'learning_rate=LEARNING_RATE',
    ...Object.entries(numbersOf(settings)).map(([name, value]) => `${numberNames[name] ?? name}=${literal(value)}`),
    ...(optimizer === 'nesterov' ? ['nesterov=True'] : []),
    ...(clipping.kind === 'none' ? [] : [`${clippingNames[clipping.kind]}=${literal(clipping.limit)}`]),
  ];
}

function fitFunction(settings: TrainingSettings, facts: TrainingFacts, rated: boolean): string {
  const { optimizer, schedule, earlyStopping, classWeights } = settings;
  const tells = facts.task === 'regression' ? 'mae' : 'accuracy';
  const callbacks = [
    ...(rated ? ['            Schedule(),\n'] : []),
    ...(schedule.kind === 'plateau'
      ? [
          argument(
            'keras.callbacks.ReduceLROnPlateau',
            [
              'monitor=judged',
              `factor=${literal(schedule.factor)}`,
              `patience=${schedule.patience}`,
              `min_delta=${literal(schedule.minChange)}`,
              `min_lr=${literal(schedule.minRate)}`,
            ],
            12,
          ),
        ]
      : []),
    ...(earlyStopping
      ? [
          argument(
            'keras.callbacks.EarlyStopping',
            [
              'monitor=judged',
              `patience=${earlyStopping.patience}`,
              `min_delta=${literal(earlyStopping.minChange)}`,
              ...(earlyStopping.keepBest ? ['restore_best_weights=True'] : []),
            ],
            12,
          ),
        ]
      : []),
  ];
  const weighted = weighs(settings, facts);
  const classes = Math.max(facts.units, 2);
  const balanced =
    classWeights.kind === 'balanced'
      ? `balanced(np.asarray(parts["train"].answers, int).reshape(-1), ${classes})`
      : 'CLASS_WEIGHTS';
  return [
    'def train(model, parts):\n',
    '    """Fits the model; returns the figures of each epoch."""\n',
    '    model.compile(\n',
    argument(`optimizer=keras.optimizers.${optimizerClasses[optimizer]}`, optimizerOf(settings), 8),
    `        loss=${lossOf(settings)},\n`,
    `        metrics=["${tells}"],\n`,
    '    )\n',
    '    validation = parts.get("validation")\n',
    ...(callbacks.some((one) => one.includes('monitor=judged'))
      ? ['    judged = "val_loss" if validation else "loss"\n']
      : []),
    ...(weighted ? [`    weights = ${balanced}\n`] : []),
    '    history = model.fit(\n',
    '        Batches(parts["train"], training=True),\n',
    '        epochs=EPOCHS,\n',
    '        validation_data=Batches(validation) if validation else None,\n',
    '        shuffle=False,\n',
    ...(weighted ? ['        class_weight=dict(enumerate(map(float, weights))),\n'] : []),
    ...(callbacks.length > 0 ? ['        callbacks=[\n', ...callbacks, '        ],\n'] : []),
    '    )\n',
    '    return history.history\n',
  ].join('');
}

const mainFunction = `def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="README.md says in which form")
    parser.add_argument(
        "--from-trained", action="store_true", help="start from model.weights.h5"
    )
    parser.add_argument("--output", default="trained.weights.h5", help="for Stride")
    given = parser.parse_args()
    keras.utils.set_random_seed(SEED)
    parts = load(given.data)
    if "validation" not in parts and VALIDATION_SHARE > 0:
        parts["train"], parts["validation"] = held_out(
            parts["train"], VALIDATION_SHARE, SEED
        )
    model = build_model()
    if given.from_trained:
        model.load_weights("model.weights.h5")
    history = train(model, parts)
    model.save_weights(given.output)
    with open("history.json", "w") as file:
        json.dump(history, file)
    if "test" in parts:
        figures = model.evaluate(Batches(parts["test"]), return_dict=True, verbose=0)
        print("Test:", figures)
`;
