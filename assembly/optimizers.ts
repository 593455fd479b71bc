// Each reads its weight, gradient and slots once and writes the next ones. What is left of four values at the end is
// computed on lanes that are not written: reading up to 12 bytes behind a tensor stays within tfjs's heap.

/** `w' = w − rate·g` */
export function sgdStep(w: usize, g: usize, nextW: usize, count: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  for (let left = count; left > 0; left -= 4) {
    put(nextW, f32x4.sub(v128.load(w), f32x4.mul(rates, v128.load(g))), left);
    w += 16;
    g += 16;
    nextW += 16;
  }
}

/** `v' = momentum·v − rate·g`, `w' = w + momentum·v' − rate·g` */
export function nesterovStep(
  w: usize,
  g: usize,
  v: usize,
  nextW: usize,
  nextV: usize,
  count: i32,
  rate: f32,
  momentum: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  for (let left = count; left > 0; left -= 4) {
    const change = f32x4.mul(rates, v128.load(g));
    const velocity = f32x4.sub(f32x4.mul(momenta, v128.load(v)), change);
    put(nextV, normal(velocity), left);
    put(nextW, f32x4.add(v128.load(w), f32x4.sub(f32x4.mul(momenta, velocity), change)), left);
    w += 16;
    g += 16;
    v += 16;
    nextW += 16;
    nextV += 16;
  }
}

/** `s' = s + g²`, `w' = w − rate·g / √(s' + epsilon)` */
export function adagradStep(
  w: usize,
  g: usize,
  s: usize,
  nextW: usize,
  nextS: usize,
  count: i32,
  rate: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  for (let left = count; left > 0; left -= 4) {
    const gradient = v128.load(g);
    const sum = f32x4.add(v128.load(s), f32x4.mul(gradient, gradient));
    put(nextS, normal(sum), left);
    const root = f32x4.sqrt(f32x4.add(sum, epsilons));
    put(nextW, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(rates, gradient), root)), left);
    w += 16;
    g += 16;
    s += 16;
    nextW += 16;
    nextS += 16;
  }
}

/** `v' = momentum·v − rate·g`, `w' = w + v'` */
export function momentumStep(
  w: usize,
  g: usize,
  v: usize,
  nextW: usize,
  nextV: usize,
  count: i32,
  rate: f32,
  momentum: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  for (let left = count; left > 0; left -= 4) {
    const velocity = f32x4.sub(f32x4.mul(momenta, v128.load(v)), f32x4.mul(rates, v128.load(g)));
    put(nextV, normal(velocity), left);
    put(nextW, f32x4.add(v128.load(w), velocity), left);
    w += 16;
    g += 16;
    v += 16;
    nextW += 16;
    nextV += 16;
  }
}

/** `s' = rho·s + (1 − rho)·g²`, `w' = w − rate·g / √(s' + epsilon)` */
export function rmspropStep(
  w: usize,
  g: usize,
  s: usize,
  nextW: usize,
  nextS: usize,
  count: i32,
  rate: f32,
  rho: f32,
  rest: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const rhos = f32x4.splat(rho);
  const rests = f32x4.splat(rest);
  const epsilons = f32x4.splat(epsilon);
  for (let left = count; left > 0; left -= 4) {
    const gradient = v128.load(g);
    const square = f32x4.add(f32x4.mul(rhos, v128.load(s)), f32x4.mul(rests, f32x4.mul(gradient, gradient)));
    put(nextS, normal(square), left);
    const root = f32x4.sqrt(f32x4.add(square, epsilons));
    put(nextW, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(rates, gradient), root)), left);
    w += 16;
    g += 16;
    s += 16;
    nextW += 16;
    nextS += 16;
  }
}

/** `m' = β1·m + (1 − β1)·g`, `v' = β2·v + (1 − β2)·g²`, `w' = keep·w − rate·m' / (√v' + epsilon)` */
export function adamStep(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  nextW: usize,
  nextM: usize,
  nextV: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  keep: f32,
): void {
  const rates = f32x4.splat(rate);
  const betas1 = f32x4.splat(beta1);
  const rests1 = f32x4.splat(rest1);
  const betas2 = f32x4.splat(beta2);
  const rests2 = f32x4.splat(rest2);
  const epsilons = f32x4.splat(epsilon);
  const keeps = f32x4.splat(keep);
  for (let left = count; left > 0; left -= 4) {
    const gradient = v128.load(g);
    const mean = f32x4.add(f32x4.mul(betas1, v128.load(m)), f32x4.mul(rests1, gradient));
    const square = f32x4.add(f32x4.mul(betas2, v128.load(v)), f32x4.mul(rests2, f32x4.mul(gradient, gradient)));
    put(nextM, normal(mean), left);
    put(nextV, normal(square), left);
    const change = f32x4.div(f32x4.mul(rates, mean), f32x4.add(f32x4.sqrt(square), epsilons));
    put(nextW, f32x4.sub(f32x4.mul(v128.load(w), keeps), change), left);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
    nextW += 16;
    nextM += 16;
    nextV += 16;
  }
}

function put(to: usize, values: v128, left: i32): void {
  if (left >= 4) {
    v128.store(to, values);
    return;
  }
  v128.store_lane<f32>(to, values, 0);
  if (left > 1) v128.store_lane<f32>(to, values, 1, 4);
  if (left > 2) v128.store_lane<f32>(to, values, 2, 8);
}

/** Subnormal numbers as 0: what fades in a slot would become one, and they are computed many times more slowly. */
function normal(values: v128): v128 {
  return v128.and(values, f32x4.ge(f32x4.abs(values), f32x4.splat(f32.MIN_NORMAL_VALUE)));
}
