import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyCommand, applyCommands, type Command } from './commands.ts';
import { copyFragment, duplicate, parseFragment, pasteFragment } from './fragment.ts';
import { createHistory, record, undo } from './history.ts';
import { parseDocument } from './migrations.ts';
import { notesInOrder } from './notes.ts';
import { emptyDocument, maxNoteLength, type Note, type StrideDocument } from './schema.ts';

const note = (id: string, changed: Partial<Note> = {}): Note => ({
  id,
  text: 'Stem',
  x: 0,
  y: 0,
  width: 200,
  height: 96,
  ...changed,
});

const withNotes = (...notes: readonly Note[]): StrideDocument =>
  applyCommands(
    emptyDocument('notes'),
    notes.map((one) => ({ type: 'writeNote', note: one })),
  );

describe('notes', () => {
  it('are written, coloured, moved, resized and removed', () => {
    let document = withNotes(note('a'), note('b', { text: 'Head' }));
    const apply = (command: Command) => {
      document = applyCommand(document, command);
    };
    apply({ type: 'writeNote', note: note('a', { text: 'Stem\n7×7' }) });
    apply({ type: 'toneNotes', notes: ['a', 'b', 'missing'], tone: 'blue' });
    apply({ type: 'placeNotes', places: { a: { x: 8, y: 12 }, b: { x: 4, y: 4, width: 300, height: 40 } } });
    expect(document.notes.a).toEqual({ ...note('a'), text: 'Stem\n7×7', x: 8, y: 12, tone: 'blue' });
    expect(document.notes.b).toMatchObject({ x: 4, width: 300, height: 40 });
    apply({ type: 'toneNotes', notes: ['a'], tone: null });
    expect(document.notes.a).not.toHaveProperty('tone');
    apply({ type: 'remove', nodes: [], edges: [], notes: ['a'] });
    expect(Object.keys(document.notes)).toEqual(['b']);
  });

  it('go when no text is left, and stay within their limits', () => {
    const document = withNotes(note('a'), note('b', { text: 'x'.repeat(maxNoteLength + 1), width: 1, height: 1e6 }));
    expect(applyCommand(document, { type: 'writeNote', note: note('a', { text: ' \n' }) }).notes).not.toHaveProperty(
      'a',
    );
    expect(document.notes.b).toMatchObject({ width: 80, height: 4000 });
    expect(document.notes.b?.text).toHaveLength(10_000);
  });

  it('leave the document alone where nothing changes', () => {
    const document = withNotes(note('a', { tone: 'green' }));
    const nothing: readonly Command[] = [
      { type: 'writeNote', note: note('new', { text: '' }) },
      { type: 'placeNotes', places: { constructor: { x: 1, y: 1 } } },
      { type: 'toneNotes', notes: ['a'], tone: 'green' },
      { type: 'remove', nodes: [], edges: [], notes: ['missing'] },
    ];
    for (const command of nothing) expect(applyCommand(document, command)).toBe(document);
  });

  it('make one undo step of typing, and one of each gesture', () => {
    const type = (text: string): readonly Command[] => [{ type: 'writeNote', note: note('a', { text }) }];
    let history = createHistory(emptyDocument('typing'));
    for (const text of ['S', 'St', 'Stem']) history = record(history, 'Write note', type(text), 100);
    for (const x of [8, 16])
      history = record(history, 'Move', [{ type: 'placeNotes', places: { a: { x, y: 0 } } }], 200);
    expect(history.past).toHaveLength(3);
    expect(undo(undo(history)).present.notes.a?.text).toBe('Stem');
    expect(undo(undo(undo(history))).present.notes).toEqual({});
  });

  it('are read from above', () => {
    const document = withNotes(note('low', { y: 90 }), note('right', { x: 50 }), note('left'));
    expect(notesInOrder(document).map(({ id }) => id)).toEqual(['left', 'right', 'low']);
  });

  it('are copied with or without layers, under ids of their own', () => {
    const document = withNotes(note('a', { tone: 'amber' }));
    const text = JSON.stringify(copyFragment(document, [], ['a']));
    const fragment = parseFragment(text);
    if (!fragment) throw new Error('the fragment is refused');
    const { command, ids, notes } = pasteFragment(document, fragment, { x: 10, y: 20 });
    expect(ids).toEqual([]);
    expect(applyCommand(document, command).notes).toEqual({
      ...document.notes,
      a_1: note('a_1', { tone: 'amber', x: 10, y: 20 }),
    });
    expect(notes).toEqual(['a_1']);
    expect(duplicate(document, [], ['a']).command.notes?.[0]).toMatchObject({ x: 24, y: 24 });
    expect(parseFragment(JSON.stringify(copyFragment(document, [])))).toBeNull();
  });
});

describe('files', () => {
  it('of before there were notes open without any', () => {
    const file = new URL('./fixtures/v2-without-notes.json', import.meta.url);
    const opened = parseDocument(JSON.parse(readFileSync(file, 'utf8')));
    expect(opened.ok && opened.value.notes).toEqual({});
    expect(opened.ok && Object.keys(opened.value.graph.nodes)).toHaveLength(2);
  });

  it('keep notes, and are damaged where a note is under another id', () => {
    const document = withNotes(note('a'));
    expect(parseDocument(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, value: document });
    const broken = { ...document, notes: { b: document.notes.a } };
    expect(parseDocument(broken)).toMatchObject({ ok: false, error: { code: 'corrupt', path: 'notes.b.id' } });
  });
});
