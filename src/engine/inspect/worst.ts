/** The `most` entries that rank highest; memory for twice as many. Those that rank the same stay in the order of coming. */
export class Worst<T> {
  private entries: { readonly rank: number; readonly value: T }[] = [];

  constructor(private readonly most: number) {}

  add(rank: number, make: () => T): void {
    if (this.entries.length >= 2 * this.most) this.prune();
    const last = this.entries.length >= this.most ? this.entries[this.most - 1] : undefined;
    if (last && this.pruned && rank <= last.rank) return;
    this.entries.push({ rank, value: make() });
  }

  /** Highest first. */
  all(): readonly T[] {
    this.prune();
    return this.entries.map(({ value }) => value);
  }

  private pruned = false;

  private prune(): void {
    this.entries.sort((a, b) => b.rank - a.rank);
    this.entries.length = Math.min(this.entries.length, this.most);
    this.pruned = true;
  }
}
