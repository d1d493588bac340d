import { describe, expect, it } from '@jest/globals';
import { chainsOf, type UpstreamLink, type ChainStart } from './chains.js';

const place = (id: string): ChainStart => ({ id, workId: id.toUpperCase(), originId: `paper-${id}` });
/** `of` has it from the work of another place, or from an origin outside. */
const fromWork = (id: string, of: string, other: string): UpstreamLink => ({
  id,
  of,
  workId: other.toUpperCase(),
  originId: `paper-${other}`,
});
const fromOutside = (id: string, of: string, originId: string): UpstreamLink => ({ id, of, originId });
const rootsOf = (places: readonly ChainStart[], upstreams: readonly UpstreamLink[]) =>
  chainsOf(places, upstreams).roots.map(({ originIds, circular }) => [[...originIds], circular]);

describe('Chains', () => {
  it('end in one origin where five outlets relay one report, however long the way is', () => {
    const places = ['a', 'b', 'c', 'd', 'e'].map(place);
    const upstreams = [
      fromOutside('u1', 'a', 'agency'),
      fromOutside('u2', 'b', 'agency'),
      fromWork('u3', 'c', 'b'),
      fromWork('u4', 'd', 'c'),
      fromOutside('u5', 'e', 'other-agency'),
      fromOutside('u6', 'u5', 'agency'),
    ];
    const chains = chainsOf(places, upstreams);
    expect(chains.roots).toEqual([{ originIds: ['agency'], nodes: ['u1', 'u2', 'u6'], circular: false }]);
    expect(places.map(({ id }) => chains.depthOf(id))).toEqual([1, 1, 2, 3, 2]);
    expect(chains.circles).toEqual([]);
  });

  it('end in each outlet that nothing is known of, and in all origins that one is known to have it from', () => {
    expect(rootsOf([place('a'), place('b')], [])).toEqual([
      [['paper-a'], false],
      [['paper-b'], false],
    ]);
    const two = [fromOutside('u', 'a', 'x'), fromOutside('v', 'a', 'y')];
    expect(chainsOf([place('a')], two).originsOf('a')).toEqual(['x', 'y']);
  });

  it('that only lead round in a circle are one origin, with all who are in it or had it from there', () => {
    const places = ['a', 'b', 'c'].map(place);
    const upstreams = [fromWork('u', 'a', 'b'), fromWork('v', 'b', 'a'), fromWork('w', 'c', 'a')];
    const chains = chainsOf(places, upstreams);
    expect(chains.circles).toEqual([['a', 'u', 'b', 'v']]);
    expect(chains.roots).toEqual([{ originIds: ['paper-a', 'paper-b'], nodes: ['a', 'u', 'b', 'v'], circular: true }]);
    expect(places.map(({ id }) => chains.originsOf(id))).toEqual(Array(3).fill(['paper-a', 'paper-b']));
    expect(places.map(({ id }) => chains.depthOf(id))).toEqual([2, 2, 3]);
  });

  it('tell the same from whichever place of a circle one starts', () => {
    const upstreams = [fromWork('u', 'a', 'b'), fromWork('v', 'b', 'c'), fromWork('w', 'c', 'a')];
    for (const order of ['abc', 'bca', 'cab', 'cba']) {
      const chains = chainsOf([...order].map(place), upstreams);
      expect([...order].map((id) => chains.depthOf(id))).toEqual([3, 3, 3]);
      expect(chains.roots[0]?.originIds).toEqual(['paper-a', 'paper-b', 'paper-c']);
      expect(chains.circles.map((circle) => [...circle].sort())).toEqual([['a', 'b', 'c', 'u', 'v', 'w']]);
    }
  });

  it('leave a circle by the one in it that has it from elsewhere', () => {
    const upstreams = [fromWork('u', 'a', 'b'), fromWork('v', 'b', 'a'), fromOutside('w', 'b', 'agency')];
    const chains = chainsOf([place('a'), place('b')], upstreams);
    expect(chains.roots).toEqual([{ originIds: ['agency'], nodes: ['w'], circular: false }]);
    expect(chains.circles).toHaveLength(1);
    expect([chains.originsOf('a'), chains.originsOf('b')]).toEqual([['agency'], ['agency']]);
  });

  it('find a work that names itself to be a circle', () => {
    expect(chainsOf([place('a')], [fromWork('u', 'a', 'a')])).toMatchObject({
      circles: [['a', 'u']],
      roots: [{ originIds: ['paper-a'], circular: true }],
    });
  });

  it('count two outlets that were found to be one as one origin', () => {
    const same = (id: string): string => (id === 'paper-b' ? 'paper-a' : id);
    expect(chainsOf([place('a'), place('b')], [], same).roots).toEqual([
      { originIds: ['paper-a'], nodes: ['a', 'b'], circular: false },
    ]);
  });

  it('are walked in time where many works name all the others', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `p${i}`);
    const upstreams = ids.flatMap((of) =>
      ids.filter((id) => id !== of).map((other) => fromWork(`${of}-${other}`, of, other)),
    );
    const chains = chainsOf(ids.map(place), upstreams);
    expect(chains.roots).toHaveLength(1);
    expect(chains.circles).toHaveLength(1);
  });
});
