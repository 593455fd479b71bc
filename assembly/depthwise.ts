// Each output channel sees one input channel: `k = c·multiplier + m`. With one output for each input, four channels lie
// together on both sides and go as one vector; all others go one by one. Cells outside of the image are left out.

/** The first cell of a window, `apart` pixels from the next, that lies within: 0 where the window begins inside. */
function firstCell(begin: i32, apart: i32): i32 {
  return begin >= 0 ? 0 : (apart - 1 - begin) / apart;
}

/** The cell behind the last one of a window of `cells` that lies within `size` pixels. */
function endCell(begin: i32, apart: i32, cells: i32, size: i32): i32 {
  return begin >= size ? 0 : min(cells, (size - 1 - begin) / apart + 1);
}

/** Gradient of one image `[height, width, channels]` by `[kh, kw, channels, multiplier]`; `dx` must be zeros. */
export function depthwiseInputGradient(
  dx: usize,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
  filter: usize,
  filterHeight: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  apartDown: i32,
  apartAcross: i32,
  top: i32,
  left: i32,
  dy: usize,
  outHeight: i32,
  outWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const outputs = channels * multiplier;
  const cell = (<usize>outputs) << 2;
  const fours = multiplier === 1 ? channels & ~3 : 0;
  for (let y = 0; y < outHeight; y++) {
    const down = y * strideDown - top;
    const i0 = firstCell(down, apartDown);
    const i1 = endCell(down, apartDown, filterHeight, height);
    for (let x = 0; x < outWidth; x++) {
      const across = x * strideAcross - left;
      const j0 = firstCell(across, apartAcross);
      const j1 = endCell(across, apartAcross, filterWidth, width);
      for (let i = i0; i < i1; i++) {
        for (let j = j0; j < j1; j++) {
          const to = dx + <usize>((down + i * apartDown) * width + across + j * apartAcross) * pixel;
          const weight = filter + <usize>(i * filterWidth + j) * cell;
          for (let k = 0; k < fours; k += 4) {
            const lane = (<usize>k) << 2;
            const given = f32x4.mul(v128.load(dy + lane), v128.load(weight + lane));
            v128.store(to + lane, f32x4.add(v128.load(to + lane), given));
          }
          for (let k = fours; k < outputs; k++) {
            const lane = (<usize>k) << 2;
            const at = to + ((<usize>(k / multiplier)) << 2);
            store<f32>(at, load<f32>(at) + load<f32>(dy + lane) * load<f32>(weight + lane));
          }
        }
      }
      dy += cell;
    }
  }
}

/** Adds what one image gives to the gradient of the filter, a row of outputs at a time, so that both rows stay at hand. */
export function depthwiseFilterGradient(
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
  gradient: usize,
  filterHeight: i32,
  filterWidth: i32,
  strideDown: i32,
  strideAcross: i32,
  apartDown: i32,
  apartAcross: i32,
  top: i32,
  left: i32,
  dy: usize,
  outHeight: i32,
  outWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const outputs = channels * multiplier;
  const cell = (<usize>outputs) << 2;
  const fours = multiplier === 1 ? channels & ~3 : 0;
  for (let y = 0; y < outHeight; y++) {
    const down = y * strideDown - top;
    const i0 = firstCell(down, apartDown);
    const i1 = endCell(down, apartDown, filterHeight, height);
    for (let i = i0; i < i1; i++) {
      const row = image + <usize>((down + i * apartDown) * width) * pixel;
      for (let j = 0; j < filterWidth; j++) {
        // Outputs whose cell j lies within the row.
        const shift = left - j * apartAcross;
        const x0 = shift <= 0 ? 0 : (shift + strideAcross - 1) / strideAcross;
        const x1 = width - 1 + shift < 0 ? 0 : min(outWidth, (width - 1 + shift) / strideAcross + 1);
        if (x1 <= x0) continue;
        const from = row + <usize>(x0 * strideAcross - shift) * pixel;
        const given = dy + <usize>x0 * cell;
        const to = gradient + <usize>(i * filterWidth + j) * cell;
        const step = <usize>strideAcross * pixel;
        for (let k = 0; k < fours; k += 4) {
          const lane = (<usize>k) << 2;
          let a = from + lane;
          let b = given + lane;
          let sum = f32x4.splat(0);
          for (let x = x0; x < x1; x++) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)));
            a += step;
            b += cell;
          }
          v128.store(to + lane, f32x4.add(v128.load(to + lane), sum));
        }
        for (let k = fours; k < outputs; k++) {
          const lane = (<usize>k) << 2;
          let a = from + ((<usize>(k / multiplier)) << 2);
          let b = given + lane;
          let sum: f32 = 0;
          for (let x = x0; x < x1; x++) {
            sum += load<f32>(a) * load<f32>(b);
            a += step;
            b += cell;
          }
          store<f32>(to + lane, load<f32>(to + lane) + sum);
        }
      }
    }
    dy += <usize>outWidth * cell;
  }
}
