import { snakeCase } from '../../document/names.ts';
import { type FileLayer, type FileModel, inputClass } from './model-file.ts';
import { isOperation } from './operations/operation.ts';

/** Group of each layer in a `.keras` file's weights, models in models included: `layers/functional_1/layers/dense`. */
export function storePaths(model: FileModel, prefix = '', found = new Map<FileLayer, string>()) {
  const used = new Map<string, number>();
  for (const layer of model.layers) {
    if (isOperation(layer)) continue;
    // A Sequential does not list the input that it made itself.
    if (model.className === 'Sequential' && layer.className === inputClass) continue;
    const stem = snakeCase(layer.className.replace(/^.*>/, ''));
    const number = used.get(stem) ?? 0;
    used.set(stem, number + 1);
    const path = `${prefix}layers/${number === 0 ? stem : `${stem}_${number}`}`;
    found.set(layer, path);
    if (layer.model) storePaths(layer.model, `${path}/`, found);
  }
  return found;
}

/** Layers that have weights of their own, in the order of the model, each once; whether each is trained. */
export function leavesOf(
  model: FileModel,
  isTrained = true,
): readonly { readonly layer: FileLayer; readonly isTrained: boolean }[] {
  return model.layers.flatMap((layer) => {
    const trained = isTrained && layer.config.trainable !== false;
    return layer.model ? leavesOf(layer.model, trained) : [{ layer, isTrained: trained }];
  });
}
