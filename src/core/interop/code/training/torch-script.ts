import type { TrainingSettings } from '../../../document/schema.ts';
import { call, literal } from '../python.ts';
import type { TrainingFacts } from './facts.ts';
import { balancedFunction, constants, hasRateOfStep, numbersOf, rateFunction, weighs } from './settings.ts';
import { lossFunction } from './torch-losses.ts';

/** `train.py` beside the PyTorch code of a network: data, loss, optimizer, schedule and stopping of a run in Stride. */
export function torchTrainScript(settings: TrainingSettings, facts: TrainingFacts): string {
  const { schedule } = settings;
  const rated = hasRateOfStep(settings) && schedule.kind !== 'plateau';
  const balanced = weighs(settings, facts) && settings.classWeights.kind === 'balanced';
  const losses = lossFunction(settings, facts);
  const body = [
    samplesClass(settings, facts),
    losses,
    ...(rated ? [rateFunction(settings)] : []),
    ...(balanced ? [balancedFunction] : []),
    evaluateFunction(facts),
    trainFunction(settings, facts, rated),
    mainFunction,
  ];
  return [
    '"""Trains the network of model.py as it was trained in Stride.\n\npython train.py --data data.npz\n"""\n\n',
    'import argparse\n',
    settings.earlyStopping?.keepBest ? 'import copy\n' : '',
    'import json\n',
    rated && schedule.kind === 'cosine' ? 'import math\n' : '',
    '\nimport numpy as np\nimport torch\n',
    losses.includes('F.') ? 'import torch.nn.functional as F\n' : '',
    'from safetensors.torch import load_file\n',
    'from torch.utils.data import DataLoader, Dataset\n\n',
    'from data import held_out, load\nfrom model import Network\nfrom stride_weights import save_stride_weights\n\n',
    constants(settings, facts),
    'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"\n',
    '\n\n',
    body.join('\n\n'),
    '\n\nif __name__ == "__main__":\n    main()\n',
  ].join('');
}

function samplesClass({ augmentation }: TrainingSettings, { shape, task }: TrainingFacts): string {
  const changed = augmentation.steps.length > 0 && shape.length === 3;
  const first = shape.length > 2;
  return [
    'class Samples(Dataset):\n',
    `    """One part of the data${first ? ', channels first' : ''}."""\n`,
    '\n',
    ...(changed
      ? [
          '    def __init__(self, part, training=False):\n',
          '        self.part, self.training, self.epoch = part, training, 0\n',
        ]
      : ['    def __init__(self, part):\n', '        self.part = part\n']),
    '\n',
    '    def __len__(self):\n',
    '        return len(self.part)\n',
    '\n',
    '    def __getitem__(self, index):\n',
    ...(changed
      ? [
          '        seed = (SEED, self.epoch, index) if self.training else None\n',
          '        sample, target = self.part.sample(index, seed)\n',
        ]
      : ['        sample, target = self.part.sample(index)\n']),
    ...(first
      ? ['        sample = np.ascontiguousarray(np.moveaxis(sample, -1, 0), np.float32)\n']
      : ['        sample = np.asarray(sample, np.float32)\n']),
    ...(task === 'segmentation' ? ['        target = np.ascontiguousarray(np.moveaxis(target, -1, 0))\n'] : []),
    '        return torch.from_numpy(sample), torch.from_numpy(target)\n',
  ].join('');
}

