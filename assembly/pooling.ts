/**
 * Gradient of max pooling over one image `[height, width, channels]`; `dx` must be zeros. The first maximum of a window gets
 * it, as in TensorFlow; a window that begins with NaN gives it to that.
 */
export function maxPoolGradient(
  image: usize,
  dy: usize,
  dx: usize,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  const fours = channels & ~3;
  for (let y = 0; y < outHeight; y++) {
    const y0 = max(0, y * strideDown - top);
    const y1 = min(height, y * strideDown - top + filterHeight);
    for (let x = 0; x < outWidth; x++) {
      const x0 = max(0, x * strideAcross - left);
      const x1 = min(width, x * strideAcross - left + filterWidth);
      if (y1 > y0 && x1 > x0) {
        const first = <usize>y0 * row + <usize>x0 * pixel;
        for (let c = 0; c < fours; c += 4) {
          const at = first + ((<usize>c) << 2);
          const down = y1 - y0;
          const across = x1 - x0;
          giveFour(image + at, dx + at, v128.load(dy + ((<usize>c) << 2)), down, across, row, pixel);
        }
        for (let c = fours; c < channels; c++) {
          const at = first + ((<usize>c) << 2);
          giveOne(image + at, dx + at, load<f32>(dy + ((<usize>c) << 2)), y1 - y0, x1 - x0, row, pixel);
        }
      }
      dy += pixel;
    }
  }
}

function giveFour(image: usize, dx: usize, dy: v128, down: i32, across: i32, row: usize, pixel: usize): void {
  let best = v128.load(image);
  let where = i32x4.splat(0);
  for (let i = 0; i < down; i++) {
    for (let j = 0; j < across; j++) {
      const value = v128.load(image + <usize>i * row + <usize>j * pixel);
      const larger = f32x4.gt(value, best);
      best = v128.bitselect(value, best, larger);
      where = v128.bitselect(i32x4.splat(i * across + j), where, larger);
    }
  }
  for (let i = 0; i < down; i++) {
    for (let j = 0; j < across; j++) {
      const at = dx + <usize>i * row + <usize>j * pixel;
      const mine = i32x4.eq(where, i32x4.splat(i * across + j));
      v128.store(at, f32x4.add(v128.load(at), v128.and(dy, mine)));
    }
  }
}

function giveOne(image: usize, dx: usize, dy: f32, down: i32, across: i32, row: usize, pixel: usize): void {
  let best = load<f32>(image);
  let where: usize = 0;
  for (let i = 0; i < down; i++) {
    for (let j = 0; j < across; j++) {
      const at = <usize>i * row + <usize>j * pixel;
      const value = load<f32>(image + at);
      if (value > best) {
        best = value;
        where = at;
      }
    }
  }
  store<f32>(dx + where, load<f32>(dx + where) + dy);
}

/** Gradient of average pooling over one image; `dx` must be zeros. Each window's is shared out by its whole size. */
export function avgPoolGradient(
  dy: usize,
  dx: usize,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const fours = channels & ~3;
  const share: f32 = 1 / <f32>(filterHeight * filterWidth);
  const shares = f32x4.splat(share);
  for (let y = 0; y < outHeight; y++) {
    const y0 = max(0, y * strideDown - top);
    const y1 = min(height, y * strideDown - top + filterHeight);
    for (let x = 0; x < outWidth; x++) {
      const x0 = max(0, x * strideAcross - left);
      const x1 = min(width, x * strideAcross - left + filterWidth);
      for (let i = y0; i < y1; i++) {
        for (let j = x0; j < x1; j++) {
          const to = dx + <usize>(i * width + j) * pixel;
          for (let c = 0; c < fours; c += 4) {
            const at = to + ((<usize>c) << 2);
            v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(dy + ((<usize>c) << 2)), shares)));
          }
          for (let c = fours; c < channels; c++) {
            const at = to + ((<usize>c) << 2);
            store<f32>(at, load<f32>(at) + load<f32>(dy + ((<usize>c) << 2)) * share);
          }
        }
      }
      dy += pixel;
    }
  }
}
