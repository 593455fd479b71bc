const capacityDefault = 2048;

/**
 * A stream of (x, y) samples in typed arrays whose size never grows: when they are full, neighbours are averaged in
 * pairs and from then on each stored point stands for twice as many samples. A million steps stay one screen of points.
 */
export class Series {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  #length = 0;
  /** Samples behind each stored point. */
  #stride = 1;
  #pendingX = 0;
  #pendingY = 0;
  #pending = 0;

  /** `capacity`: points kept at most, even and at least 4. */
  constructor(readonly capacity: number = capacityDefault) {
    this.#x = new Float64Array(capacity);
    this.#y = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get samplesPerPoint(): number {
    return this.#stride;
  }

  /** Samples that are not finite are left out: a chart cannot show them, the run's failure says them. */
  push(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    this.#pendingX = x;
    this.#pendingY += y;
    this.#pending++;
    if (this.#pending < this.#stride) return;
    if (this.#length === this.capacity) this.#halve();
    if (this.#pending < this.#stride) return;
    this.#x[this.#length] = this.#pendingX;
    this.#y[this.#length] = this.#pendingY / this.#pending;
    this.#length++;
    this.#pendingY = 0;
    this.#pending = 0;
  }

  /** Views on the stored points, valid until the next `push`. */
  get xs(): Float64Array {
    return this.#x.subarray(0, this.#length);
  }

  get ys(): Float64Array {
    return this.#y.subarray(0, this.#length);
  }

  #halve(): void {
    const half = this.capacity / 2;
    for (let i = 0; i < half; i++) {
      const left = this.#y[2 * i] ?? 0;
      const right = this.#y[2 * i + 1] ?? 0;
      this.#x[i] = this.#x[2 * i + 1] ?? 0;
      this.#y[i] = (left + right) / 2;
    }
    this.#length = half;
    this.#stride *= 2;
  }
}

/**
 * Exponential moving average without the bias of its start (Kingma & Ba 2015, section 3): the first points are their
 * own average. `weight` is what the past keeps at each point, 0 to 1.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let average = 0;
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    average = weight * average + (1 - weight) * (values[i] ?? 0);
    seen = weight * seen + (1 - weight);
    smoothed[i] = average / seen;
  }
  return smoothed;
}
