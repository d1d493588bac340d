/** Slips that make one word of another (optimal string alignment: insertions, deletions, changes, exchanged neighbours). */
export function editDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let [before, last]: [number[], number[]] = [[], b.map((_, j) => j + 1)];
  last.unshift(0);
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    for (const [j, its] of b.entries()) {
      const changed = (last[j] ?? 0) + (letter === its ? 0 : 1);
      const exchanged = i > 0 && j > 0 && letter === b[j - 1] && its === a[i - 1] ? (before[j - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min(changed, exchanged, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
