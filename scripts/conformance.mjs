import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/build.mjs';

/**
 * `npm run conformance`: comparisons that need Python. Keras and PyTorch are installed into `.venv`, or taken from the
 * environment that STRIDE_PYTHON names (the path of its interpreter). What was compared is written to docs/conformance.md.
 */
const python = process.env.STRIDE_PYTHON ?? ownPython();
const folder = mkdtempSync(join(tmpdir(), 'stride-conformance-'));
try {
  const networks = join(folder, 'networks');
  const training = join(folder, 'training');
  mkdirSync(training);
  run('recording networks with Stride', process.execPath, tsx('conformance/record-networks.ts', networks));
  const keras = run('comparing networks with Keras', python, ['conformance/keras_networks.py', networks]);
  const torch = run('comparing layers with PyTorch', python, ['conformance/torch_layers.py', networks]);
  run('recording training with Stride', process.execPath, tsx('conformance/record.ts', training));
  const parity = run('comparing training with Keras', python, ['conformance/keras_parity.py', training]);
  const logs = join(folder, 'logs');
  run('writing a log', process.execPath, tsx('conformance/record-logs.ts', logs));
  const board = run('reading the log with TensorBoard', python, ['conformance/tensorboard_logs.py', logs]);
  const files = join(folder, 'keras-files');
  run('writing Keras files', process.execPath, tsx('conformance/formats/keras.ts', files));
  const opened = run('opening them in Keras', python, ['conformance/formats/keras.py', files]);
  const inner = join(folder, 'nested-files');
  run('writing groups as nested models', process.execPath, tsx('conformance/formats/nested.ts', inner));
  const nested = run('opening them in Keras', python, ['conformance/formats/keras_nested.py', inner]);
  const small = join(folder, 'tflite-files');
  run('writing TensorFlow Lite files', process.execPath, tsx('conformance/formats/tflite.ts', small));
  const lite = run('running them in TensorFlow Lite', python, ['conformance/formats/tflite.py', small]);
  const graphs = join(folder, 'onnx-files');
  run('writing ONNX files', process.execPath, tsx('conformance/formats/onnx.ts', graphs));
  const onnx = run('running them in ONNX Runtime', python, ['conformance/formats/onnx.py', graphs]);
  const foreign = join(folder, 'onnx-foreign');
  mkdirSync(foreign);
  run('exporting networks of PyTorch as ONNX', python, ['conformance/formats/onnx_torch.py', foreign]);
  const read = [
    run('reading ONNX files of Stride', process.execPath, tsx('conformance/formats/onnx-read.ts')),
    run(
      'reading ONNX files of others',
      process.execPath,
      tsx('conformance/formats/onnx-foreign.ts', foreign, ...onnxTests()),
    ),
  ].join('\n');
  const sources = join(folder, 'keras-code');
  run('writing Keras code', process.execPath, tsx('conformance/formats/keras-code.ts', sources));
  const code = run('running it in Keras', python, ['conformance/formats/keras_code.py', sources]);
  const modules = join(folder, 'torch-code');
  run('writing PyTorch code', process.execPath, tsx('conformance/formats/torch-code.ts', modules));
  const module = run('running it in PyTorch', python, ['conformance/formats/torch_code.py', modules]);
  const trains = run('training with exported code', process.execPath, tsx('conformance/formats/train-code.ts'));
  const cluster = join(folder, 'ray');
  const here = run(
    'training LeNet-5, and writing it for Ray',
    process.execPath,
    tsx('conformance/formats/ray.ts', 'write', cluster),
  );
  run('training it with two workers of Ray', python, [
    join(cluster, 'train_ray.py'),
    ...['--data', join(cluster, 'digits.npz'), '--storage', join(cluster, 'runs')],
    ...['--workers', '2', '--output', join(cluster, 'weights.safetensors')],
  ]);
  const home = run('taking its weights home', process.execPath, tsx('conformance/formats/ray.ts', 'home', cluster));
  const scripts = join(folder, 'tfjs-code');
  const script = run('running TensorFlow.js code', process.execPath, tsx('conformance/formats/tfjs-code.ts', scripts));
  const trips = run('taking files there and back', process.execPath, tsx('conformance/formats/round-trips.ts'));
  const ray = `${here.trim()}\n\n${home}`;
  const compared = {
    keras,
    torch,
    parity,
    board,
    opened,
    nested,
    lite,
    onnx,
    read,
    code,
    module,
    trains,
    ray,
    script,
    trips,
  };
  writeFileSync(join(root, 'docs/conformance.md'), page(compared));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tsx(...args) {
  return ['--import', 'tsx', ...args];
}

/** The page that the README links: what the last run that passed compared. */
function page({
  keras,
  torch,
  parity,
  board,
  opened,
  nested,
  lite,
  onnx,
  read,
  code,
  module,
  trains,
  ray,
  script,
  trips,
}) {
  return `# Conformance

Written by \`npm run conformance\`, which compares with Keras and PyTorch on this machine; only a run without a difference
writes it. Weights and inputs are the same on both sides. A gap is the largest difference of an output, in parts of its largest
value or of 1.

## Networks and layers against Keras

Shapes, weights (names, shapes, which are trained) and parameter counts of random networks with branches, of every kind of layer
over random params, and of every template; outputs of those that are small enough to run.

${keras.trim()}

## Layers against PyTorch

${torch.trim()}

## Training against Keras

Small networks trained from the same weights on the same batch, with every optimizer and loss: the largest differences of the
loss and of a trained weight, the latter in parts of what training changed.

\`\`\`
${parity.trim()}
\`\`\`

## Logs in TensorBoard

The log of a run, read with TensorBoard's own reader.

${board.trim()}

## Files for Keras

Templates, kinds of layers and random networks with random weights, written as \`.keras\` and \`.h5\` and opened by Keras: the
largest difference of an output, in parts of its size.

${opened.trim()}

## Groups as nested models

Templates with groups, and random networks with drawn ones, written as \`.keras\`, \`.h5\` and Keras code with each group as a
model in the model: the largest difference of an output, in parts of its largest value. The layers of each model are compared by
name and order, and the places and bytes of weights with those of the file that Keras makes when it saves the model again.

${nested.trim()}

## Files for TensorFlow Lite

The same as \`.tflite\`, run by TensorFlow Lite on one sample and on several, with float32 weights and with int8 weights: the
largest difference of an output, in parts of its size. Int8 is judged by what a trained LeNet-5 says of the test digits.

${lite.trim()}

## Files for ONNX

The same as \`.onnx\` of opset 17, checked by ONNX and run by ONNX Runtime on one sample and on several, images with their
channels last and first: the largest difference of an output, in parts of its size.

${onnx.trim()}

## ONNX files that are read

Networks of Stride written and read again, and networks of PyTorch and the cases of ONNX's own tests (Debian's libonnx-testdata,
where it is installed; inputs after the first are taken for weights), with the figures that are recorded with them.

${read.trim()}

## Keras code

The same as Python, run by Keras with the weights beside it: the largest difference of an output, in parts of its largest value.

${code.trim()}

## PyTorch code

The same as an \`nn.Module\`, run by PyTorch with the weights beside it: the largest difference of an output, in parts of its
largest value.

${module.trim()}

## Training with exported code

The \`train.py\` of the Keras and of the PyTorch code and Stride's engine, from the same weights on the same samples, all of them one
batch: the largest difference of an epoch's loss, in parts of it. What draws numbers of its own has to run.

${trains.trim()}

## Ray

LeNet-5 trained on the digits by Stride, and by two workers of Ray from the exported project, whose weights came home.

${ray.trim()}

## TensorFlow.js code

The same as JavaScript, run in Node by plain TensorFlow.js with the weights beside it: the largest difference of an output, in
parts of its largest value. Parameters are counted, and the code is held against a formatter.

${script.trim()}

## There and back

The same written in one format, opened, written in another and opened: layers with their settings and wires, the bytes of
weights, the bytes of the first format's files when it is written again, and groups where they are written as nested models.

${trips.trim()}
`;
}

/** ONNX's own tests, where Debian has put them. */
function onnxTests() {
  const data = '/usr/share/libonnx-testdata/data';
  return existsSync(data) ? readdirSync(data).map((name) => join(data, name)) : [];
}

function ownPython() {
  const venv = join(root, '.venv');
  const interpreter = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const ready = () =>
    existsSync(interpreter) &&
    spawnSync(interpreter, ['-c', 'import keras, tensorflow, tensorboard, torch, safetensors, ray, onnx, onnxruntime'])
      .status === 0;
  if (ready()) return interpreter;
  run('making .venv (is python3 with its venv module installed?)', 'python3', ['-m', 'venv', venv]);
  const pip = ['-m', 'pip', 'install', '-q', '--retries', '0'];
  run('installing Keras, TensorFlow, TensorBoard and ONNX Runtime with pip', interpreter, [
    ...pip,
    'keras',
    'tensorflow-cpu',
    'tensorboard',
    'onnx',
    'onnxruntime',
    'safetensors',
    'ray[train]',
  ]);
  // From PyPI it would come with gigabytes for graphics cards.
  const cpuOnly = ['--index-url', 'https://download.pytorch.org/whl/cpu'];
  run('installing PyTorch with pip', interpreter, [...pip, ...cpuOnly, 'torch']);
  return interpreter;
}

/** Runs to the end and returns what it printed; stops everything where it fails. */
function run(what, command, args) {
  console.log(`${what} …`);
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, STRIDE_PYTHON: python, TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: '0' },
  });
  process.stdout.write(result.stdout ?? '');
  if (result.status === 0) return result.stdout;
  console.error(`Conformance stopped while ${what}: ${result.error?.message ?? `exit code ${result.status}`}.`);
  process.exit(1);
}
