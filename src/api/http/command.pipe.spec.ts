import { describe, expect, it } from '@jest/globals';
import { CommandPipe } from './command.pipe.js';
import { ListQuery } from '../queries.js';
import { OutsideReviewsQuery } from '../questions.queries.js';

const pipe = new CommandPipe();
const query = (metatype: new () => object, value: object): unknown =>
  pipe.transform(value, { type: 'query', metatype });
const refusal = (metatype: new () => object, value: object): unknown => {
  try {
    return query(metatype, value);
  } catch (error) {
    return error;
  }
};

describe('A query without parameters', () => {
  it('is one that nobody can change, since requests share it', () => {
    const empty = query(ListQuery, {}) as { limit?: number };
    expect(empty).toBeInstanceOf(ListQuery);
    expect(() => (empty.limit = 7)).toThrow(TypeError);
    expect(query(ListQuery, {})).toEqual(query(ListQuery, Object.create(null) as object));
  });

  it('is told apart from one with parameters, and by its class', () => {
    query(ListQuery, {});
    expect(query(ListQuery, { limit: '7' })).toMatchObject({ limit: 7 });
    expect(query(ListQuery, {})).not.toHaveProperty('limit', 7);
  });

  it('is refused each time, and names what is missing, where its class wants some', () => {
    for (let i = 0; i < 2; i += 1) {
      expect(refusal(OutsideReviewsQuery, {})).toMatchObject({
        status: 400,
        code: 'invalid',
        extras: { errors: [expect.objectContaining({ pointer: '/query/claim' })] },
      });
    }
    expect(query(ListQuery, {})).toBeInstanceOf(ListQuery);
  });
});
