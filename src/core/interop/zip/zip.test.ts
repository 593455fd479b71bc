import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { bytesSource, joined } from '../byte-source.ts';
import { openZip, type ZipArchive } from './read.ts';
import { storedZip } from './write.ts';

const bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (i * i) % 251);

function open(archive: Uint8Array): ZipArchive {
  const opened = openZip(bytesSource(archive));
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const contents = (archive: ZipArchive, path: string): Uint8Array | undefined => {
  const member = archive.open(path);
  return member?.read(0, member.size);
};

describe('an archive', () => {
  const members = [
    { path: 'config.json', parts: [bytes(300)] },
    { path: 'model.weights.h5', parts: [bytes(7), bytes(0), bytes(70_000)] },
    { path: 'empty', parts: [] },
  ];

  test('is read by others as it was written, checksums and all', () => {
    const read = unzipSync(joined(storedZip(members)));
    expect(Object.keys(read)).toEqual(members.map(({ path }) => path));
    for (const { path, parts } of members) expect(read[path]).toEqual(joined(parts));
  });

  test.each([0, 9] as const)('of others is read, compressed by %i', (level) => {
    const archive = open(zipSync({ 'a/b.json': bytes(5000), x: [bytes(90_000), { level: 0 }] }, { level }));
    expect(archive.paths).toEqual(['a/b.json', 'x']);
    expect(contents(archive, 'a/b.json')).toEqual(bytes(5000));
    expect(contents(archive, 'x')).toEqual(bytes(90_000));
    expect(archive.open('other')).toBeNull();
  });

  test('that is cut off is told from what is none', () => {
    const whole = joined(storedZip(members));
    expect(openZip(bytesSource(whole.subarray(0, 60_000)))).toEqual({ ok: false, error: 'zipDamaged' });
    expect(openZip(bytesSource(bytes(100)))).toEqual({ ok: false, error: 'notZip' });
    expect(openZip(bytesSource(bytes(0)))).toEqual({ ok: false, error: 'notZip' });
  });

  test('with a damaged member gives the others', () => {
    const whole = zipSync({ a: bytes(3000), b: bytes(4000) }, { level: 9 });
    whole.fill(0xff, 40, 60);
    const archive = open(whole);
    expect(archive.open('a')).toBeNull();
    expect(contents(archive, 'b')).toEqual(bytes(4000));
  });
});
