import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const side = 64;

/** Fur in stripes at any angle (cats) or in round spots (dogs), in any colour, under any light, with noise. */
function fur(kind: 'cats' | 'dogs', random: () => number): Uint8Array {
  const [angle, wave, phase] = [random() * Math.PI, 5 + 6 * random(), random() * 9];
  const coat = [0, 1, 2].map(() => 60 + 150 * random());
  const spots = Array.from({ length: 9 }, () => [random() * side, random() * side, 4 + 5 * random()] as const);
  const light = 0.6 + 0.6 * random();
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const dark =
        kind === 'cats'
          ? Math.sin((2 * Math.PI * along) / wave + phase) > 0
          : spots.some(([sx, sy, radius]) => (x - sx) ** 2 + (y - sy) ** 2 < radius ** 2);
      for (let c = 0; c < 3; c++) {
        const value = (coat[c] ?? 0) * light * (dark ? 0.35 : 1) + 30 * (random() - 0.5);
        pixels[(y * side + x) * 3 + c] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return pixels;
}

/** `train` and `validation` folders with a folder of photograph-like pictures for each of two classes. */
export async function writePets(folder: string, counts: { readonly train: number; readonly validation: number }) {
  const random = randomFrom(20);
  for (const [split, count] of Object.entries(counts)) {
    for (const kind of ['cats', 'dogs'] as const) {
      const path = join(folder, split, kind);
      await mkdir(path, { recursive: true });
      for (let i = 0; i < count; i++) {
        const data = fur(kind, random);
        await writeFile(join(path, `${kind}-${i}.png`), encode({ width: side, height: side, channels: 3, data }));
      }
    }
  }
}

/** `images` and `masks`: one bright disc on a dark ground, the class of its pixels 1. */
export async function writeDiscs(folder: string, count: number, size: number): Promise<void> {
  const random = randomFrom(4);
  for (const name of ['images', 'masks']) await mkdir(join(folder, name), { recursive: true });
  for (let i = 0; i < count; i++) {
    const [cx, cy, radius] = [random() * size, random() * size, size * (0.2 + 0.15 * random())];
    const inside = Array.from({ length: size * size }, (_, at) => {
      return ((at % size) - cx) ** 2 + (Math.floor(at / size) - cy) ** 2 < radius ** 2;
    });
    const image = Uint8Array.from(inside, (one) => (one ? 170 : 60) + 60 * random());
    const mask = Uint8Array.from(inside, Number);
    const shape = { width: size, height: size, channels: 1 } as const;
    await writeFile(join(folder, 'images', `${i}.png`), encode({ ...shape, data: image }));
    await writeFile(join(folder, 'masks', `${i}.png`), encode({ ...shape, data: mask }));
  }
}