function evaluateFunction({ task, units }: TrainingFacts): string {
  const right =
    task === 'regression'
      ? null
      : task === 'manyLabel' || units === 1
        ? '((outputs > 0.5) == (targets > 0.5)).float()'
        : '(outputs.argmax(1) == targets.argmax(1)).float()';
  return [
    '@torch.inference_mode()\n',
    'def evaluated(model, part):\n',
    `    """Loss${right ? ' and accuracy' : ''} over a part of the data."""\n`,
    '    model.eval()\n',
    right ? '    loss = right = 0\n' : '    loss = 0\n',
    '    for samples, targets in DataLoader(Samples(part), BATCH_SIZE):\n',
    '        outputs, targets = model(samples.to(DEVICE)), targets.to(DEVICE)\n',
    '        loss += losses(outputs, targets).sum().item()\n',
    ...(right
      ? [
          `        hits = ${right}\n`,
          '        right += hits.flatten(1).mean(1).sum().item()\n'.replace(
            'hits.flatten(1).mean(1)',
            task === 'oneLabel' && units > 1 ? 'hits' : 'hits.flatten(1).mean(1)',
          ),
          '    return {"loss": loss / len(part), "accuracy": right / len(part)}\n',
        ]
      : ['    return {"loss": loss / len(part)}\n']),
  ].join('');
}

function optimizerOf(settings: TrainingSettings): string {
  const { optimizer } = settings;
  const { momentum, rho, beta1, beta2, epsilon, weightDecay, initialAccumulator } = numbersOf(settings);
  const given = [
    '(one for one in model.parameters() if one.requires_grad)',
    'lr=LEARNING_RATE',
    ...(momentum === undefined ? [] : [`momentum=${literal(momentum)}`]),
    ...(optimizer === 'nesterov' ? ['nesterov=True'] : []),
    ...(rho === undefined ? [] : [`alpha=${literal(rho)}`]),
    ...(beta1 === undefined ? [] : [`betas=(${literal(beta1)}, ${literal(beta2)})`]),
    ...(initialAccumulator === undefined ? [] : [`initial_accumulator_value=${literal(initialAccumulator)}`]),
    ...(epsilon === undefined ? [] : [`eps=${literal(epsilon)}`]),
    ...(weightDecay === undefined ? [] : [`weight_decay=${literal(weightDecay)}`]),
  ];
  const names = {
    sgd: 'SGD',
    momentum: 'SGD',
    nesterov: 'SGD',
    adagrad: 'Adagrad',
    rmsprop: 'RMSprop',
    adam: 'Adam',
    adamw: 'AdamW',
  };
  return `    ${call(`optimizer = torch.optim.${names[optimizer]}`, given, '', 4)}\n`;
}

function clipLines({ clipping: { kind, limit } }: TrainingSettings): readonly string[] {
  const at = literal(limit);
  switch (kind) {
    case 'none':
      return [];
    case 'value':
      return [`            torch.nn.utils.clip_grad_value_(model.parameters(), ${at})\n`];
    case 'norm':
      return [
        '            for weight in model.parameters():\n',
        `                torch.nn.utils.clip_grad_norm_(weight, ${at})\n`,
      ];
    case 'globalNorm':
      return [`            torch.nn.utils.clip_grad_norm_(model.parameters(), ${at})\n`];
  }
}

