import { describe, expect, it } from 'vitest';
import { applies, type Focus } from './applies.ts';
import type { ActionId } from './catalogue.ts';

const nothing: Focus = { typing: false, control: null, inOverlay: false };
const on = (id: ActionId, keys: string, focus: Partial<Focus> = {}, situation = {}) =>
  applies(id, keys, {
    screen: 'editor',
    step: 'define',
    dialog: false,
    focus: { ...nothing, ...focus },
    ...situation,
  });

describe('applies', () => {
  it('leaves text fields their letters and their own undo', () => {
    expect(on('dock', 'd', { typing: true })).toBe(false);
    expect(on('undo', 'mod+z', { typing: true })).toBe(false);
    expect(on('save', 'mod+s', { typing: true })).toBe(true);
    // Given to one letter by the user, Save is no reason to save while that letter is typed.
    expect(on('save', 'x', { typing: true })).toBe(false);
  });

  it('leaves buttons their Space and lists their letters', () => {
    expect(on('pause', 'space', { control: 'press' }, { step: 'train' })).toBe(false);
    expect(on('pause', 'space', {}, { step: 'train' })).toBe(true);
    expect(on('dock', 'd', { control: 'press' })).toBe(true);
    expect(on('dock', 'd', { control: 'choose' })).toBe(false);
    expect(on('undo', 'mod+z', { control: 'choose' })).toBe(true);
  });

  it('keeps actions of the network to where it is on the screen', () => {
    expect(on('delete', 'delete')).toBe(true);
    expect(on('delete', 'delete', {}, { step: 'evaluate' })).toBe(false);
    expect(on('delete', 'delete', {}, { screen: 'start' })).toBe(false);
    expect(on('delete', 'delete', { inOverlay: true })).toBe(false);
  });

  it('lets a dialog be the only thing, but for the palette', () => {
    expect(on('undo', 'mod+z', {}, { dialog: true })).toBe(false);
    expect(on('open', 'mod+o', {}, { dialog: true })).toBe(false);
    expect(on('palette', 'mod+k', { typing: true, inOverlay: true }, { dialog: true })).toBe(true);
    expect(on('open', 'mod+o', {}, { screen: 'start' })).toBe(true);
  });
});
