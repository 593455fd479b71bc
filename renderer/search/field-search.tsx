import { Dices } from 'lucide-react';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerNode } from '../../src/core/document/schema.ts';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { fieldDimension, isSearchable } from '../../src/core/search/suggest.ts';
import { useApp, useDocument } from '../app.ts';
import { IconButton } from '../ui/button.tsx';
import styles from './search.module.css';
import { toggleDimension } from './use-search-settings.ts';

/** The layers whose settings a form shows, where a search can vary them; a layer inside another has none. */
export const SearchedNodes = createContext<readonly LayerNode[]>([]);

interface FieldSearchProps {
  readonly field: FieldSpec;
  readonly label: string;
  readonly value: unknown;
}

/** Pins a range on a field of the form: the next search varies it. */
export function FieldSearch({ field, label, value }: FieldSearchProps) {
  const { t } = useTranslation('runs');
  const app = useApp();
  const nodes = useContext(SearchedNodes);
  const dimension = fieldDimension(
    nodes.map(({ id }) => id),
    field,
    value,
  );
  const pinned = useDocument(
    ({ document }) => document.search?.dimensions.some(({ id }) => id === dimension.id) ?? false,
  );
  if (nodes.length === 0 || !isSearchable(field)) return null;
  const toggle = () => {
    toggleDimension(app, dimension);
    if (!pinned) app.notify('done', t('search.pinned', { name: label }));
  };
  return (
    <IconButton
      size="small"
      className={styles.pin ?? ''}
      label={t(pinned ? 'search.noVary' : 'search.vary', { name: label })}
      pressed={pinned}
      onClick={toggle}
    >
      <Dices size={13} />
    </IconButton>
  );
}