function trainFunction(settings: TrainingSettings, facts: TrainingFacts, rated: boolean): string {
  const { schedule, earlyStopping, classWeights } = settings;
  const changed = settings.augmentation.steps.length > 0 && facts.shape.length === 3;
  const weighted = weighs(settings, facts);
  const classes = Math.max(facts.units, 2);
  const classOf = facts.units === 1 ? 'targets[:, 0].long()' : 'targets.argmax(1)';
  const judged = schedule.kind === 'plateau' || earlyStopping !== null;
  const plateau =
    schedule.kind === 'plateau'
      ? [
          '    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(\n',
          '        optimizer,\n',
          `        factor=${literal(schedule.factor)},\n`,
          `        patience=${schedule.patience - 1},\n`,
          `        threshold=${literal(schedule.minChange)},\n`,
          '        threshold_mode="abs",\n',
          `        min_lr=${literal(schedule.minRate)},\n`,
          '        eps=0,\n',
          '    )\n',
        ]
      : [];
  return [
    'def train(model, parts):\n',
    '    """Returns the figures of each epoch."""\n',
    optimizerOf(settings),
    ...plateau,
    changed
      ? '    samples_of_training = Samples(parts["train"], training=True)\n'
      : '    samples_of_training = Samples(parts["train"])\n',
    '    loader = DataLoader(samples_of_training, BATCH_SIZE, shuffle=True)\n',
    ...(weighted
      ? classWeights.kind === 'balanced'
        ? [
            '    labels = np.asarray(parts["train"].answers, int).reshape(-1)\n',
            `    weights = torch.tensor(balanced(labels, ${classes}), dtype=torch.float32).to(DEVICE)\n`,
          ]
        : ['    weights = torch.tensor(CLASS_WEIGHTS, dtype=torch.float32).to(DEVICE)\n']
      : []),
    '    history = []\n',
    ...(earlyStopping ? ['    best, waited = float("inf"), 0\n'] : []),
    ...(rated ? ['    step = 0\n'] : []),
    '    for epoch in range(EPOCHS):\n',
    ...(changed ? ['        samples_of_training.epoch = epoch\n'] : []),
    '        model.train()\n',
    '        total = 0\n',
    '        for samples, targets in loader:\n',
    '            samples, targets = samples.to(DEVICE), targets.to(DEVICE)\n',
    ...(rated
      ? [
          '            for group in optimizer.param_groups:\n',
          '                group["lr"] = learning_rate(step, len(loader))\n',
        ]
      : []),
    ...(weighted
      ? [
          `            classes = ${classOf}\n`,
          '            loss = (losses(model(samples), targets) * weights[classes]).mean()\n',
        ]
      : ['            loss = losses(model(samples), targets).mean()\n']),
    '            optimizer.zero_grad()\n',
    '            loss.backward()\n',
    ...clipLines(settings),
    '            optimizer.step()\n',
    ...(rated ? ['            step += 1\n'] : []),
    '            total += loss.item() * len(samples)\n',
    '        figures = {"epoch": epoch + 1, "loss": total / len(parts["train"])}\n',
    '        if "validation" in parts:\n',
    '            told = evaluated(model, parts["validation"])\n',
    '            figures |= {f"val_{name}": value for name, value in told.items()}\n',
    '        print(figures, flush=True)\n',
    '        history.append(figures)\n',
    ...(judged ? ['        judged = figures.get("val_loss", figures["loss"])\n'] : []),
    ...(schedule.kind === 'plateau' ? ['        schedule.step(judged)\n'] : []),
    ...(earlyStopping
      ? [
          '        waited += 1\n',
          `        if judged ${earlyStopping.minChange === 0 ? '' : `+ ${literal(earlyStopping.minChange)} `}< best:\n`,
          '            best, waited = judged, 0\n',
          ...(earlyStopping.keepBest ? ['            kept = copy.deepcopy(model.state_dict())\n'] : []),
          `        if epoch > 0 and waited >= ${earlyStopping.patience}:\n`,
          '            break\n',
        ]
      : []),
    ...(earlyStopping?.keepBest ? ['    model.load_state_dict(kept)\n'] : []),
    '    return history\n',
  ].join('');
}

const mainFunction = `def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="README.md says in which form")
    parser.add_argument(
        "--from-trained", action="store_true", help="start from model.safetensors"
    )
    parser.add_argument("--output", default="weights.safetensors", help="for Stride")
    given = parser.parse_args()
    torch.manual_seed(SEED)
    parts = load(given.data)
    if "validation" not in parts and VALIDATION_SHARE > 0:
        parts["train"], parts["validation"] = held_out(
            parts["train"], VALIDATION_SHARE, SEED
        )
    model = Network()
    if given.from_trained:
        model.load_state_dict(load_file("model.safetensors"))
    model.to(DEVICE)
    history = train(model, parts)
    save_stride_weights(model.state_dict(), given.output)
    with open("history.json", "w") as file:
        json.dump(history, file)
    if "test" in parts:
        print("Test:", evaluated(model, parts["test"]))
`;
