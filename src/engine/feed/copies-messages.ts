import type { CopyFile } from './copies.ts';
import type { CopiesRequest } from './copies-of.ts';

export type ToCopies = { readonly type: 'begin'; readonly request: CopiesRequest } | { readonly type: 'more' };

/** None where all were sent. */
export type FromCopies = { readonly files: readonly CopyFile[] } | { readonly reason: string };
