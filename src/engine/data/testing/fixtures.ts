import { z } from 'zod';

const numbers = z.array(z.number());

/** What `conformance/record_data.py` writes: what NumPy, Keras and Pillow make of small files. */
export const fixtureSchema = z.object({
  arrays: z.array(
    z.object({ name: z.string(), shape: numbers, values: numbers, texts: z.array(z.string()), file: z.string() }),
  ),
  archives: z.array(z.object({ file: z.string(), x: numbers, y: numbers, testX: numbers })),
  resized: z.array(
    z.object({
      mode: z.enum(['pad', 'crop']),
      from: z.tuple([z.number(), z.number()]),
      to: z.tuple([z.number(), z.number()]),
      picture: numbers,
      fitted: numbers,
    }),
  ),
  standardised: z.array(
    z.object({ shape: numbers, values: numbers, mean: numbers, deviation: numbers, first: numbers }),
  ),
  masks: z.array(z.object({ name: z.string(), shape: numbers, values: numbers, file: z.string() })),
});
