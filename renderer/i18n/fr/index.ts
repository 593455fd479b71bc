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
import { shell } from './shell.ts';
import { start } from './start.ts';
import { train } from './train.ts';

export const fr = {
  shell,
  start,
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
