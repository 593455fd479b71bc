import { describe, expect, it } from 'vitest';
import { type StepFacts, stepStates } from './step-state.ts';

const drawn: StepFacts = { errors: 0, layers: 5, compiled: false, trained: false, evaluated: false, running: false };

describe('stepStates', () => {
  it('opens training when the network has no error, and holds back what needs weights', () => {
    expect(stepStates(drawn)).toEqual({
      define: 'done',
      compile: 'open',
      train: 'open',
      evaluate: 'off',
      predict: 'off',
    });
  });

  it('marks an error on Define and holds back what follows', () => {
    expect(stepStates({ ...drawn, errors: 2 })).toEqual({
      define: 'failed',
      compile: 'off',
      train: 'off',
      evaluate: 'off',
      predict: 'off',
    });
  });

  it('keeps a trained network usable while its successor is broken', () => {
    const states = stepStates({ ...drawn, errors: 1, compiled: true, trained: true });
    expect(states.evaluate).toBe('open');
    expect(states.predict).toBe('open');
    expect(states.define).toBe('failed');
  });

  it('has nothing done on an empty canvas', () => {
    expect(Object.values(stepStates({ ...drawn, layers: 0 }))).not.toContain('done');
  });

  it('does not call training done while it goes on', () => {
    const trained = { ...drawn, compiled: true, trained: true, evaluated: true };
    expect(stepStates(trained)).toMatchObject({ compile: 'done', train: 'done', evaluate: 'done' });
    expect(stepStates({ ...trained, running: true }).train).toBe('open');
  });
});
