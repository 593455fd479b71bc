import { useTranslation } from 'react-i18next';
import { replaceLayer } from '../../src/core/document/replace.ts';
import { useApp } from '../app.ts';
import { layerText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { actions } from '../keys/actions.ts';
import {
  bypassSelection,
  copySelection,
  cutSelection,
  deleteSelection,
  duplicateSelection,
  fitSelection,
  groupSelection,
  openAddAfter,
} from './actions.ts';
import { askWires } from './connect-actions.ts';
import { haveCopies, selectCopies } from './copies-actions.ts';
import { dockable, toggleDock } from './dock-actions.ts';
import { areFrozen, canFreeze, freezeUpTo, toggleFrozen } from './freeze-actions.ts';
import { Entry, Line, OfferEntry, Submenu } from './menu-parts.tsx';
import { askRepeat, askReplacement, haveMode, repeatSelection, replaceBy, toggleMode } from './operate-actions.ts';
import { askSaveBlock } from './own-blocks.ts';
import { replacementsFor } from './replace-list.ts';

const alignments = ['alignLeft', 'alignCenter', 'alignRight', 'alignTop', 'alignMiddle', 'alignBottom'] as const;
const distributions = ['distributeAcross', 'distributeDown'] as const;
type Arrangement = (typeof alignments)[number] | (typeof distributions)[number];
const times = [2, 3, 4, 6, 8] as const;

/** What can be done with the selected layers. */
export function NodeEntries({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const several = app.ui.getState().selection.size > 1;
  return (
    <>
      {several ? null : <Entry label={t('menu.addAfter')} action="add" run={() => openAddAfter(app, id)} />}
      {several ? <Arranging /> : <Replacing id={id} />}
      {several ? null : <Entry label={t('menu.connect')} action="connect" run={() => askWires(app, 'connect')} />}
      {several ? null : (
        <Entry label={t('menu.disconnect')} action="disconnect" run={() => askWires(app, 'disconnect')} />
      )}
      <Submenu label={t('menu.repeat')}>
        {times.map((count) => (
          <Entry key={count} label={`×${count}`} run={() => repeatSelection(app, count)} />
        ))}
        <Entry label="×…" action="repeat" run={() => askRepeat(app)} />
      </Submenu>
      <CopiesEntry />
      <Line />
      <Entry label={t('menu.cut')} action="cut" run={() => void cutSelection(app)} />
      <Entry label={t('menu.copy')} action="copy" run={() => void copySelection(app)} />
      <Entry label={t('menu.duplicate')} action="duplicate" run={() => duplicateSelection(app)} />
      <Entry label={t('menu.group')} action="group" run={() => groupSelection(app)} />
      <Entry label={t('menu.saveBlock')} action="saveBlock" run={() => askSaveBlock(app)} />
      <Line />
      <DockEntry />
      <ModeEntry mode="bypass" />
      <ModeEntry mode="mute" />
      <FreezeEntries />
      <Entry label={t('menu.bypass')} action="bypass" run={() => bypassSelection(app)} />
      <Entry label={t('menu.delete')} action="delete" run={() => deleteSelection(app)} />
      <Line />
      <Entry label={t('tools.fitSelection')} action="fitSelection" run={() => fitSelection(app)} />
    </>
  );
}

function Arranging() {
  const app = useApp();
  const { t } = useTranslation(['define', 'keys']);
  const isPossible = (id: Arrangement) => actions[id].isPossible?.(app) !== false;
  const entry = (id: Arrangement) => (
    <Entry key={id} label={t(`keys:actions.${id}`)} action={id} run={() => actions[id].run(app)} />
  );
  return (
    <Submenu label={t('menu.align')}>
      {alignments.map(entry)}
      {distributions.some(isPossible) ? <Line /> : null}
      {distributions.filter(isPossible).map(entry)}
    </Submenu>
  );
}

/** Kinds of its family at once, all others that fit in a list that can be searched. */
function Replacing({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const { document } = app.documents.getState();
  const node = document.graph.nodes[id];
  const { family, others } = node
    ? replacementsFor(node, app.analyses.getState().analysis)
    : { family: [], others: [] };
  if (family.length + others.length === 0) return null;
  return (
    <Submenu label={t('menu.replace')}>
      {family.map(({ kind }) => {
        const { title } = layerText(kind, locale);
        const command = replaceLayer(document, id, kind);
        return (
          <OfferEntry
            key={kind}
            label={title}
            commands={command ? [command] : []}
            run={() => replaceBy(app, id, kind, title)}
          />
        );
      })}
      {family.length > 0 ? <Line /> : null}
      <Entry label={t('menu.replaceOther')} action="replace" run={() => askReplacement(app)} />
    </Submenu>
  );
}

/** Where the layer, or all that is selected, repeats: then it can be changed in all copies at once. */
export function CopiesEntry() {
  const app = useApp();
  const { t } = useTranslation('keys');
  return haveCopies(app) ? (
    <Entry label={t('actions.selectCopies')} action="selectCopies" run={() => selectCopies(app)} />
  ) : null;
}

function DockEntry() {
  const app = useApp();
  const { t } = useTranslation('define');
  const { docked, free } = dockable(app.documents.getState().document, app.ui.getState().selection);
  if (docked.length + free.length === 0) return null;
  return <Entry label={t(docked.length > 0 ? 'menu.undock' : 'menu.dock')} action="dock" run={() => toggleDock(app)} />;
}

function FreezeEntries() {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <>
      {canFreeze(app) ? (
        <Entry
          label={t(areFrozen(app) ? 'menu.unfreeze' : 'menu.freeze')}
          action="freeze"
          run={() => toggleFrozen(app)}
        />
      ) : null}
      <Entry label={t('menu.freezeUpTo')} action="freezeUpTo" run={() => freezeUpTo(app)} />
    </>
  );
}

function ModeEntry({ mode }: { readonly mode: 'bypass' | 'mute' }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const label = t(haveMode(app, mode) ? 'menu.modeOff' : mode === 'bypass' ? 'menu.skip' : 'menu.mute');
  return <Entry label={label} action={mode === 'bypass' ? 'skip' : 'mute'} run={() => toggleMode(app, mode)} />;
}
