import { Replace, Snowflake } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { replaceLayer } from '../../src/core/document/replace.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { freeze } from '../canvas/freeze-actions.ts';
import { askReplacement, replaceBy, setMode } from '../canvas/operate-actions.ts';
import { replacementsFor } from '../canvas/replace-list.ts';
import { canvasOf } from '../canvas/store.ts';
import { offerHandlers } from '../canvas/use-offer.ts';
import { layerText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/choice.tsx';
import { Menu } from '../ui/overlay.tsx';
import { useTried } from './fields/use-tried.ts';
import styles from './operating.module.css';

const modes = ['on', 'bypass', 'mute'] as const;
type Working = (typeof modes)[number];

/** Whether the selected layers work, pass their input on or let nothing through; what one of them could be instead. */
export function Operating({ ids }: { readonly ids: readonly string[] }) {
  const app = useApp();
  const { t } = useTranslation('define');
  // Layers that differ: none of the three is on.
  const mode = useDocument((s): Working | 'mixed' => {
    const found = new Set(ids.map((id) => s.document.graph.nodes[id]?.mode ?? 'on'));
    const [only = 'on'] = found;
    return found.size > 1 ? 'mixed' : only;
  });
  const change = (next: Working | 'mixed') => {
    if (next !== 'mixed') setMode(app, ids, next === 'on' ? null : next);
  };
  const tried = useTried(change);
  const [id, ...others] = ids;
  return (
    <div className={styles.operating}>
      <Segmented<Working | 'mixed'>
        label={t('mode.label')}
        value={mode}
        choices={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
        onChange={change}
        onHighlight={tried}
      />
      <FreezeButton ids={ids} />
      {id !== undefined && others.length === 0 ? <ReplaceMenu id={id} /> : null}
    </div>
  );
}

function FreezeButton({ ids }: { readonly ids: readonly string[] }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const nodes = useAnalysis((s) => s.analysis.nodes);
  const able = ids.filter((id) => (nodes[id]?.parameters.total ?? 0) > 0);
  const frozen = useDocument((s) => able.length > 0 && able.every((id) => s.document.graph.nodes[id]?.frozen));
  if (able.length === 0) return null;
  return (
    <IconButton
      size="small"
      label={t(frozen ? 'mode.unfreeze' : 'mode.freeze')}
      pressed={frozen}
      onClick={() => freeze(app, able, !frozen)}
    >
      <Snowflake size={14} />
    </IconButton>
  );
}

function ReplaceMenu({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const node = useDocument((s) => s.document.graph.nodes[id]);
  const analysis = useAnalysis((s) => s.analysis);
  const { family, others } = useMemo(
    () => (node ? replacementsFor(node, analysis) : { family: [], others: [] }),
    [node, analysis],
  );
  if (family.length + others.length === 0) return null;
  const entries = family.map(({ kind }) => {
    const { title } = layerText(kind, locale);
    const command = replaceLayer(app.documents.getState().document, id, kind);
    const offer = offerHandlers(app.previews, command ? [command] : [], title);
    return { id: kind, label: title, offer, run: () => replaceBy(app, id, kind, title) };
  });
  const other = { id: 'other', label: t('menu.replaceOther'), run: () => askReplacement(app) };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="small" label={`${t('menu.replace')}…`}>
          <Replace size={14} />
        </IconButton>
      }
      groups={entries.length > 0 ? [entries, [other]] : [[other]]}
      onClosed={(event) => {
        app.previews.clear();
        // The list that has opened keeps the focus.
        if (canvasOf(app).store.getState().replacing !== null) event.preventDefault();
      }}
    />
  );
}
