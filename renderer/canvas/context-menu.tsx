import { ContextMenu } from 'radix-ui';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import {
  autoLayout,
  collapseAll,
  copySelection,
  deleteSelection,
  duplicateSelection,
  fitNetwork,
  fitSelection,
  pasteClipboard,
  selectAll,
  selectGroup,
  ungroup,
} from './actions.ts';
import { addBend, addBendInMiddle, isBent, removeSelectedBend, selectBend, straighten } from './bend-actions.ts';
import canvasStyles from './canvas.module.css';
import { toggleCollapse } from './collapse-actions.ts';
import { select } from './edit-actions.ts';
import { groupOfCard } from './geometry.ts';
import styles from './menu.module.css';
import { Entry, Line } from './menu-parts.tsx';
import { CopiesEntry, NodeEntries } from './node-menu.tsx';
import { addNote, focusField } from './note-actions.ts';
import { NoteEntries } from './note-menu.tsx';
import { noteOfCard } from './note-node.ts';
import { askSaveBlock } from './own-blocks.ts';
import { canvasOf } from './store.ts';
import { blockAt, headerAtEvent, noteAt } from './use-overview-pointer.ts';
import { wiresOf } from './wire-state.ts';

type Target = { readonly on: 'canvas' } | { readonly on: 'node' | 'edge' | 'group' | 'note'; readonly id: string };

/** Menu of the layer, the wire or the canvas that the right button was pressed on. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const app = useApp();
  const [target, setTarget] = useState<Target>({ on: 'canvas' });
  const aim = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target : null;
    const node = element?.closest('.react-flow__node')?.getAttribute('data-id') ?? overviewBlock(event);
    const card = node ? groupOfCard(node) : null;
    const note = node ? noteOfCard(node) : overviewNote(event);
    const edge = element?.closest('.react-flow__edge')?.getAttribute('data-id');
    if (note !== null) {
      if (!app.ui.getState().selectedNotes.has(note)) select(app, [], [], [note]);
      setTarget({ on: 'note', id: note });
    } else if (card !== null) {
      selectGroup(app, card);
      setTarget({ on: 'group', id: card });
    } else if (node) {
      if (!app.ui.getState().selection.has(node)) select(app, [node]);
      setTarget({ on: 'node', id: node });
    } else if (edge) {
      const bend = element?.closest('[data-bend]')?.getAttribute('data-bend');
      select(app, [], [edge]);
      if (bend) selectBend(app, edge, Number(bend));
      setTarget({ on: 'edge', id: edge });
    } else {
      const group = element?.closest('[data-group]')?.getAttribute('data-group') ?? headerAtEvent(app, event)?.id;
      if (group) selectGroup(app, group);
      setTarget(group ? { on: 'group', id: group } : { on: 'canvas' });
    }
  };
  const overviewNote = (event: MouseEvent) => (canvasOf(app).store.getState().overview ? noteAt(app, event) : null);
  const overviewBlock = (event: MouseEvent) => (canvasOf(app).store.getState().overview ? blockAt(app, event) : null);
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild onContextMenu={aim}>
        <div className={canvasStyles.fill}>{children}</div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className={styles.menu}
          onCloseAutoFocus={(event) => {
            // A field or list that an entry has opened keeps the focus.
            if (focusField(app) || canvasOf(app).store.getState().replacing !== null) event.preventDefault();
          }}
        >
          {target.on === 'node' ? <NodeEntries id={target.id} /> : null}
          {target.on === 'edge' ? <EdgeEntries id={target.id} /> : null}
          {target.on === 'group' ? <GroupEntries id={target.id} /> : null}
          {target.on === 'note' ? <NoteEntries id={target.id} /> : null}
          {target.on === 'canvas' ? <CanvasEntries /> : null}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function GroupEntries({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const collapsed = app.documents.getState().document.groups[id]?.collapsed ?? false;
  return (
    <>
      <Entry
        label={t(collapsed ? 'menu.open' : 'menu.collapse')}
        action="collapse"
        run={() => toggleCollapse(app, id)}
      />
      <Entry label={t('menu.rename')} run={() => canvasOf(app).store.setState({ naming: id })} />
      <Entry label={t('menu.ungroup')} action="ungroup" run={() => ungroup(app, id)} />
      <Entry label={t('menu.saveBlock')} action="saveBlock" run={() => askSaveBlock(app)} />
      <CopiesEntry />
      <Line />
      <Entry label={t('menu.copy')} action="copy" run={() => void copySelection(app)} />
      <Entry label={t('menu.duplicate')} action="duplicate" run={() => duplicateSelection(app)} />
      <Entry label={t('menu.delete')} action="delete" run={() => deleteSelection(app)} />
      <Line />
      <Entry label={t('tools.fitSelection')} action="fitSelection" run={() => fitSelection(app)} />
    </>
  );
}

function EdgeEntries({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const insert = () => {
    const canvas = canvasOf(app);
    canvas.store.setState({ adding: { at: canvas.pointer, from: null, edge: id } });
  };
  const onBend = wiresOf(app).getState().bend !== null;
  // From here on the pointer is over the menu.
  const at = useRef(canvasOf(app).pointer);
  const bend = () => (at.current ? addBend(app, id, at.current) : addBendInMiddle(app));
  return (
    <>
      <Entry label={t('menu.insert')} run={insert} />
      <Entry label={t('menu.bend')} action="bend" run={bend} />
      {onBend ? <Entry label={t('menu.unbend')} run={() => removeSelectedBend(app)} /> : null}
      {isBent(app, id) ? <Entry label={t('menu.straighten')} run={() => straighten(app, id)} /> : null}
      <Line />
      <Entry label={t('menu.deleteWire')} action="delete" run={() => deleteSelection(app)} />
    </>
  );
}

function CanvasEntries() {
  const app = useApp();
  const { t } = useTranslation('define');
  const add = () => {
    const canvas = canvasOf(app);
    canvas.store.setState({ adding: { at: canvas.pointer, from: null, edge: null } });
  };
  return (
    <>
      <Entry label={t('menu.add')} action="add" run={add} />
      <Entry label={t('note.add')} action="note" run={() => addNote(app, canvasOf(app).pointer)} />
      <Entry label={t('menu.paste')} action="paste" run={() => void pasteClipboard(app)} />
      <Entry label={t('menu.selectAll')} action="selectAll" run={() => selectAll(app)} />
      <Line />
      {Object.keys(app.documents.getState().document.groups).length > 0 ? (
        <>
          <Entry label={t('undo.collapseAll')} action="collapseAll" run={() => void collapseAll(app, true)} />
          <Entry label={t('undo.openAll')} action="openAll" run={() => void collapseAll(app, false)} />
        </>
      ) : null}
      <Entry label={t('tools.layout')} action="layout" run={() => void autoLayout(app)} />
      <Entry label={t('zoom.fit')} action="fit" run={() => fitNetwork(app)} />
    </>
  );
}
