const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/**
 * How well an entry answers what was typed, 0 (not at all) to 1. `texts`: its label, then what else it is found by. A
 * label that starts so comes before one that has it inside, and both before a mere mention: scattered letters count for
 * nothing, or Enter would run what nobody asked for.
 */
export function paletteScore(query: string, texts: readonly string[]): number {
  const wanted = plain(query).trim();
  const [label = '', ...others] = texts.map(plain);
  if (label.startsWith(wanted)) return 1;
  if (label.split(/[\s/(:,’-]+/).some((word) => word.startsWith(wanted))) return 0.9;
  if (label.includes(wanted)) return 0.7;
  const all = [label, ...others].join(' ');
  return wanted.split(/\s+/).every((word) => all.includes(word)) ? 0.3 : 0;
}
