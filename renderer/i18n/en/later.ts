import { analysis } from './analysis.ts';
import { augment } from './augment.ts';
import { compare } from './compare.ts';
import { compile } from './compile.ts';
import { control } from './control.ts';
import { data } from './data.ts';
import { define } from './define.ts';
import { evaluate } from './evaluate.ts';
import { inspect } from './inspect.ts';
import { keys } from './keys.ts';
import { runs } from './runs.ts';
import { train } from './train.ts';

/** What the editor and its dialogs say: namespaces that the start screen does not wait for. */
export const later = {
  analysis,
  augment,
  compare,
  define,
  compile,
  control,
  data,
  train,
  evaluate,
  runs,
  inspect,
  keys,
};
