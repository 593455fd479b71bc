import { describe, expect, it } from 'vitest';
import { type DraftHeader, readDraft, writeDraft } from './draft-file.ts';

const header: DraftHeader = {
  format: 'stride-draft',
  version: 1,
  name: 'Réseau\nà deux lignes',
  path: '/home/a/b.stride',
  modified: 12.5,
  changed: true,
  summary: { layers: 3, parameters: 1000, errors: 0, accuracy: null, silhouette: [] },
};

describe('draft files', () => {
  it('give back header and project, whatever bytes the project has', () => {
    const project = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    const read = readDraft(writeDraft(header, project));
    expect(read.ok && read.value.header).toEqual(header);
    expect(read.ok && [...read.value.project]).toEqual([...project]);
  });

  it('refuse what is no draft', () => {
    const text = (value: string) => new TextEncoder().encode(value);
    for (const bytes of [text(''), text('no line'), text('{}\nrest'), text('not json\nrest')]) {
      expect(readDraft(bytes).ok).toBe(false);
    }
  });
});
