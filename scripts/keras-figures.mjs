/**
 * Makes the golden figures of `templates/fixtures/` from per-layer dumps of keras.applications:
 *
 *   node scripts/keras-figures.mjs FOLDER
 *
 * FOLDER holds `<model>.json` files, each with `layers` (name, class_name, inbound, output_shape, params,
 * trainable_params) and totals. Only what the tests compare is kept, one line a layer.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const models = {
  'vgg-16': 'vgg16',
  'resnet-50': 'resnet50',
  'inception-v3': 'inception_v3',
  'inception-v3-notop': 'inception_v3_notop',
};

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/keras-figures.mjs FOLDER');
  process.exit(2);
}

for (const [template, model] of Object.entries(models)) {
  const dump = JSON.parse(readFileSync(join(folder, `${model}.json`), 'utf8'));
  const head = {
    source: `keras.applications ${model}, Keras ${dump.keras_version}`,
    total: dump.total_params,
    trainable: dump.trainable_params,
    nonTrainable: dump.non_trainable_params,
  };
  const layers = dump.layers.map((layer) =>
    JSON.stringify({
      name: layer.name,
      className: layer.class_name,
      outputShape: layer.output_shape.slice(1),
      parameters: layer.params,
      trainable: layer.trainable_params,
      inbound: layer.inbound.map(([name]) => name),
    }),
  );
  const text = `${JSON.stringify(head).slice(0, -1)},"layers":[\n${layers.join(',\n')}\n]}\n`;
  writeFileSync(join(import.meta.dirname, '../templates/fixtures', `${template}.json`), text);
}
