export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of this element alone, what is in others left out. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads an XML file of elements, attributes and text. Throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement {
  const wrong = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml);
  if (wrong) throw new Error(`a character that XML cannot hold at ${wrong.index}`);
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, '');
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
    const top = open.at(-1) ?? root;
    if (!token.startsWith('<')) {
      if (token.includes('>')) throw new Error(`a bare > in ${token}`);
      top.text += unescaped(token);
      continue;
    }
    const end = /^<\/([\w-]+)>$/.exec(token);
    if (end) {
      if (end[1] !== top.name || open.length < 2) throw new Error(`${token} ends ${top.name}`);
      open.pop();
      continue;
    }
    const element = startTag(token);
    top.children.push(element);
    if (!token.endsWith('/>')) open.push(element);
  }
  const [only] = root.children;
  if (!only || root.children.length > 1 || open.length > 1 || root.text.trim() !== '')
    throw new Error('not one element that is closed');
  return only;
}

function startTag(token: string): Open {
  const tag = /^<([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>$/.exec(token);
  if (!tag) throw new Error(`not a tag: ${token}`);
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of (tag[2] ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name in attributes) throw new Error(`${name} twice in ${token}`);
    attributes[name] = unescaped(value);
  }
  return { name: tag[1] ?? '', attributes, children: [], text: '' };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&([^;]*;?)/g, (all, name: string) => {
    const character = entities[name.replace(/;$/, '')];
    if (character === undefined || !name.endsWith(';')) throw new Error(`a bare & in ${all}`);
    return character;
  });

/** An element and all that is in it. */
export const everyElement = (element: XmlElement): readonly XmlElement[] => [
  element,
  ...element.children.flatMap(everyElement),
];

/** All text of an element, that of the elements in it included. */
export const textsOf = (element: XmlElement): readonly string[] =>
  everyElement(element).flatMap(({ name, text }) => (name === 'text' ? [text] : []));
