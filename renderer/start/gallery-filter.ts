import { type Convention, countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import type { Totals } from '../../src/core/analysis/types.ts';
import type { Template } from '../../templates/template.ts';
import type { GalleryState } from './gallery-figures.ts';
import type { NetworkType } from './network-type.ts';

export const orders = ['byYear', 'byParameters', 'byWork', 'byName'] as const;
export type Order = (typeof orders)[number];

export interface Choice {
  readonly query: string;
  readonly family: Template['family'] | 'all';
  readonly task: Template['task'] | 'all';
  readonly network: NetworkType | 'all';
  /** Only those that are meant to be trained here. */
  readonly trains: boolean;
  readonly order: Order;
}

export const everything: Choice = {
  query: '',
  family: 'all',
  task: 'all',
  network: 'all',
  trains: false,
  order: 'byYear',
};

/** Whether the choice can only be made with figures, which come one after the other. */
export const needsFigures = ({ network, order }: Choice): boolean =>
  network !== 'all' || order === 'byParameters' || order === 'byWork';

/** What a reader may type to find a template, in any language on the screen. */
export type Words = (template: Template) => string;

/** Templates of the choice in its order; those whose figures are still to come are last where figures decide. */
export function choose(
  templates: readonly Template[],
  choice: Choice,
  figures: GalleryState,
  words: Words,
  convention: Convention,
): readonly Template[] {
  const asked = fold(choice.query).split(/\s+/).filter(Boolean);
  const shown = templates.filter(
    (template) =>
      (choice.family === 'all' || template.family === choice.family) &&
      (choice.task === 'all' || template.task === choice.task) &&
      (choice.network === 'all' || figures[template.id]?.network === choice.network) &&
      (!choice.trains || template.trains) &&
      (asked.length === 0 || containsAll(fold(words(template)), asked)),
  );
  const total = (template: Template, of: (totals: Totals) => number) => {
    const totals = figures[template.id]?.totals;
    return totals ? of(totals) : Number.POSITIVE_INFINITY;
  };
  const parameters = (totals: Totals) => totals.parameters;
  const work = (totals: Totals) => countBy(convention, workOfTotals(totals));
  const compare: Readonly<Record<Order, (a: Template, b: Template) => number>> = {
    byYear: (a, b) => a.year - b.year,
    byParameters: (a, b) => difference(total(a, parameters), total(b, parameters)),
    byWork: (a, b) => difference(total(a, work), total(b, work)),
    byName: (a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }),
  };
  return shown.sort(compare[choice.order]);
}

/** Two unknown figures are equal, not `NaN` apart. */
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);

const containsAll = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

/** Without case and accents: "reseau" finds "Réseau". */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export interface Year {
  readonly year: number;
  readonly templates: readonly Template[];
}

/** Templates by year, oldest first; within a year as they came. */
export function byYear(templates: readonly Template[]): readonly Year[] {
  const years = new Map<number, Template[]>();
  for (const template of templates) years.set(template.year, [...(years.get(template.year) ?? []), template]);
  return [...years].sort(([a], [b]) => a - b).map(([year, of]) => ({ year, templates: of }));
}
