import { describe, expect, it } from 'vitest';
import { createDialogs } from './dialogs.ts';

describe('createDialogs', () => {
  it('gives the answer to whoever asked and closes', async () => {
    const dialogs = createDialogs();
    const answer = dialogs.changedOnDisk('/a.stride', true);
    const { question } = dialogs.getState();
    expect(question).toMatchObject({ kind: 'changedOnDisk', path: '/a.stride' });
    if (question?.kind === 'changedOnDisk') question.settle('mine');
    expect(await answer).toBe('mine');
    expect(dialogs.getState().question).toBeNull();
  });

  it('cancels a question that another one displaces', async () => {
    const dialogs = createDialogs();
    const first = dialogs.openFile('Open', []);
    const second = dialogs.loseChanges('LeNet');
    expect(await first).toBeNull();
    const { question } = dialogs.getState();
    if (question?.kind === 'loseChanges') question.settle('lose');
    expect(await second).toBe('lose');
  });

  it('takes back what is told of a network that is no longer on the screen', async () => {
    const dialogs = createDialogs();
    const told = dialogs.imported('a.json', { layers: 2, groups: 0, custom: [], changed: [] }, 'none');
    dialogs.dismiss();
    expect(await told).toBeNull();
    expect(dialogs.getState().question).toBeNull();
    dialogs.dismiss();
  });
});
