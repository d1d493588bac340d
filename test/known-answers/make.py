"""Prints the known answers: fixture events with salts, and what they must come to by the second implementation.

The committed file is the output, formatted: python3 test/known-answers/make.py > test/known-answers/known-answers.json
A ledger's formats hold for ever, so a difference to the committed file is a defect of whatever changed, never of the file.
"""
import base64, hashlib, json, pathlib, sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from second import BASE, L, canonical, commit, commit_stream, key_id, leaf_hash, root_of, times  # noqa: E402

ORIGIN = "example.com/known-answers"
SEED = hashlib.sha256(b"claim-ledger known answers: a test key, known to everybody").digest()
ADA, BEN = "0199f0a0-0000-7000-8000-00000000000a", "0199f0a0-0000-7000-8000-00000000000b"
CLAIM_A, CLAIM_B = "claim-0199f0a0-0000-7000-8000-0000000000ca", "claim-0199f0a0-0000-7000-8000-0000000000cb"


def salt(name):
    return hashlib.sha256(b"claim-ledger known answers: salt of " + name.encode()).digest()


def b64(raw):
    return base64.b64encode(raw).decode()


def encode(p):
    return (p[1] | (p[0] & 1) << 255).to_bytes(32, "little")


def ed25519_sign(seed, message):
    """The public key and a signature (RFC 8032, sections 5.1.5 and 5.1.6)."""
    digest = hashlib.sha512(seed).digest()
    a = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = encode(times(a, BASE))
    r = int.from_bytes(hashlib.sha512(digest[32:] + message).digest(), "little") % L
    commitment = encode(times(r, BASE))
    k = int.from_bytes(hashlib.sha512(commitment + public + message).digest(), "little") % L
    return public, commitment + ((r + k * a) % L).to_bytes(32, "little")


PUBLIC = ed25519_sign(SEED, b"")[0]
VKEY = f"{ORIGIN}+{key_id(ORIGIN, PUBLIC).hex()}+{b64(bytes([1]) + PUBLIC)}"

# (what it shows, at, stream, revision, type, who, facts, words, erased); members stand in no particular order.
EVENTS = [
    ("no words", "2026-11-22T10:00:00.000Z", "ledger", 1, "SigningKeyAdopted", {"role": "system", "actor": "system"},
     {"vkey": VKEY, "origin": ORIGIN, "ledgerId": "0199f0a0-0000-7000-8000-0000000000ed"}, {}, False),
    ("numbers and nesting, in the batch of the first", "2026-11-22T10:00:00.000Z", "ledger", 2, "ScaleAdopted",
     {"actor": "system", "role": "system"},
     {"version": 1, "scale": "truth-5", "ratings": [{"value": 5, "code": "TRUE"}, {"code": "SATIRE"}],
      "negative": -7, "largest": 2**53 - 1, "smallest": -(2**53) + 1, "zero": 0}, {}, False),
    ("words", "2026-11-22T10:00:01.250Z", CLAIM_A, 1, "ClaimSubmitted", {"role": "editor", "actor": ADA},
     {"wordingId": "0199f0a0-0000-7000-8000-0000000000fa", "kind": "quantity", "language": "en", "claimantId": None,
      "claimedOn": "2025-03-27", "claimedOnBasis": "stated", "topics": ["ukraine", "north-korea"]},
     {"text": "North Korea sent 3,000 more soldiers", "selectionReason": "widely shared"}, False),
    ("words beyond ASCII, and escapes", "2026-11-22T10:00:01.251Z", CLAIM_B, 1, "ClaimSubmitted",
     {"actor": BEN, "role": "reviewer"},
     {"wordingId": "0199f0a0-0000-7000-8000-0000000000fb", "kind": "position", "language": "uk",
      "claimantId": "0199f0a0-0000-7000-8000-0000000000fc", "claimedOnBasis": "unknown", "topics": []},
     {"text": "Швеція «не виключає» відправлення військ 🇸🇪 до України",
      "claimant": {"role": "statsminister", "name": "A\u030akesson / Åkesson"},
      "selectionReason": "a\tb\r\n\"c\" \\ / \u007f \u0080 \u2028 \u001f\b\f </script>"}, False),
    ("a later revision", "2026-11-22T23:59:59.999Z", CLAIM_A, 2, "ClaimTagged", {"actor": ADA, "role": "editor"},
     {"topics": ["ukraine"]}, {}, False),
    ("words erased: no salt and no bytes are left", "2028-02-29T00:00:00.000Z", CLAIM_A, 3, "CorrectionRequested",
     {"actor": "public", "role": "public"}, {"requestId": "0199f0a0-0000-7000-8000-0000000000ce"},
     {"text": "My name is in it"}, True),
    ("the event that erased them", "2028-02-29T00:00:00.001Z", "ledger", 3, "PayloadErased",
     {"actor": ADA, "role": "admin"}, {"positions": [5], "basis": "data-protection"}, {"reason": "asked for"}, False),
]  # fmt: skip

