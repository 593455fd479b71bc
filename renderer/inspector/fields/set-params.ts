import i18next from 'i18next';
import type { Command } from '../../../src/core/document/commands.ts';
import type { LayerNode, NodeParams } from '../../../src/core/document/schema.ts';
import type { FieldSpec } from '../../../src/core/layers/fields.ts';
import { defaultParams, isLayerKind } from '../../../src/core/layers/registry.ts';
import type { App } from '../../app.ts';
import { fieldText } from '../../i18n/core-text.ts';

/** Sets one field of some layers, or shows what that would do while a value is only tried; typing on is one undo step. */
export function setField(app: App, nodes: readonly LayerNode[], field: FieldSpec, value: unknown): void {
  const [first] = nodes;
  if (!first) return;
  const params = { [field.key]: value };
  const commands: readonly Command[] =
    nodes.length === 1
      ? [{ type: 'setParams', node: first.id, params }]
      : [{ type: 'setCommon', nodes: nodes.map(({ id }) => id), params }];
  if (app.previews.isTrying()) {
    app.previews.show(commands);
    return;
  }
  const { label } = fieldText(first.kind, field, app.ui.getState().locale);
  const name = nodes.map((node) => node.name).join(', ');
  app.documents.dispatch(i18next.t('define:undo.set', { field: label, name }), ...commands);
}

export function resetParams(app: App, node: LayerNode): void {
  if (!isLayerKind(node.kind)) return;
  const params: NodeParams = defaultParams(node.kind);
  const label = i18next.t('define:undo.reset', { name: node.name });
  app.documents.dispatch(label, { type: 'replace', node: node.id, kind: node.kind, params });
}
