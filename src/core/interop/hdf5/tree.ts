import type { Shape } from '../../math/shape.ts';

/** Text, or a list of texts. */
export type H5Attribute = string | readonly string[];

export interface H5Dataset {
  readonly kind: 'dataset';
  /** Empty for a single value. */
  readonly shape: Shape;
  readonly values: Float32Array | Int32Array;
}

export interface H5Group {
  readonly kind: 'group';
  readonly attributes: ReadonlyMap<string, H5Attribute>;
  readonly children: ReadonlyMap<string, H5Node>;
}

export type H5Node = H5Group | H5Dataset;

/** A group that is still being filled. */
export interface H5Draft extends H5Group {
  readonly attributes: Map<string, H5Attribute>;
  readonly children: Map<string, H5Node>;
}

export const emptyGroup = (attributes: Readonly<Record<string, H5Attribute>> = {}): H5Draft => ({
  kind: 'group',
  attributes: new Map(Object.entries(attributes)),
  children: new Map(),
});

/** The group at a path of names, made where it is missing. */
export function groupAt(root: H5Draft, path: readonly string[]): H5Draft {
  let group = root;
  for (const name of path) {
    const known = group.children.get(name);
    if (known && isDraft(known)) group = known;
    else {
      const made = emptyGroup();
      group.children.set(name, made);
      group = made;
    }
  }
  return group;
}

const isDraft = (node: H5Node): node is H5Draft => node.kind === 'group' && node.children instanceof Map;
