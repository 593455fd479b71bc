import { roundFormats } from '../../src/core/interop/testing/formats.ts';
import { type RoundTrip, roundTrips, type Weighted } from '../../src/core/interop/testing/round-trip.ts';
import { fed, formatCases } from './cases.ts';

/**
 * Writes networks in one format, reads them, writes them in another, reads them, and compares layers, wires and the bytes of
 * weights with what they were; then writes the first format again and compares files:
 * `node --import tsx conformance/formats/round-trips.ts [name…]`. Exit code 1 where anything differs.
 */
const only = process.argv.slice(2);
/** Beyond this it takes minutes for each: they are compared where they are named. */
const mostParameters = 60_000_000;

interface Trip extends RoundTrip {
  readonly name: string;
}

const pairs = roundFormats.flatMap((a) => roundFormats.map((b) => ({ a, b, trips: [] as Trip[] })));
const left: string[] = [];
for (const one of formatCases(200, 6)) {
  if (only.length > 0 && !only.includes(one.name)) continue;
  const own = withWholeCounts(fed(one));
  if (only.length === 0 && own.parameters > mostParameters) left.push(one.name);
  else
    for (const a of roundFormats) {
      const trips = await roundTrips(own, a, roundFormats);
      for (const pair of pairs) {
        const trip = pair.a === a ? trips[roundFormats.indexOf(pair.b)] : undefined;
        if (trip) pair.trips.push({ name: one.name, ...trip });
      }
    }
}

/** The number of samples that a Normalization has seen is whole: Keras keeps it so. */
function withWholeCounts<T extends Weighted>(model: T): T {
  const weights = model.weights.map((weight) =>
    weight.name.endsWith('/count')
      ? { ...weight, values: weight.values.map((n) => Math.round(1000 * Math.abs(n))) }
      : weight,
  );
  return { ...model, weights };
}

console.log('| from | through | networks | topology differs | weights differ | first files differ | refused |');
console.log('|---|---|--:|--:|--:|--:|--:|');
for (const { a, b, trips } of pairs) {
  const whole = trips.filter(({ refused }) => refused === null);
  const counts = [
    whole.length,
    ...(['topology', 'weights', 'files'] as const).map((what) => whole.filter((trip) => trip[what].length > 0).length),
    trips.length - whole.length,
  ];
  console.log(`| ${a.name} | ${b.name} | ${counts.join(' | ')} |`);
}
console.log('');
if (left.length > 0) console.log(`left out for their size: ${left.join(', ')}`);
const reasons = new Set(
  pairs.flatMap(({ trips }) => trips.flatMap(({ name, refused }) => (refused ? [`${name}: ${refused}`] : []))),
);
for (const reason of reasons) console.log(`refused: ${reason}`);
let differences = 0;
for (const { a, b, trips } of pairs)
  for (const { name, topology, weights, files } of trips) {
    const said = [...topology, ...weights, ...files];
    if (said.length === 0) continue;
    differences++;
    console.log(`DIFFERS ${a.name} ${b.name} ${name}: ${said.slice(0, 4).join('; ')}`);
  }
if (differences > 0) process.exitCode = 1;
