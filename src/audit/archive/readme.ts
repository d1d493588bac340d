import type { About } from './format.js';

const OPEN: Readonly<Record<About['scope'], string>> = {
  all: 'everything but the sources that are confidential and whose trust its reader does not share',
  public: 'what is public: the events of published claims without who recorded them, and the ledger’s own events',
  claim: 'one claim, as far as its reader may see it, and the ledger’s own events',
};

/** The page inside an archive: how to check it, in words and steps, with nothing but SHA-256, Ed25519 and JSON. */
export const readmeOf = ({ origin, size, scope, format }: About): string => `# An archive of the ledger ${origin}

Format ${format}, ${size} events. Open in it: ${OPEN[scope]}.

\`claim-ledger verify <this file> --key <vkey>\` checks all of it, without a network. Take the key from elsewhere than from here:
whoever can forge an archive can forge the key in it. What follows lets you write that check yourself.

## What is in it

| member | |
| --- | --- |
| \`archive.json\` | origin, size, scope; \`complete\`: whether every event has a line in \`parts\` |
| \`log.vkey\` | the log's keys, a line each: \`name+id+base64(0x01 ‖ Ed25519 key)\` (C2SP signed-note) |
| \`checkpoint\` | the signed size and root of the whole (C2SP tlog-checkpoint) |
| \`checkpoints/<size>\` | every earlier one |
| \`tile/entries/<N>\` | 256 events' leaves, each behind its length in two bytes, big-endian (C2SP tlog-tiles) |
| \`tile/<L>/<N>\` | the hashes of the tree, 256 of 32 bytes each; \`.p/<W>\` where there are only W |
| \`parts/<N>.ndjson\` | what the leaves of \`tile/entries/<N>\` commit to, as far as it is open: a line an event |
| \`streams/<N>.ndjson\` | streams all of whose events have a line in \`parts\`, with their number |
| \`erasures.ndjson\` | which event erased the words at which position |

Where a file's bytes are text, they are UTF-8. Salts are base64url without padding, 32 bytes.

## The check

1. **Signature.** Split \`checkpoint\` at its first blank line. The part above, with its last newline, is what was signed. A line
   \`— <name> <base64>\` below it holds four bytes that name the key, then an Ed25519 signature. Verify it with the key that you
   trust. Line 1 is the origin, line 2 the number of events, line 3 the root in base64.
2. **Tree.** Hash each leaf: SHA-256(0x00 ‖ leaf). The root over n hashes is that hash for one, and for more
   SHA-256(0x01 ‖ root of the first k ‖ root of the others), k the largest power of two below n (RFC 9162 section 2.1.1). It must be
   the signed root. Every file in \`checkpoints\` must be signed as well and have the root over as many leaves as it says; an
   early one perhaps by a key that is in force no more: the facts of an event of type SigningKeyAdopted before it name that
   key, and no KeyRetired before it does. The tiles follow from the leaves; they tell which leaf was changed where the root is another.
3. **Order.** A leaf is JSON: its \`position\` is its place, from 0, and \`at\` never falls.
4. **Parts.** For \`head\`, \`who\`, \`facts\` and \`words\` of a line in \`parts\`: the base64url without padding of
   SHA-256(salt ‖ \`claim-ledger/<part>/v1\` ‖ 0x00 ‖ the bytes of \`text\`) is what the leaf has under that name.
5. **Streams.** Likewise its \`stream\` is SHA-256(the stream's salt ‖ \`claim-ledger/stream/v1\` ‖ 0x00 ‖ name ‖ 0x00 ‖ revision in decimal).
   The lines of a stream have revisions 1, 2, 3, … once each. For a stream in \`streams\` with n events, no leaf of the
   archive has the value for revision n + 1: so none of its events is missing.
6. **Erasures.** Words are null only where \`erasures.ndjson\` has the position, and the event it names has the type PayloadErased
   and lists the position in its facts. Where words were erased, none may stand.

What no check can tell: what was never recorded, and what happened to an event before the first checkpoint that covers it.
`;
