import type { Convention } from '../../../src/core/analysis/conventions.ts';
import type { Change } from '../../../src/core/analysis/preview.ts';
import type { DocumentDiff } from '../../../src/core/document/diff/diff.ts';
import { formatBytes, formatFull, formatPercent, formatSigned, formatTotal, type Locale } from '../../i18n/format.ts';

type Write = (value: number, locale: Locale) => string;

/** A figure of the whole, in the order in which they are shown; work by the reader's convention. */
export const totalsOf = ({ totals }: DocumentDiff, convention: Convention) =>
  [
    { key: 'compare:totals.layers', values: totals.layers, write: formatFull },
    { key: 'compare:totals.parameters', values: totals.parameters, write: formatFull },
    { key: 'compare:totals.trainable', values: totals.trainable, write: formatFull },
    { key: `analysis:convention.${convention}`, values: totals.work[convention], write: formatTotal },
    { key: 'compare:totals.weights', values: totals.weightBytes, write: formatBytes },
    { key: 'compare:totals.activations', values: totals.activationBytes, write: formatBytes },
    { key: 'compare:totals.training', values: totals.trainingBytes, write: formatBytes },
  ] as const satisfies readonly { readonly key: string; readonly values: Change; readonly write: Write }[];

/** `+50,416`; `null` where nothing differs. */
export const signedText = ([before, after]: Change, write: Write, locale: Locale): string | null =>
  before === after ? null : formatSigned(after - before, (size) => write(size, locale));

/** `+81.7 %` of what it was; `null` where it was nothing, or is the same. */
export const relativeText = ([before, after]: Change, locale: Locale): string | null =>
  before === after || before === 0
    ? null
    : formatSigned((after - before) / before, (share) => formatPercent(share, locale));
