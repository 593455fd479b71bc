import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { suggestAugmentation } from '../../core/augment/suggest.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { makeCopies } from '../../engine/feed/copies.ts';
import { type CopiesRequest, canCopy, copiesCount } from '../../engine/feed/copies-of.ts';
import { chooseData, openData, pictureShape } from '../data.ts';
import { exitCodes, fault, misuse } from '../failure.ts';
import { makeFolder, writeOutput } from '../output.ts';
import type { CommandRun } from '../run.ts';
import { openNetwork } from '../source.ts';
import { count } from '../table.ts';

export const run: CommandRun = async (args, terminal) => {
  const output = args.text('output');
  if (output === undefined) throw misuse('augment: -o DIR is missing');
  const document = await openNetwork(args.positionals[0] ?? '', terminal);
  const compiled = compileNetwork(document, document.name);
  if (!compiled.ok) throw fault('the network has errors: stride validate tells which');
  const ref = await chooseData(args, terminal);
  await requireEmpty(resolve(terminal.cwd, output), output);
  const dataset = await openData(ref, pictureShape(compiled.value.inputShape), terminal);
  if (!canCopy(dataset)) throw fault('only pictures of one class each can be written into folders');

  const { augmentation, seed, validationShare } = document.training;
  const request: CopiesRequest = {
    dataset,
    augmentation: augmentation.steps.length > 0 ? augmentation : suggestAugmentation(dataset),
    seed: args.number('seed') ?? seed,
    validationShare,
    copies: args.number('copies') ?? 1,
  };
  await makeFolder(terminal, output);
  const total = copiesCount(request);
  let stopped = false;
  const forget = terminal.onInterrupt(() => {
    stopped = true;
  });
  let written = 0;
  try {
    for await (const { path, bytes } of makeCopies(request)) {
      if (stopped) break;
      await writeOutput(terminal, join(output, path), bytes);
      written++;
      if (written % 20 === 0) terminal.status(`Writing images ${count(written)}/${count(total)}`);
    }
  } finally {
    forget();
    terminal.status('');
  }
  const steps = request.augmentation.steps.map(({ kind }) => kind);
  if (args.flag('json')) terminal.out(JSON.stringify({ folder: resolve(terminal.cwd, output), written, total, steps }));
  else terminal.out(`${output}: ${count(written)} of ${count(total)} images (${steps.join(', ')})`);
  return written === total ? exitCodes.fine : exitCodes.fault;
};

/** New files are not mixed with others. Throws a `CliFailure`. */
async function requireEmpty(path: string, what: string): Promise<void> {
  const names = await readdir(path).catch(() => []);
  if (names.length > 0) throw misuse(`${what} is not empty: new images would be mixed with what is in it`);
}
