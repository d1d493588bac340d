/**
 * Runs every contender once a round, each round beginning with the next one: what a machine does to its guests while
 * time passes then falls on all of them.
 *
 * @template C, R
 * @param {readonly C[]} contenders
 * @param {number} count
 * @param {(contender: C, round: number) => Promise<R>} run
 * @returns {Promise<Map<C, R[]>>}
 */
export async function rotated(contenders, count, run) {
  const results = new Map(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < count; round += 1) {
    for (let i = 0; i < contenders.length; i += 1) {
      const contender = contenders[(round + i) % contenders.length];
      results.get(contender).push(await run(contender, round));
    }
  }
  return results;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Columns of equal width, numbers to the right.
 *
 * @param {readonly string[]} titles
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(titles, rows) {
  const lines = [titles, ...rows.map((row) => row.map(String))];
  const widths = titles.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .join('\n');
}
