/** The keys of an English namespace with any text: a French namespace of this type misses none and adds none. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
