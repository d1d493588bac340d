import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { originList } from '../src/projections/outlets/origin-list.js';
import { anOutlet } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';

let questions: Questioned;
beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

describe('An origin that was joined into an outlet', () => {
  it('names that outlet', async () => {
    const [origin, outlet] = [v7(), v7()];
    await questions.record(...anOutlet(outlet, 'The Daily Example'), {
      stream: `origin-${origin}`,
      type: 'OriginsJoined',
      facts: { intoId: outlet },
    });
    const { items } = await questions.ask(originList, {});
    expect(items).toMatchObject([{ id: origin, name: null, joinedInto: { id: outlet, name: 'The Daily Example' } }]);
  });
});
