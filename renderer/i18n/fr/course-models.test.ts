import { expect, it } from 'vitest';
import { courseModels } from '../../../src/core/analysis/scaling.ts';
import { courseFindingsFr } from './course-models.ts';

it('has a French finding for every row of the course’s table, and for no other', () => {
  expect(Object.keys(courseFindingsFr)).toEqual(courseModels.map(({ id }) => id));
});
