import { layerGroups } from '../../src/core/interop/keras/write/layer-groups.ts';
import { nestedFormats, type RoundFormat, roundFormats } from '../../src/core/interop/testing/formats.ts';
import { type RoundTrip, roundTrips } from '../../src/core/interop/testing/round-trip.ts';
import { fed, formatCases, groupsOf, withWholeCounts } from './cases.ts';

/**
 * Writes networks in one format, reads them, writes them in another, reads them, and compares layers, wires and the bytes of
 * weights with what they were, and groups where they are written as models in the model; then writes the first format again and compares files:
 * `node --import tsx conformance/formats/round-trips.ts [name…]`. Exit code 1 where anything differs.
 */
const only = process.argv.slice(2);
/** Beyond this it takes minutes for each: they are compared where they are named. */
const mostParameters = 60_000_000;

interface Trip extends RoundTrip {
  readonly name: string;
}

/** What is written with groups is compared with what keeps them. */
const othersOf = ({ isNested }: RoundFormat): readonly RoundFormat[] =>
  isNested ? nestedFormats : [...roundFormats, ...nestedFormats];
const formats = [...roundFormats, ...nestedFormats];
const pairs = formats.flatMap((a) => othersOf(a).map((b) => ({ a, b, trips: [] as Trip[] })));
const left: string[] = [];
for (const one of formatCases(200, 6)) {
  if (only.length > 0 && !only.includes(one.name)) continue;
  const fedCase = withWholeCounts(fed(one));
  const own = { ...fedCase, groups: layerGroups(fedCase.network, groupsOf(one)) };
  if (only.length === 0 && own.parameters > mostParameters) left.push(one.name);
  else
    for (const a of formats) {
      const trips = await roundTrips(own, a, othersOf(a));
      for (const pair of pairs) {
        const trip = pair.a === a ? trips[othersOf(a).indexOf(pair.b)] : undefined;
        if (trip) pair.trips.push({ name: one.name, ...trip });
      }
    }
}

console.log(
  '| from | through | networks | topology differs | groups differ | weights differ | first files differ | refused |',
);
console.log('|---|---|--:|--:|--:|--:|--:|--:|');
for (const { a, b, trips } of pairs) {
  const whole = trips.filter(({ refused }) => refused === null);
  const counts = [
    whole.length,
    ...(['topology', 'groups', 'weights', 'files'] as const).map(
      (what) => whole.filter((trip) => trip[what].length > 0).length,
    ),
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
  for (const { name, topology, groups, weights, files } of trips) {
    const said = [...topology, ...groups, ...weights, ...files];
    if (said.length === 0) continue;
    differences++;
    console.log(`DIFFERS ${a.name} ${b.name} ${name}: ${said.slice(0, 4).join('; ')}`);
  }
if (differences > 0) process.exitCode = 1;
