import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/build.mjs';

/**
 * `npm run conformance`: comparisons that need Python. Keras is installed into `.venv`, or into the environment that
 * STRIDE_PYTHON names (the path of its interpreter).
 */
const python = process.env.STRIDE_PYTHON ?? ownPython();
const folder = mkdtempSync(join(tmpdir(), 'stride-conformance-'));
try {
  run('recording with Stride', process.execPath, ['--import', 'tsx', 'conformance/record.ts', folder]);
  run('comparing with Keras', python, ['conformance/keras_parity.py', folder]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ownPython() {
  const venv = join(root, '.venv');
  const interpreter = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const ready = () =>
    existsSync(interpreter) && spawnSync(interpreter, ['-c', 'import keras, tensorflow']).status === 0;
  if (ready()) return interpreter;
  run('making .venv', 'python3', ['-m', 'venv', venv]);
  run('installing Keras', interpreter, ['-m', 'pip', 'install', '-q', '--retries', '0', 'keras', 'tensorflow-cpu']);
  return interpreter;
}

function run(what, command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`Conformance stopped while ${what}: ${error?.message ?? `exit code ${status}`}.`);
  process.exit(1);
}
