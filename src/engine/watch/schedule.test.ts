import { expect, test } from 'vitest';
import { Pace } from './schedule.ts';

/** Steps that are watched in a second of steps of 10 ms, when watching one takes so long. */
function watchedIn(second: number, share: number, cost: number, wanted: (step: number) => boolean = () => false) {
  const pace = new Pace({ kind: 'share', share }, 0);
  const steps: number[] = [];
  let now = 0;
  for (let step = 0; now < second * 1000; step++) {
    const due = pace.isDue(step, now, wanted(step));
    now += 10;
    if (!due) continue;
    now += cost;
    steps.push(step);
    pace.took(cost, now);
  }
  return { steps, spent: (steps.length * cost) / now };
}

test('by share: at most four times a second, and no more time than the share', () => {
  expect(watchedIn(10, 0.02, 1).steps.length).toBeLessThanOrEqual(40);
  expect(watchedIn(10, 0.02, 1).steps.length).toBeGreaterThan(35);
  for (const cost of [10, 50, 200]) expect(watchedIn(60, 0.02, cost).spent).toBeLessThanOrEqual(0.022);
});

test('the end of an epoch is watched where that is affordable, four times a second or not', () => {
  const everyTenth = (step: number): boolean => step % 10 === 9;
  expect(watchedIn(10, 0.02, 1, everyTenth).steps.length).toBeGreaterThan(90);
  expect(watchedIn(10, 0.02, 100, everyTenth).spent).toBeLessThanOrEqual(0.022);
});

test('by steps, and off', () => {
  const dueAt = (pace: Pace): number[] => [0, 1, 2, 3, 4, 5, 6].filter((step) => pace.isDue(step, 0, true));
  expect(dueAt(new Pace({ kind: 'steps', every: 3 }, 0))).toEqual([0, 3, 6]);
  expect(dueAt(new Pace({ kind: 'off' }, 0))).toEqual([]);
});

test('what watching takes unseen counts too: that the step is longer than others', () => {
  const pace = new Pace({ kind: 'share', share: 0.02 }, 0);
  let [now, watched, hidden] = [0, false, 0];
  for (let step = 0; now < 60_000; step++) {
    pace.begin(now, watched);
    watched = pace.isDue(step, now, false);
    now += 10;
    if (!watched) continue;
    now += 30;
    hidden += 30;
    pace.took(1, now);
  }
  expect(hidden / now).toBeLessThanOrEqual(0.022);
  expect(hidden).toBeGreaterThan(600);
});
