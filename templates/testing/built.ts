import { readFileSync } from 'node:fs';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { templateById } from '../index.ts';

export function built(id: string): StrideDocument {
  const template = templateById(id);
  if (!template) throw new Error(`no template ${id}`);
  return template.build();
}

/** Lines of a fixture and their tab-separated fields. */
export function tableOf(path: string): string[][] {
  const text = readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

/** `56×56×64` */
export const shapeOf = (text: string): number[] => text.split('×').map(Number);
