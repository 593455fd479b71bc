import { type Answer, greatest, heldLabels, type Meaning } from '../../core/predictions/answer.ts';
import { predictionsHeader, predictionsLine } from '../../core/predictions/csv.ts';
import { backendOf, withEngine } from '../engine.ts';
import { exitCodes, fault } from '../failure.ts';
import { writeOutput } from '../output.ts';
import { answersOf, type FileAnswer, findPictures, meaningOfTrained } from '../pictures.ts';
import { percent } from '../progress.ts';
import type { CommandRun } from '../run.ts';
import { count } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { openTrained } from '../trained.ts';

/** Files that could not be read of which the reason is printed. */
const mostReasons = 20;

export const run: CommandRun = async (args, terminal) => {
  const [folder = '', ...what] = args.positionals;
  const trained = await openTrained(folder, terminal);
  const pictures = await findPictures(what, terminal);
  const meaning = meaningOfTrained(trained);
  const [csv, json] = [args.text('csv'), args.flag('json')];
  return withEngine(async (engine) => {
    const tally = { answered: 0, unread: 0 };
    const answers = counted(answersOf(pictures, trained, engine, backendOf(args), terminal), tally, terminal);
    if (csv !== undefined) {
      await writeOutput(terminal, csv, table(answers, meaning));
      if (json) terminal.out(JSON.stringify({ csv, ...tally }));
      else terminal.out(`${csv}: ${count(tally.answered)} pictures`);
    } else if (json) {
      const all: unknown[] = [];
      for await (const { path, answer } of answers) all.push(asJson(path, answer, meaning));
      terminal.out(JSON.stringify(all));
    } else {
      for await (const { path, answer } of answers) terminal.out(`${path}: ${asText(answer, meaning)}`);
    }
    if (tally.unread > mostReasons) terminal.note(`stride: ${count(tally.unread)} files could not be read in all`);
    if (tally.answered === 0) throw fault('none of the pictures could be read');
    return exitCodes.fine;
  });
};

interface Tally {
  answered: number;
  unread: number;
}

/** The answers alone; files without one are told of on stderr. */
async function* counted(answers: AsyncGenerator<FileAnswer>, tally: Tally, terminal: Terminal) {
  for await (const one of answers) {
    if ('answer' in one) {
      tally.answered++;
      yield one;
    } else if (++tally.unread <= mostReasons) terminal.note(`stride: ${one.path} could not be read: ${one.reason}`);
  }
}

async function* table(answers: AsyncIterable<{ path: string; answer: Answer }>, meaning: Meaning) {
  yield predictionsHeader(meaning);
  for await (const { path, answer } of answers) yield predictionsLine(path, answer, meaning);
}

/** A class with its probability; the labels that hold; numbers; or what share of the mask each class has. */
function asText(answer: Answer, meaning: Meaning): string {
  const { task, outputs } = meaning;
  const { values } = answer;
  if (task === 'manyLabel') return heldLabels(answer, meaning).join(', ') || '(no label)';
  if (task === 'oneLabel') return `${outputs[greatest(values)]} (${percent(values[greatest(values)] ?? 0)})`;
  const write = (value: number) => (task === 'segmentation' ? percent(value) : String(Number(value.toPrecision(6))));
  return outputs.map((name, i) => `${name} ${write(values[i] ?? 0)}`).join(', ');
}

/** Probabilities in the order of the classes, the most probable one told; else what each output says. */
function asJson(image: string, answer: Answer, meaning: Meaning) {
  const { task, outputs } = meaning;
  const values = [...answer.values];
  const probabilities = values.map((probability, i) => ({ label: outputs[i], probability }));
  switch (task) {
    case 'oneLabel': {
      const index = greatest(values);
      return { image, class: index, label: outputs[index], probability: values[index], probabilities };
    }
    case 'manyLabel':
      return { image, labels: heldLabels(answer, meaning), probabilities };
    case 'regression':
      return { image, values: values.map((value, i) => ({ name: outputs[i], value })) };
    case 'segmentation':
      return { image, shares: values.map((share, i) => ({ label: outputs[i], share })) };
  }
}
