import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { analyze } from '../../../src/core/analysis/analyze.ts';
import type { Remedy } from '../../../src/core/diagnosis/note.ts';
import { commandsOf } from '../../../src/core/diagnosis/remedies.ts';
import { applyCommand } from '../../../src/core/document/commands.ts';
import { diffDocuments } from '../../../src/core/document/diff/diff.ts';
import { listDifferences } from '../../../src/core/document/diff/differences.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import { differingSettings, flatSettings } from '../../../src/core/runs/settings.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { useSettingText } from '../../runs/setting-text.ts';
import { differenceText } from '../../shell/compare/difference-text.ts';
import type { Network } from '../../shell/compare/sides.ts';

/** One thing that a remedy would change: a setting of the training, or a layer. */
interface RemedyLine {
  readonly name: string;
  /** "0.01 → 0.001". */
  readonly change: string;
}

/** What a remedy would change in a document, in the reader's words: the settings first, then the layers in their order. */
export function useRemedyLines(remedy: Remedy, document: StrideDocument): readonly RemedyLine[] {
  const { t } = useTranslation(['compare', 'runs']);
  const locale = useLocale();
  const setting = useSettingText();
  const changed = useMemo(() => commandsOf(remedy, document).reduce(applyCommand, document), [remedy, document]);
  const layers = useMemo(() => layerLines(document, changed), [document, changed]);
  const [before, after] = [flatSettings(document.training), flatSettings(changed.training)];
  // A union that was left out has fields of its own in place of a plain null.
  const textOf = (flat: typeof before, key: string): string =>
    Object.keys(flat).some((other) => other.startsWith(`${key}.`)) && !(key in flat)
      ? t('runs:yes')
      : setting.textOf(key, flat[key] ?? null);
  const settings = differingSettings([{ settings: document.training }, { settings: changed.training }]).map((key) => ({
    name: setting.nameOf(key),
    change: t('compare:arrow', { before: textOf(before, key), after: textOf(after, key) }),
  }));
  return [
    ...settings,
    ...layers.list.map((one) => {
      const { word, name, summary } = differenceText(one, layers.networks, t, locale);
      return { name, change: one.kind === 'changed' ? summary : `${word} · ${summary}` };
    }),
  ];
}

/** Layers that differ themselves; what only follows from them is not told. */
function layerLines(before: StrideDocument, after: StrideDocument) {
  const [left, right] = [networkOf(before), networkOf(after)];
  if (before.graph === after.graph) return { networks: { left, right }, list: [] };
  const diff = diffDocuments(before, after, left.analysis, right.analysis);
  const list = listDifferences(before, after, diff, left.analysis, right.analysis);
  return { networks: { left, right }, list: list.filter(({ kind }) => kind !== 'affected') };
}

const networkOf = (document: StrideDocument): Network => ({
  document,
  analysis: analyze(document.graph),
  origin: { kind: 'now' },
});
