import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import { generateFromPattern } from '../../src/core/pattern/build.ts';
import type { RepeatLetter } from '../../src/core/pattern/pattern.ts';
import type { PatternError } from '../../src/core/pattern/pattern-error.ts';
import type { Result } from '../../src/core/result.ts';

/** What the recipe's letters may be; a line that is written takes more. */
export const limits: Readonly<Record<RepeatLetter, readonly [number, number]>> = { N: [1, 4], M: [1, 6], K: [0, 3] };

export type Repeats = Readonly<Record<RepeatLetter, number>>;

/** CS231n's recipe with its letters, or with these numbers in their place. */
const recipe = ({ N, M, K }: Readonly<Record<RepeatLetter, number | string>>): string =>
  `INPUT -> [[CONV -> RELU]*${N} -> POOL?]*${M} -> [FC -> RELU]*${K} -> FC`;
const letters = recipe({ N: 'N', M: 'M', K: 'K' });

export interface PatternState {
  readonly input: readonly [number, number, number];
  readonly classes: number;
  readonly repeats: Repeats;
  /** The line as it is being written; `null` while the recipe is used. */
  readonly written: string | null;
  readonly generated: Result<StrideDocument, PatternError>;
  /** The network of the last line that was right, to be seen while the next is being written. */
  readonly last: StrideDocument | null;
  readonly setInput: (input: readonly [number, number, number]) => void;
  readonly setClasses: (classes: number) => void;
  readonly setRepeat: (letter: RepeatLetter, value: number) => void;
  readonly write: (line: string) => void;
  /** From the recipe to its line, to be changed freely, and back. */
  readonly toggleWriting: () => void;
}

/**
 * A pattern with what it leaves open, and the network that it stands for at every moment.
 *
 * @param image what it begins with, where that is known.
 */
export function usePattern(image: PatternState['input'] | null = null): PatternState {
  const { t } = useTranslation('start');
  const [input, setInput] = useState<PatternState['input']>(image ?? [32, 32, 3]);
  const [classes, setClasses] = useState(10);
  const [repeats, setRepeats] = useState<Repeats>({ N: 2, M: 3, K: 1 });
  const [written, write] = useState<string | null>(null);
  const name =
    written === null ? t('generator.name', { n: repeats.N, m: repeats.M, k: repeats.K }) : t('generator.title');
  const block = t('generator.block');
  const generated = useMemo(
    () => generateFromPattern(written ?? letters, { input, classes, repeats, name, block }),
    [written, input, classes, repeats, name, block],
  );
  const right = useRef<StrideDocument | null>(null);
  if (generated.ok) right.current = generated.value;
  return {
    input,
    classes,
    repeats,
    written,
    generated,
    last: right.current,
    setInput,
    setClasses,
    setRepeat: (letter, value) => setRepeats((old) => ({ ...old, [letter]: value })),
    write,
    toggleWriting: () => write((old) => (old === null ? recipe(repeats) : null)),
  };
}
