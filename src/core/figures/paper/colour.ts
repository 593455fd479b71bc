/** `share` of `a` in `b`, both `#rrggbb`. */
export function mixed(a: string, b: string, share: number): string {
  const channel = (at: number): string => {
    const [from, to] = [b, a].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    const value = Math.round((from ?? 0) + ((to ?? 0) - (from ?? 0)) * share);
    return value.toString(16).padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** How much of its family's colour the sides of a block have, and its edges. */
export const shades = { front: 0.42, top: 0.24, side: 0.62, edge: 0.85 } as const;
