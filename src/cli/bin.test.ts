import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('./bin.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stride-bin-'));
afterAll(() => rmSync(folder, { recursive: true }));

function spawned(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the stride command as its own process', () => {
  it('prints nothing but JSON on stdout', () => {
    const { status, stdout, stderr } = spawned('templates', '--json');
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).length).toBeGreaterThan(6);
  });

  it('makes, checks and sums up a network', () => {
    expect(spawned('generate', 'INPUT 28x28x1 -> [CONV 8 -> RELU -> POOL]*2 -> FC 10', '-o', 'net.json').status).toBe(
      0,
    );
    expect(spawned('validate', 'net.json')).toMatchObject({ status: 0, stdout: 'ConvNet: no problems\n' });
    expect(JSON.parse(spawned('summary', 'net.json', '--json').stdout).layers).toHaveLength(7);
  });

  it('answers wrong use with one line on stderr and exit code 2', () => {
    const { status, stdout, stderr } = spawned('summary', 'lenet-6');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^stride: lenet-6 is neither a file nor a template .*\n$/);
  });
});