# Values by which canonical forms go wrong: order by UTF-16 code units, keys that are special to JavaScript, escapes.
VALUES = [
    {},
    {"b": None, "a": True, "A": False, "aa": [], "": {}},
    {"\ufb33": 1, "\U0001f602": 2, "\u20ac": 3, "\u00f6": 4, "1": 5, "10": 6, "2": 7, "\r": 8},
    {"__proto__": {"constructor": "a"}, "toString": "b", "length": 0},
    {"text": "".join(map(chr, range(1, 160)))},
]


def event(position, described):
    shows, at, stream, revision, type, who, facts, words, erased = described
    head = {"type": type, "stream": stream, "revision": revision, "schema": 1,
            "id": f"0199f0a0-0000-7000-8000-{position:012x}", "causation": "0199f0a0-0000-7000-8000-0000000ca05e"}  # fmt: skip
    parts, leaf = {}, {"at": at, "position": position, "v": 1}
    for part, value in (("head", head), ("who", who), ("facts", facts), ("words", words)):
        own, data = salt(f"{part} of {position}"), canonical(value)
        leaf[part] = commit(part, own, data.encode())
        kept = {"salt": b64(own), "value": value, "canonical": data}
        parts[part] = {"commitment": leaf[part]} | ({} if erased and part == "words" else kept)
    leaf["stream"] = commit_stream(salt(stream), stream, revision)
    data = canonical(leaf).encode()
    return {"shows": shows, "at": at, "position": position, "stream": stream, "revision": revision,
            "streamSalt": b64(salt(stream)), "streamCommitment": leaf["stream"], "parts": parts,
            "leaf": data.decode(), "leafHash": b64(leaf_hash(data))}  # fmt: skip


def path(m, hashes):
    """PATH of RFC 9162 section 2.1.3.1."""
    if len(hashes) == 1:
        return []
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return path(m, hashes[:k]) + [root_of(hashes[k:])] if m < k else path(m - k, hashes[k:]) + [root_of(hashes[:k])]


def subproof(m, hashes, whole=True):
    """SUBPROOF of RFC 9162 section 2.1.4.1."""
    if m == len(hashes):
        return [] if whole else [root_of(hashes)]
    k = 1 << (len(hashes) - 1).bit_length() - 1
    if m <= k:
        return subproof(m, hashes[:k], whole) + [root_of(hashes[k:])]
    return subproof(m - k, hashes[k:], False) + [root_of(hashes[:k])]


def answers():
    events = [event(position, described) for position, described in enumerate(EVENTS)]
    hashes = [base64.b64decode(e["leafHash"]) for e in events]
    n = len(events)
    root = b64(root_of(hashes))
    text = f"{ORIGIN}\n{n}\n{root}\n"
    signature = b64(key_id(ORIGIN, PUBLIC) + ed25519_sign(SEED, text.encode())[1])
    return {
        "canonical": [{"value": value, "canonical": canonical(value)} for value in VALUES],
        "events": events,
        "roots": [b64(root_of(hashes[:size])) for size in range(n + 1)],
        "inclusion": [{"index": i, "size": size, "proof": [b64(h) for h in path(i, hashes[:size])]}
                      for size in range(1, n + 1) for i in range(size)],
        "consistency": [{"from": old, "to": new, "proof": [b64(h) for h in subproof(old, hashes[:new])]}
                        for new in range(1, n + 1) for old in range(1, new + 1)],
        "checkpoint": {"keySeed": SEED.hex(), "keyIsForTestsOnly": True, "vkey": VKEY, "origin": ORIGIN, "size": n,
                       "root": root, "text": text, "note": f"{text}\n— {ORIGIN} {signature}\n"},
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(answers(), ensure_ascii=False, indent=2))
