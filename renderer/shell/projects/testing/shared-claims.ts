import type { Claims } from '../claims.ts';

/** Claims of windows that know of each other, as those of one browser do: each call gives those of another window. */
export function sharedClaims(): () => Claims {
  const windows = new Map<number, { readonly id: string | null; readonly path: string | null }>();
  return () => {
    const own = windows.size;
    windows.set(own, { id: null, path: null });
    const others = () => [...windows].filter(([number]) => number !== own).map(([, claim]) => claim);
    return {
      claim: (id, path) => windows.set(own, { id, path }),
      claimed: async () => new Set([...windows.values()].flatMap(({ id }) => id ?? [])),
      isFileElsewhere: async (path) => others().some((claim) => claim.path === path),
      isDocumentElsewhere: async (id) => others().some((claim) => claim.id === id),
    };
  };
}
