import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A text that code asks for: in one of `namespaces`, under a key that `matches`. */
interface Use {
  readonly namespaces: readonly string[];
  readonly matches: (key: string) => boolean;
}

/** A call `t('key', { … })` whose key and names of values can be read off the code. */
export interface PlainCall {
  readonly file: string;
  readonly namespaces: readonly string[];
  readonly key: string;
  /** `null` where values are spread or come in a variable. */
  readonly values: ReadonlySet<string> | null;
}

export interface SourceUses {
  readonly uses: readonly Use[];
  readonly calls: readonly PlainCall[];
  /** Every string of the renderer that names a namespace, `shell:close`: keys also travel in variables and tables. */
  readonly named: ReadonlySet<string>;
}

/** Reads every source of the renderer but tests and the texts themselves. */
export function readSourceUses(): SourceUses {
  const uses: Use[] = [];
  const calls: PlainCall[] = [];
  const named = new Set<string>();
  for (const file of sourceFiles()) {
    const text = readFileSync(`${root}${file}`, 'utf8');
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, kind);
    const namespaces = namespacesOf(source);
    // A key that comes in a variable of the file may be any string of the file.
    let indirect = false;
    const strings = new Set<string>();
    visit(source, (node) => {
      if (ts.isStringLiteralLike(node)) {
        strings.add(node.text);
        if (/^\w+:\w/.test(node.text)) named.add(node.text);
      }
      if (!ts.isCallExpression(node) || !isTranslator(node.expression)) return;
      const [first] = node.arguments;
      if (!first) return;
      const keys = keysIn(first);
      indirect ||= keys.some((key) => key === null);
      for (const key of keys) {
        if (key === null) continue;
        uses.push(asking(key, namespaces));
        if (typeof key === 'string') calls.push(plainCall(file, key, namespaces, node.arguments[1]));
      }
    });
    if (indirect) uses.push({ namespaces, matches: (key) => strings.has(key) });
  }
  return { uses, calls, named };
}

const sourceFiles = (): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$|(^|\/)testing\/|^i18n\/(en|fr)\//.test(name),
  );

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

const isTranslator = (callee: ts.Expression): boolean =>
  ts.isIdentifier(callee)
    ? callee.text === 't'
    : ts.isPropertyAccessExpression(callee) && callee.name.text === 't' && callee.expression.getText() === 'i18next';

/** The namespaces that a file names, in `useTranslation(…)`, `getFixedT(…)` or in the type of a `t` that it is given. */
function namespacesOf(source: ts.SourceFile): string[] {
  const found = new Set<string>();
  visit(source, (node) => {
    const named =
      ts.isCallExpression(node) && /^(useTranslation|i18next\.getFixedT)$/.test(node.expression.getText())
        ? node
        : ts.isTypeReferenceNode(node) && node.typeName.getText() === 'TFunction'
          ? node
          : null;
    if (named) visit(named, (inner) => ts.isStringLiteralLike(inner) && found.add(inner.text));
  });
  return found.size > 0 ? [...found] : ['shell'];
}

/** The keys that an argument may be: texts, patterns of templates, and `null` for what only running the code tells. */
function keysIn(argument: ts.Expression): (string | RegExp | null)[] {
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  if (ts.isParenthesizedExpression(argument)) return keysIn(argument.expression);
  if (ts.isConditionalExpression(argument)) return [...keysIn(argument.whenTrue), ...keysIn(argument.whenFalse)];
  if (!ts.isTemplateExpression(argument)) return [null];
  const { head, templateSpans } = argument;
  const parts = templateSpans.map(({ expression, literal }) => oneOf(expression) + literally(literal.text));
  return [new RegExp(`^${literally(head.text)}${parts.join('')}$`)];
}

/** What stands for a value in a template: the texts of a conditional, else any one step of a key. */
function oneOf(expression: ts.Expression): string {
  const keys = keysIn(expression);
  return keys.every((key) => typeof key === 'string') ? `(?:${keys.map(literally).join('|')})` : '[^.]+';
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function asking(key: string | RegExp, namespaces: readonly string[]): Use {
  const written = typeof key === 'string' ? `^${literally(key)}$` : key.source;
  const [, namespace, rest] = /^\^(\w+):(.*)$/.exec(written) ?? [];
  const pattern = new RegExp(rest === undefined ? written : `^${rest}`);
  return { namespaces: namespace === undefined ? namespaces : [namespace], matches: (name) => pattern.test(name) };
}

function plainCall(
  file: string,
  written: string,
  inFile: readonly string[],
  values: ts.Expression | undefined,
): PlainCall {
  const [, namespace, rest] = /^(\w+):(.*)$/.exec(written) ?? [];
  const namespaces = namespace === undefined ? inFile : [namespace];
  return { file, namespaces, key: rest ?? written, values: values === undefined ? new Set() : namesIn(values) };
}

function namesIn(values: ts.Expression): ReadonlySet<string> | null {
  if (!ts.isObjectLiteralExpression(values)) return null;
  const names = new Set<string>();
  for (const property of values.properties) {
    if (!property.name || !ts.isIdentifier(property.name)) return null;
    names.add(property.name.text);
  }
  return names;
}
