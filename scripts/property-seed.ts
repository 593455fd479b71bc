import fc from 'fast-check';

// The same random cases on every machine, so that a failure is the change's own. `STRIDE_SEED` draws others.
fc.configureGlobal({ seed: Number(process.env.STRIDE_SEED ?? 1) });
