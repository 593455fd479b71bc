import { useTranslation } from 'react-i18next';
import type { Remedy, TrainingNote } from '../../../src/core/diagnosis/note.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useData, useDocument } from '../../app.ts';
import { formatDecimals, formatFull, formatPercent, formatPlain, formatSmall, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';

type Print = (value: number, locale: Locale) => string;

const small: Print = (value, locale) =>
  value === 0 || (value >= 100 && value < 1e6) ? formatFull(value, locale) : formatSmall(value, locale, 3);
const percent: Print = (value, locale) => formatPercent(value, locale, 1);
const plain: Print = (value, locale) => formatPlain(Number(value.toPrecision(4)), locale);
const times: Print = (value, locale) => formatDecimals(value, 1, locale);

/** How evidence is printed; whole numbers where nothing else is said. */
const prints: Readonly<Record<string, Print>> = {
  accuracy: percent,
  before: small,
  chance: small,
  deviation: times,
  down: small,
  fallen: percent,
  first: small,
  largest: small,
  last: small,
  length: small,
  loss: small,
  lowest: small,
  mean: times,
  points: percent,
  rate: plain,
  ratio: small,
  share: percent,
  times,
  up: small,
  valLoss: small,
  worst: small,
};

/** Title and evidence of a note in the user's language, with the figures that it rests on. */
export function useNoteText(): (
  note: TrainingNote,
  run: RunRecord,
) => { readonly title: string; readonly text: string } {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const nodes = useDocument((s) => s.document.graph.nodes);
  const classes = useData((data) => (data.state === 'ready' ? data.dataset.classes : null));
  return ({ id, nodeId, values }, run) => {
    const written = Object.entries(values).map(([name, value]) => [name, (prints[name] ?? formatFull)(value, locale)]);
    const named = Object.entries(run.network.nodeIds).find(([, node]) => node === nodeId)?.[0];
    const name = nodes[nodeId ?? '']?.name ?? named ?? '';
    const largest = id === 'majorityClass' ? (classes?.[values.largest ?? -1] ?? written[2]?.[1] ?? '') : undefined;
    const said = { ...Object.fromEntries(written), name, ...(largest === undefined ? {} : { largest }) };
    return { title: t(`notes.${id}.title`, said), text: t(`notes.${id}.text`, said) };
  };
}

/** What the button of a remedy says. */
export function useRemedyText(): (remedy: Remedy) => string {
  const { t } = useTranslation('train');
  const locale = useLocale();
  return (remedy) => {
    const value = remedy.kind === 'settings' && remedy.value !== undefined ? plain(remedy.value, locale) : '';
    return t(`remedies.${remedy.id}`, { value });
  };
}
