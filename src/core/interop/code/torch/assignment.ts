import { call, topLevel } from '../python.ts';

const width = 88;

/** `target = text`, broken as black breaks it: at the operators of a sum within brackets, or within a call's brackets. */
export function assignment(target: string, text: string, indent: number): string {
  const line = `${target} = ${text}`;
  if (indent + line.length <= width) return line;
  const inner = ' '.repeat(indent + 4);
  const terms = summands(text);
  if (terms.length > 1) {
    const body = indent + 4 + text.length <= width ? text : terms.join(`\n${inner}`);
    return `${target} = (\n${inner}${body}\n${' '.repeat(indent)})`;
  }
  const [, head, inside] = /^([\w.]+)\((.*)\)$/s.exec(text) ?? [];
  return head === undefined || inside === undefined ? line : call(`${target} = ${head}`, topLevel(inside), '', indent);
}

/** What stands before each operator that is in no bracket, each but the first with its operator in front. */
function summands(text: string): readonly string[] {
  const terms: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if ('(['.includes(char)) depth++;
    else if (')]'.includes(char)) depth--;
    else if (depth === 0 && / [-+*/] /.test(text.slice(i, i + 3))) {
      terms.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...terms, text.slice(start)];
}
