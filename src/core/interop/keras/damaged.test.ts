import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import { parseDocument } from '../../document/migrations.ts';
import { type Random, seededRandom } from '../../layers/testing/random.ts';
import { isObject } from './json.ts';
import { readKerasModel } from './read.ts';

const modelOf = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(new URL(`fixtures/${name}.json.gz`, import.meta.url))).toString()).model;

const strange = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  'toString',
  [],
  {},
  [[]],
  { class_name: 'Dense' },
  ['fc', 0, 0],
] as const;

/** The same JSON with a value somewhere in it taken away or replaced. */
function damaged(random: Random, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.9)) {
    const at = random.int(0, value.length - 1);
    return value.map((one, i) => (i === at ? damaged(random, one) : one));
  }
  if (isObject(value) && Object.keys(value).length > 0 && random.chance(0.9)) {
    const [first = '', ...others] = Object.keys(value);
    const key = random.pick([first, ...others]);
    const { [key]: inner, ...rest } = value;
    return random.chance(0.1) ? rest : { ...value, [key]: damaged(random, inner) };
  }
  return random.pick<unknown>([...strange]);
}

test.each(['nested3', 'transformer', 'masking', 'elementwise_ops', 'foreign', 'keras2_siamese', 'channels_first'])(
  'whatever is wrong in %s, the rest is read or the error says why',
  (name) => {
    const model = modelOf(name);
    let read = 0;
    for (let seed = 1; seed <= 250; seed++) {
      const result = readKerasModel(damaged(seededRandom(seed), model));
      if (!result.ok) {
        expect(result.error.message).not.toBe('');
        continue;
      }
      read++;
      const { document } = result.value;
      const opened = parseDocument(JSON.parse(JSON.stringify(document)));
      expect(opened.ok, `seed ${seed}: ${opened.ok ? '' : opened.error.message}`).toBe(true);
      analyze(document.graph);
    }
    expect(read).toBeGreaterThan(100);
  },
);
