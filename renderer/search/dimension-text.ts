import { useTranslation } from 'react-i18next';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { describeFields } from '../../src/core/layers/registry.ts';
import type { Dimension } from '../../src/core/search/schema.ts';
import { useDocument } from '../app.ts';
import { fieldText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useSettingText } from '../runs/setting-text.ts';

/** What a dimension varies: `Learning rate`, `Filters of conv2d_1`, `Copies of conv2d_1 and 2 more`. */
export function useDimensionName(): (dimension: Pick<Dimension, 'target'>) => string {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const nodes = useDocument(({ document }) => document.graph.nodes);
  const settings = useSettingText();
  const layersText = (ids: readonly string[]): string => {
    const found = ids.map((id) => nodes[id]).filter((node): node is LayerNode => node !== undefined);
    const [first] = found;
    if (!first) return t('search.gone');
    return found.length === 1 ? first.name : t('search.andMore', { name: first.name, count: found.length - 1 });
  };
  return ({ target }) => {
    if (target.kind === 'setting') {
      return target.setting === 'augmentation' ? t('search.augmentation') : settings.nameOf(target.setting);
    }
    if (target.kind === 'copies') return t('search.copiesOf', { name: layersText(target.nodes) });
    const node = target.nodes.map((id) => nodes[id]).find((one) => one !== undefined);
    const field = node && describeFields(node.kind).find(({ key }) => key === target.field);
    const label = node && field ? fieldText(node.kind, field, locale).label : target.field;
    return t('search.fieldOf', { field: label, name: layersText(target.nodes) });
  };
}
