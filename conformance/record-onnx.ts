import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Records networks that `formats/onnx_torch.py` wrote, with ONNX Runtime's figures, as a fixture:
 * `node --import tsx conformance/record-onnx.ts FOLDER`.
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: record-onnx.ts FOLDER');
const names = ['resnet', 'mobilenet', 'unet', 'series', 'norms', 'gru', 'bilstm', 'last_fixed', 'mixer', 'attention'];
const read = (name: string, file: string): string =>
  readFileSync(join(folder, `torch_${name}`, file)).toString('base64');
const cases = names.map((name) => ({
  name,
  model: read(name, 'model.onnx'),
  input: read(name, 'test_data_set_0/input_0.pb'),
  output: read(name, 'test_data_set_0/output_0.pb'),
}));
const to = new URL('../src/engine/network/fixtures/onnx-torch.json.gz', import.meta.url);
writeFileSync(to, gzipSync(JSON.stringify(cases), { level: 9 }));
