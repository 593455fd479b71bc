import { describe, expect, test } from 'vitest';
import { prepareDigit } from './digit.ts';
import { fitImage, type PixelImage, resizeArea, resizeBilinear, withChannels } from './images.ts';

const grey = (width: number, height: number, values: readonly number[]): PixelImage => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from(values),
});

describe('sizes', () => {
  test('bilinear, as tf.image.resize of TensorFlow gives it', () => {
    // tf.image.resize([[0, 100]], [1, 4]) = 0, 25, 75, 100; a 2×2 ramp to 4×4 has corners unchanged.
    expect([...resizeBilinear(grey(2, 1, [0, 100]), 1, 4).data]).toEqual([0, 25, 75, 100]);
    expect([...resizeBilinear(grey(4, 1, [0, 40, 80, 120]), 1, 2).data]).toEqual([20, 100]);
    expect([...resizeBilinear(grey(2, 2, [0, 80, 160, 240]), 4, 4).data]).toEqual([
      0, 20, 60, 80, 40, 60, 100, 120, 120, 140, 180, 200, 160, 180, 220, 240,
    ]);
  });

  test('by area, the mean brightness stays', () => {
    expect([...resizeArea(grey(4, 2, [0, 100, 200, 40, 0, 100, 0, 80]), 1, 2).data]).toEqual([50, 80]);
    expect([...resizeArea(grey(3, 1, [30, 60, 90]), 1, 2).data]).toEqual([40, 80]);
  });

  test('channels do not mix', () => {
    const image: PixelImage = { width: 2, height: 1, channels: 3, data: Uint8Array.of(10, 20, 30, 10, 20, 30) };
    expect([...fitImage(image, [2, 2, 3]).data]).toEqual([10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30]);
  });
});

describe('channels', () => {
  test('transparent parts show white', () => {
    const image: PixelImage = { width: 2, height: 1, channels: 4, data: Uint8Array.of(9, 9, 9, 0, 10, 20, 30, 255) };
    expect([...withChannels(image, 3).data]).toEqual([255, 255, 255, 10, 20, 30]);
  });

  test('green counts most in grey', () => {
    const image: PixelImage = {
      width: 3,
      height: 1,
      channels: 3,
      data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255),
    };
    expect([...withChannels(image, 1).data]).toEqual([76, 150, 29]);
  });

  test('grey becomes three equal channels', () => {
    expect([...withChannels(grey(1, 1, [7]), 3).data]).toEqual([7, 7, 7]);
  });
});

describe('a drawn digit', () => {
  /** A bar of ink 20 wide and 160 high, off to the left of a 280×280 canvas. */
  const bar = (ink: number, paper: number, left: number) =>
    grey(
      280,
      280,
      Array.from({ length: 280 * 280 }, (_, index) => {
        const [x, y] = [index % 280, Math.floor(index / 280)];
        return x >= left && x < left + 20 && y >= 5 && y < 165 ? ink : paper;
      }),
    );

  const inked = ({ data, width }: PixelImage) =>
    [...data.keys()]
      .filter((index) => (data[index] ?? 0) > 127)
      .map((index) => [index % width, Math.floor(index / width)]);

  test('comes to the middle at the size of the digits learned from', () => {
    const pixels = inked(prepareDigit(bar(255, 0, 3), [28, 28, 1]));
    expect(new Set(pixels.map(([x]) => x))).toEqual(new Set([13, 14]));
    expect(pixels).toHaveLength(32);
    expect(Math.min(...pixels.map(([, y = 0]) => y))).toBe(6);
  });

  test('dark on light is turned over, and where it was drawn does not matter', () => {
    const light = prepareDigit(bar(255, 0, 3), [28, 28, 1]);
    expect(prepareDigit(bar(0, 255, 200), [28, 28, 1])).toEqual(light);
  });

  test('a dot grows, an empty canvas stays empty, and other inputs are filled', () => {
    const dot = grey(
      28,
      28,
      Array.from({ length: 784 }, (_, index) => (index === 100 ? 255 : 0)),
    );
    expect(inked(prepareDigit(dot, [28, 28, 1]))).toHaveLength(256);
    expect(inked(prepareDigit(grey(9, 9, new Array(81).fill(0)), [28, 28, 1]))).toEqual([]);
    expect(inked(prepareDigit(grey(9, 9, new Array(81).fill(255)), [28, 28, 1]))).toEqual([]);
    expect(prepareDigit(dot, [32, 32, 3])).toMatchObject({ width: 32, height: 32, channels: 3 });
  });
});
