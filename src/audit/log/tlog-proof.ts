/**
 * An event's proof as a text that is checked offline (C2SP tlog-proof): where the leaf stands, the hashes that lead from
 * it to the root, and the checkpoint with that root. The leaf itself is not in it.
 *
 * @param path from below, 32 bytes each
 * @param checkpoint a signed note, with the cosignatures that have come in
 */
export function formatTlogProof(index: number, path: readonly Buffer[], checkpoint: string): string {
  const lines = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...path.map((hash) => hash.toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}
