import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode as encodeJpeg } from 'jpeg-js';
import { combine, uniformStream } from '../src/engine/random.ts';
import type { BenchRow } from './bench.ts';

export const name =
  'Data: 10,000 photographs of 150×150 in a folder, imported, then opened again (Node, resident memory)';

const images = 10_000;
/** Pictures that differ; each lies in several files, so that drawing them does not take longer than the bench. */
const distinct = 250;
const side = 150;

/** What one process measured of one opening. */
interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly count: number;
  /** Processor time a picture. */
  readonly cpuMilliseconds: number;
  readonly skipped: number;
  readonly kind: string;
}

export async function run(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-bench-data-'));
  try {
    await draw(join(folder, 'pictures'));
    const cold = open(folder);
    const warm = open(folder);
    return [
      { opening: 'first', ...rowOf(cold), 'file bytes': await bytesOf(join(folder, 'pictures')) },
      { opening: 'again', ...rowOf(warm), 'file bytes': await bytesOf(join(folder, 'cache', 'data')) },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Photograph-like JPEGs: soft patches of colour under noise, so that they pack as photographs do. Every 1,000th is damaged. */
async function draw(folder: string): Promise<void> {
  const names = ['cats', 'dogs'];
  for (const className of names) await mkdir(join(folder, className), { recursive: true });
  const drawn = Array.from({ length: distinct }, (_, i) => drawOne(i));
  for (let i = 0; i < images; i++) {
    const bytes = i % 1000 === 999 ? new Uint8Array(2000) : (drawn[i % distinct] ?? new Uint8Array());
    await writeFile(join(folder, names[i % 2] ?? '', `${i}.jpg`), bytes);
  }
}

function drawOne(i: number): Uint8Array {
  const next = uniformStream(combine(i, 5));
  const data = new Uint8Array(side * side * 4);
  const waves = Array.from({ length: 3 }, () => ({ x: next() / 9, y: next() / 9, at: next() * 7 }));
  for (let pixel = 0; pixel < side * side; pixel++) {
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    const noise = next() * 24;
    for (const [channel, wave] of waves.entries()) {
      data[pixel * 4 + channel] = 115 + 100 * Math.sin(wave.x * x + wave.y * y + wave.at) + noise;
    }
    data[pixel * 4 + 3] = 255;
  }
  return encodeJpeg({ width: side, height: side, data }, 85).data;
}

/** In a process of its own, so that the memory is this opening's alone. */
function open(folder: string): Measured {
  const script = fileURLToPath(new URL('data-open.ts', import.meta.url));
  const run = spawnSync(process.execPath, ['--import', 'tsx', script, join(folder, 'pictures'), String(side)], {
    env: { ...process.env, STRIDE_CACHE: join(folder, 'cache') },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const measured: Measured = JSON.parse(run.stdout);
  return measured;
}

const rowOf = ({ cpuMilliseconds, ...others }: Measured) => ({ ...others, 'CPU ms/picture': cpuMilliseconds });

async function bytesOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
  const bytes = stats.reduce((sum, found) => sum + (found.isFile() ? found.size : 0), 0);
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
