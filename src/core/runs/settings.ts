import { isOptimizerNumber, optimizerNumbers } from '../document/optimizer-numbers.ts';
import type { RunRecord } from '../document/runs.ts';
import type { TrainingSettings } from '../document/schema.ts';
import { smoothable } from '../document/tasks.ts';
import type { CsvCell } from '../figures/tables.ts';

/** What a cell of a table of runs holds; `null`: there is nothing. */
export type Cell = CsvCell;

/** Settings as one level of names and plain values: `schedule` its kind, `schedule.factor` what that kind has. */
export function flatSettings(settings: Partial<TrainingSettings>): Readonly<Record<string, Cell>> {
  const flat: Record<string, Cell> = {};
  for (const [key, value] of Object.entries(settings)) put(flat, key, value);
  return flat;
}

/** What tells the variants of a union apart is the value of the whole. */
const namesOfKind = ['kind', 'source'] as const;

function put(flat: Record<string, Cell>, key: string, value: unknown): void {
  if (value === undefined) return;
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    flat[key] = value;
  } else if (Array.isArray(value)) {
    flat[key] = value.some((item) => typeof item === 'object') ? JSON.stringify(value) : value.join(', ');
  } else {
    const fields = Object.entries(value);
    const kind = fields.find(([name]) => namesOfKind.some((known) => known === name));
    for (const [name, field] of kind ? [[key, kind[1]] as const, ...fields.filter((one) => one !== kind)] : fields)
      put(flat, name === key ? key : `${key}.${name}`, field);
  }
}

/** Names of settings that are not the same in all of these runs, in the order of the first that has them. */
export function differingSettings(runs: readonly Pick<RunRecord, 'settings'>[]): readonly string[] {
  const flat = runs.map(({ settings }) => flatSettings(settings));
  return settingNames(runs).filter((name) => new Set(flat.map((one) => one[name] ?? null)).size > 1);
}

/** Every setting that one of these runs has. */
export const settingNames = (runs: readonly Pick<RunRecord, 'settings'>[]): readonly string[] => [
  ...new Set(runs.flatMap(({ settings }) => Object.keys(flatSettings(settings)))),
];

/** Whether a setting (by its flat name) changes nothing beside the others: a number of another optimizer, a limit that is off. */
export function isIdle(name: string, settings: TrainingSettings): boolean {
  if (isOptimizerNumber(name)) return !optimizerNumbers[settings.optimizer].includes(name);
  switch (name) {
    case 'clipping.limit':
      return settings.clipping.kind === 'none';
    case 'labelSmoothing':
      return !smoothable.has(settings.loss);
    case 'huberDelta':
      return settings.loss !== 'huber';
    case 'focalGamma':
      return settings.loss !== 'categoricalFocalCrossentropy' && settings.loss !== 'binaryFocalCrossentropy';
    case 'focalAlpha':
      return settings.loss !== 'categoricalFocalCrossentropy';
    case 'topK':
      return !settings.metrics.includes('topKAccuracy');
    case 'augmentation.fill':
      return settings.augmentation.steps.length === 0;
    case 'augmentation.fillValue':
      return (
        settings.augmentation.fill !== 'constant' && settings.augmentation.steps.every(({ kind }) => kind !== 'cutout')
      );
    default:
      return false;
  }
}
