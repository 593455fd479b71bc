import { Ellipsis, Group as GroupIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { groupTotals } from '../../src/core/analysis/groups.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import type { Group } from '../../src/core/document/schema.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useDocument, useUi } from '../app.ts';
import { deleteSelection, duplicateSelection, fitSelection, ungroup } from '../canvas/actions.ts';
import { renameGroup } from '../canvas/group-actions.ts';
import { askSaveBlock } from '../canvas/own-blocks.ts';
import { formatBytes, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Menu } from '../ui/overlay.tsx';
import { CommonSettings } from './common-settings.tsx';
import { GroupPath } from './group-path.tsx';
import styles from './inspector.module.css';
import { Largest } from './largest.tsx';
import { Slowest } from './slowest.tsx';
import { useDerivations } from './why/use-derivations.ts';
import { WhyFigure } from './why/why-figure.tsx';

/** A group that is selected as a whole: what its layers sum up to, and the settings that all of them have. */
export function GroupInspector({ group }: { readonly group: Group }) {
  const { t } = useTranslation(['define', 'analysis']);
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const groups = useDocument((s) => s.document.groups);
  const analysis = useAnalysis((s) => s.analysis);
  const why = useDerivations(group.id);
  const ids = nodesWithin(groups).get(group.id) ?? [];
  const totals = groupTotals(groups, analysis)[group.id];
  if (!totals) return null;
  const least = totals.unknown > 0 ? '≥\u00a0' : '';
  return (
    <div className={styles.body}>
      <GroupHead group={group} layers={totals.layers} />
      <div className={styles.scroll}>
        <GroupPath groups={groups} of={group} />
        <dl className={styles.totals}>
          <WhyFigure
            label={t('inspector.params')}
            value={least + formatTotal(totals.parameters, locale)}
            derivations={why}
            codes={['parameters', 'weightBytes']}
          />
          <WhyFigure
            label={t(`analysis:convention.${convention}`)}
            value={least + formatTotal(countBy(convention, workOfTotals(totals)), locale)}
            derivations={why}
            codes={['macs', 'flops', 'ops']}
          />
          <WhyFigure
            label={t('inspector.activationsTotal')}
            value={least + formatBytes(totals.activationBytes, locale)}
            derivations={why}
            codes={['activationsBytes']}
          />
          <WhyFigure
            label={t('inspector.outputLabel')}
            value={totals.output ? formatShape(totals.output) : '?'}
            derivations={why}
            codes={['output']}
          />
        </dl>
        <Largest ids={ids} />
        <Slowest ids={ids} />
        <CommonSettings ids={ids} />
      </div>
    </div>
  );
}

function GroupHead({ group, layers }: { readonly group: Group; readonly layers: number }) {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <header className={styles.head}>
      <span className={styles.plainTile}>
        <GroupIcon size={18} />
      </span>
      <div className={styles.titles}>
        <TextField
          label={t('group.name')}
          value={group.name}
          className={styles.name ?? ''}
          onCommit={(name) => renameGroup(app, group, name)}
        />
        <p>{t('inspector.group', { layers: t('count.layers', { count: layers }) })}</p>
      </div>
      <Menu
        align="end"
        trigger={
          <IconButton size="small" label={t('inspector.groupMenu')}>
            <Ellipsis size={14} />
          </IconButton>
        }
        groups={[
          [
            { id: 'fit', label: t('tools.fitSelection'), run: () => fitSelection(app) },
            { id: 'ungroup', label: t('menu.ungroup'), shortcut: 'Ctrl Shift G', run: () => ungroup(app, group.id) },
            { id: 'saveBlock', label: t('menu.saveBlock'), run: () => askSaveBlock(app) },
          ],
          [
            { id: 'duplicate', label: t('menu.duplicate'), shortcut: 'Ctrl D', run: () => duplicateSelection(app) },
            { id: 'delete', label: t('menu.delete'), shortcut: 'Del', run: () => deleteSelection(app) },
          ],
        ]}
      />
    </header>
  );
}
