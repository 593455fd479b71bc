import { useDocument } from '../app.ts';
import { useDimensionName } from '../search/dimension-text.ts';
import { useSettingText } from './setting-text.ts';

/** What a search varied, by its key: its own name while the document still varies it. */
export function useVariedName(): (key: string) => string {
  const text = useSettingText();
  const dimensions = useDocument(({ document }) => document.search?.dimensions);
  const nameOf = useDimensionName();
  return (key) => {
    const dimension = dimensions?.find(({ id }) => id === key);
    return dimension ? nameOf(dimension) : text.nameOf(key);
  };
}
