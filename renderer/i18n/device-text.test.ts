import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviceText } from './device-text.ts';
import { changeLocale, startI18n } from './i18n.ts';

beforeAll(() => startI18n('fr'));
afterAll(() => changeLocale('en'));

it('counts threads in French, and leaves names of devices as they are', () => {
  expect(deviceText('JavaScript, 1 thread')).toBe('JavaScript, 1 fil');
  expect(deviceText('4 threads, SIMD')).toBe('4 fils, SIMD');
  expect(deviceText('NVIDIA GeForce RTX 4090')).toBe('NVIDIA GeForce RTX 4090');
});
