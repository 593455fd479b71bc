import type { Survey } from './report.ts';

export type FromSurveyWorker =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'done'; readonly survey: Survey }
  | { readonly type: 'failed'; readonly message: string };
