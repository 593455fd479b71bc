import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import { joined } from '../../src/core/interop/byte-source.ts';
import { type TfliteOptions, tfliteParts } from '../../src/core/interop/tflite/write.ts';
import { labelsOf } from '../../src/engine/data/dataset.ts';
import { loadDatasetNode } from '../../src/engine/data/node.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { createNodeEngine } from '../../src/engine/node/engine.ts';
import type { RunOutcome } from '../../src/engine/protocol.ts';
import { templates } from '../../templates/index.ts';
import { base64 } from './cases.ts';

/** Of the training: enough for a network that tells digits apart. */
const epochs = 4;

/** LeNet-5 trained on the digits by Stride's engine, as both kinds of file, with the test digits and what the engine says of them. */
export async function writeTrainedDigits(folder: string): Promise<void> {
  const loaded = await loadDatasetNode('digits');
  if (!loaded.ok) throw new Error(loaded.error.message);
  const dataset = loaded.value;
  const document = templates.find(({ id }) => id === 'lenet-5')?.build();
  const compiled = document && compileNetwork(document);
  if (!document || !compiled?.ok) throw new Error('LeNet-5 does not compile');
  const network = compiled.value;
  const settings = { ...document.training, epochs };
  const engine = createNodeEngine();
  try {
    const outcome = await new Promise<RunOutcome>((resolve) => {
      engine.train({ runId: 'digits', network, settings, dataset, backend: 'wasm', probe: null }, (event) => {
        if (event.type === 'finished') resolve(event.outcome);
      });
    });
    const weights = outcome.last?.weights;
    if (!weights) throw new Error(outcome.failure?.message ?? outcome.reason);
    const { test } = dataset.splits;
    if (test.samples.kind !== 'bytes') throw new Error('the digits are bytes');
    const images = normalized(test.samples.values, dataset);
    const { probabilities } = await engine.predict({
      network,
      weights,
      images,
      count: test.count,
      backend: 'wasm',
      withMaps: false,
    });
    const save = async (name: string, options: TfliteOptions): Promise<void> => {
      const file = tfliteParts(network, weights, options);
      if (!file.ok) throw new Error(file.error.map(({ message }) => message).join(' '));
      await writeFile(join(folder, name), joined([...file.value.parts()]));
    };
    await save('digits.tflite', {});
    await save('digits.int8.tflite', { weights: 'int8' });
    const record = {
      shape: [test.count, ...dataset.sampleShape],
      images: base64(images),
      labels: [...labelsOf(test)],
      said: probabilities.map((one) => one.indexOf(Math.max(...one))),
    };
    await writeFile(join(folder, 'digits.trained'), JSON.stringify(record));
  } finally {
    engine.destroy();
  }
}
