import { templates } from '../../../templates/index.ts';
import { analyze } from '../../core/analysis/analyze.ts';
import { exitCodes } from '../failure.ts';
import type { CommandRun } from '../run.ts';
import { count, table } from '../table.ts';

export const run: CommandRun = async (args, terminal) => {
  const rows = templates.map((template) => {
    const { totals } = analyze(template.build().graph);
    const { id, title, year, family } = template;
    return { id, title, year, family, parameters: totals.parameters, macs: totals.macs, layers: totals.layers };
  });
  if (args.flag('json')) terminal.out(JSON.stringify(rows));
  else {
    const cells = rows.map((row) => [
      row.id,
      row.title,
      String(row.year),
      row.family,
      count(row.parameters),
      count(row.macs),
      count(row.layers),
    ]);
    const head = ['Id', 'Title', 'Year', 'Family', 'Parameters', 'MACs', 'Layers'];
    terminal.out(table(head, cells, ['left', 'left', 'right', 'left', 'right', 'right', 'right']));
  }
  return exitCodes.fine;
};
