import { expect, test } from 'vitest';
import { fitHead, fitMeta, fitStrip } from './fit.ts';

/** Every letter as wide as half of its size: the arithmetic is then that of counting. */
const measure = (text: string, size: number) => (text.length * size) / 2;

test('hyper-parameters are said shorter where they do not fit, never cut', () => {
  expect(fitHead('Conv2D', '3×3, 256', 'near', measure)).toEqual({ title: 'Conv2D', spec: '3×3, 256' });
  expect(fitHead('Conv3D', '3×3×3/2, 128', 'near', measure)).toEqual({ title: 'Conv3D', spec: '3×3×3/2,128' });
  expect(fitHead('Conv3D', '3×3×3/2, 1024', 'middle', measure)).toEqual({ title: 'Conv3D', spec: '3×3×3/2' });
  expect(fitHead('Reverse embedding', '→1000', 'near', measure).spec).toBe('');
  expect(fitHead('Conv2D', '3×3, 64', 'far', measure).spec).toBe('');
});

test('a name that is too long ends in an ellipsis', () => {
  const { title, spec } = fitHead('SqueezeExciteWithAttention', '', 'near', measure);
  expect(title).toBe('SqueezeExciteWith…');
  expect(spec).toBe('');
});

test('beside a long shape the percent goes, then the figure', () => {
  const texts = { shape: '14×14×64', amount: '12.4 K', percent: '32 %' };
  expect(fitMeta(texts, 'near', measure)).toEqual(texts);
  expect(fitMeta({ ...texts, shape: '29×112×10240' }, 'near', measure)).toMatchObject({
    amount: '12.4 K',
    percent: '',
  });
  expect(fitMeta({ ...texts, shape: '14×112×112×1024' }, 'middle', measure)).toMatchObject({ amount: '', percent: '' });
  expect(fitMeta(texts, 'far', measure).percent).toBe('');
});

test('a strip prints its figure where its name has room beside it', () => {
  // 9 and 5 letters of 5.5 px with 8 px between them fit into 114 px; 9 and 6 of 7.25 px do not, 9 and 2 do.
  expect(fitStrip('BatchNorm', '1,024', 'near', measure)).toBe('1,024');
  expect(fitStrip('BatchNorm', '10,240', 'far', measure)).toBe('');
  expect(fitStrip('BatchNorm', '64', 'far', measure)).toBe('64');
});
