import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileNetwork } from '../../core/compile/compile.ts';
import { decodeTensor } from '../../core/interop/onnx/decode.ts';
import { readOnnx } from '../../core/interop/onnx/read/read.ts';
import { constantOf } from '../../core/interop/onnx/read/values.ts';
import { startForTest } from '../testing/backends.ts';
import { apart, type Numbers, runRead } from '../testing/onnx-figures.ts';

const recorded = z.array(z.object({ name: z.string(), model: z.string(), input: z.string(), output: z.string() }));
const file = readFileSync(new URL('fixtures/onnx-torch.json.gz', import.meta.url));
/** Networks that PyTorch exported, with an input and what ONNX Runtime made of it (`conformance/record-onnx.ts`). */
const cases = recorded.parse(JSON.parse(gunzipSync(file).toString()));

function numbers(text: string): Numbers {
  const tensor = decodeTensor(Buffer.from(text, 'base64'));
  const constant = tensor && constantOf(tensor);
  if (!constant) throw new Error('no tensor');
  return { shape: constant.dims, values: Float32Array.from(constant.values) };
}

beforeAll(() => startForTest('cpu'));

describe('ONNX files of PyTorch', () => {
  it.each(cases)('$name computes what ONNX Runtime computes', async ({ model, input, output }) => {
    const read = await readOnnx(Buffer.from(model, 'base64'), async () => null);
    if (!read.ok) throw new Error(read.error.message);
    const { document, report, weights, withoutWeights } = read.value;
    expect(report.custom).toEqual([]);
    expect(withoutWeights).toBeNull();
    const compiled = compileNetwork(document);
    if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
    const isTurned = report.changed.some(({ code }) => code === 'channelsFirst');
    const [found] = runRead(compiled.value, weights ?? [], [numbers(input)], isTurned);
    expect(apart(numbers(output), found)).toBeLessThan(1e-5);
  });
});
