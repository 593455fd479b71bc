import { numberField } from '../fields.ts';

/** Share of something that is dropped; 1 is refused: nothing would be left. */
export const rateField = (help: string, value = 0.5) =>
  numberField({ label: 'Rate', help, min: 0, max: 1, open: 'max' }, value);
