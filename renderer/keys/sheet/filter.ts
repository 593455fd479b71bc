import { type ActionId, actionIds, catalogue, groups } from '../catalogue.ts';

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** The actions that every typed word is found in, by group; `textsOf`: label, group and keys in the user's language. */
export function filterActions(text: string, textsOf: (id: ActionId) => readonly string[]) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const matches = (id: ActionId) => {
    const all = plain(textsOf(id).join(' '));
    return words.every((word) => all.includes(word));
  };
  const found = actionIds.filter(matches);
  return groups.flatMap((group) => {
    const ids = found.filter((id) => catalogue[id].group === group);
    return ids.length === 0 ? [] : [{ group, ids }];
  });
}
