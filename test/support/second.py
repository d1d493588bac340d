"""A second implementation of the ledger's formats in plain Python: a stranger who checks what the program publishes.

Shares no code with the program, and is written from the specifications: RFC 8785 (canonical JSON), RFC 9162 section 2.1
(tree and proofs), RFC 8032 section 5.1 (Ed25519), C2SP signed-note. As a command it reads
{"leaves": [base64, ...], "checks": [{"check": name, ...}, ...]} on standard input and prints
{"ok": bool, "results": [{"check": name, "ok": bool, "why"?: text}, ...]}; the arguments of a check are those of the function
of its name in CHECKS, bytes in base64, `leaves` left out where it is. Exit code 0 if all hold, else 1.
"""
import base64, datetime, hashlib, json, re, sys

C = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"


def need(holds, why):
    if not holds:
        raise ValueError(why)


def b64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "base64 is not canonical")
    return raw


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    """Canonical JSON as the ledger stores it: str of any nested value of None, bool, int, str, list and dict."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        need(abs(value) < 2**53, "unsafe integer")
        return str(value)
    if isinstance(value, str):
        need("\0" not in value, "U+0000")
        value.encode("utf-8")  # a lone surrogate has no UTF-8: UnicodeEncodeError is a ValueError
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    need(isinstance(value, dict), "not a value of the ledger")
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def commit(part, salt, data):
    need(len(salt) == 32, "a salt has 32 bytes")
    return base64.urlsafe_b64encode(sha(salt, b"claim-ledger/", part.encode(), b"/v1\0", data)).decode().rstrip("=")


def commit_stream(salt, stream, revision):
    return commit("stream", salt, stream.encode() + b"\0" + str(revision).encode())


def leaf_hash(leaf):
    return sha(b"\0", leaf)


def node(left, right):
    return sha(b"\1", left, right)


def root_of(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else sha()
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return node(root_of(hashes[:k]), root_of(hashes[k:]))


def included(index, size, leaf, proof):
    """The root to which a proof leads: (index, size) says at each level on which side the proof's next hash stands."""
    if size == 1:
        need(not proof, "proof too long")
        return leaf
    need(0 <= index < size and proof, "no such leaf, or proof too short")
    k = 1 << (size - 1).bit_length() - 1
    if index < k:
        return node(included(index, k, leaf, proof[:-1]), proof[-1])
    return node(proof[-1], included(index - k, size - k, leaf, proof[:-1]))


def consistent(old, size, old_root, proof, whole=True):
    """The old and new root to which a proof leads; `whole` while the old tree is a subtree that begins the new one."""
    if old == size:
        need(len(proof) == (0 if whole else 1), "proof of a wrong length")
        return (old_root, old_root) if whole else (proof[0], proof[0])
    need(0 < old < size and proof, "sizes without a proof")
    k = 1 << (size - 1).bit_length() - 1
    if old <= k:
        before, after = consistent(old, k, old_root, proof[:-1], whole)
        return before, node(after, proof[-1])
    before, after = consistent(old - k, size - k, old_root, proof[:-1], False)
    return node(proof[-1], before), node(proof[-1], after)


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def x_of(y, odd):
    need(y < P, "no point")
    xx = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x if x * x % P == xx else x * pow(2, (P - 1) // 4, P) % P
    need(x * x % P == xx and not (x == 0 and odd), "no point")
    return x if x & 1 == odd else -x % P


def add(p, q):
    t = D * p[0] * q[0] * p[1] * q[1] % P
    return (p[0] * q[1] + q[0] * p[1]) * pow(1 + t, -1, P) % P, (p[1] * q[1] + p[0] * q[0]) * pow(1 - t, -1, P) % P


def times(n, p):
    total = (0, 1)
    while n:
        total, p, n = add(total, p) if n & 1 else total, add(p, p), n >> 1
    return total


def point(raw):
    n = int.from_bytes(raw, "little")
    y = n & (1 << 255) - 1
    return x_of(y, n >> 255), y


BASE = (x_of(4 * pow(5, -1, P) % P, 0), 4 * pow(5, -1, P) % P)


def ed25519_verifies(public, message, signature):
    need(len(public) == 32 and len(signature) == 64, "key or signature of a wrong length")
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return s < L and times(s, BASE) == add(point(signature[:32]), times(k, point(public)))


def key_id(name, public):
    return sha(name.encode(), b"\n\1", public)[:4]


def check_leaves(leaves, first=0):
    before = ""
    for position, leaf in enumerate(map(b64, leaves), first):
        value = json.loads(leaf, object_pairs_hook=lambda pairs: pairs)
        need([key for key, _ in value] == ["at", "facts", "head", "position", "stream", "v", "who", "words"], "members")
        value = dict(value)
        need(canonical(value).encode() == leaf and len(leaf) <= 65535, f"form of {position}")
        need(value["v"] == 1 and type(value["v"]) is int and type(value["position"]) is int, f"version of {position}")
        need(value["position"] == position, f"gap before {position}")
        for part in ("facts", "head", "stream", "who", "words"):
            need(isinstance(value[part], str) and re.fullmatch(C, value[part]), f"{part} of {position}")
        need(isinstance(value["at"], str) and re.fullmatch(r"[0-9-]{10}T[0-9:]{8}\.[0-9]{3}Z", value["at"]), f"at of {position}")
        datetime.datetime.strptime(value["at"], "%Y-%m-%dT%H:%M:%S.%fZ")
        need(value["at"][17:19] < "60" and value["at"] >= before, f"at of {position}")
        before = value["at"]


def opens(part, salt, bytes, commitment):
    need(part in ("head", "who", "facts", "words"), "no such part")
    need(commit(part, b64(salt), b64(bytes)) == commitment, "does not open")
    value = json.loads(b64(bytes))
    need(isinstance(value, dict) and canonical(value).encode() == b64(bytes), "is not canonical")


def opens_stream(salt, stream, revision, commitment):
    need(commit_stream(b64(salt), stream, revision) == commitment, "does not open")


def root(leaves, root, size=None):
    size = len(leaves) if size is None else size
    need(size <= len(leaves) and root_of([leaf_hash(b64(leaf)) for leaf in leaves[:size]]) == b64(root), "another root")


def inclusion(index, size, leafHash, proof, root):
    leaf, *path = map(b64, [leafHash, *proof])
    need(all(len(part) == 32 for part in (leaf, *path)), "a hash has 32 bytes")
    need(0 <= index < size and included(index, size, leaf, path) == b64(root), "does not lead to the root")


def consistency(**given):
    old, new, *path = map(b64, [given["fromRoot"], given["toRoot"], *given["proof"]])
    need(given["from"] > 0, "nothing follows from an empty tree")
    need(all(len(part) == 32 for part in path), "a hash has 32 bytes")
    need(consistent(given["from"], given["to"], old, path) == (old, new), "does not lead to the roots")


def note(note, vkey, origin=None, size=None, root=None):
    """A note that this one key signed; with `origin`, `size` and `root` also what its checkpoint must say."""
    name, id, key = vkey.split("+", 2)
    key = b64(key)
    need(key[:1] == b"\1" and key_id(name, key[1:]).hex() == id, "not an Ed25519 vkey")
    text, blank, lines = note.rpartition("\n\n")
    need(blank and lines.endswith("\n") and not re.search(r"[\x00-\x09\x0b-\x1f]", note), "no note")
    parsed = [re.fullmatch("— ([^ +]+) ([^ ]+)", line) for line in lines[:-1].split("\n")]
    need(all(parsed), "no signature line")
    own = [sig for who, sig in ((line[1], b64(line[2])) for line in parsed) if who == name and sig[:4].hex() == id]
    need(own, "not signed by this key")
    need(all(ed25519_verifies(key[1:], (text + "\n").encode(), sig[4:]) for sig in own), "signature does not verify")
    wanted = [(0, origin), (1, None if size is None else str(size)), (2, root)]
    need(all(want is None or text.split("\n")[line] == want for line, want in wanted), "says something else")


def tlog_proof(proof, leaf, vkey, origin=None):
    """C2SP tlog-proof: that a leaf, which is not in it, stands in the tree of a checkpoint that this key signed."""
    head, blank, signed = proof.partition("\n\n")
    version, index, *path = head.split("\n")
    need(blank and version == "c2sp.org/tlog-proof@v1" and re.fullmatch("index (0|[1-9][0-9]*)", index), "no proof")
    name, size, top = signed.split("\n")[:3]
    note(signed, vkey, origin or name)
    need(re.fullmatch("0|[1-9][0-9]*", size), "no checkpoint")
    inclusion(int(index[6:]), int(size), base64.b64encode(leaf_hash(b64(leaf))).decode(), path, top)


CHECKS = {"check-leaves": check_leaves, "opens": opens, "opens-stream": opens_stream, "root": root,
          "inclusion": inclusion, "consistency": consistency, "note": note, "tlog-proof": tlog_proof}  # fmt: skip


def judge(check, given, leaves):
    try:
        shared = {"leaves": leaves} if check in ("check-leaves", "root") and "leaves" not in given else {}
        CHECKS[check](**shared, **given)
        return {"check": check, "ok": True}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        return {"check": check, "ok": False, "why": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    results = [judge(c["check"], {k: v for k, v in c.items() if k != "check"}, asked.get("leaves", [])) for c in asked["checks"]]
    verdict = {"ok": bool(results) and all(r["ok"] for r in results), "results": results}
    print(json.dumps(verdict))
    sys.exit(0 if verdict["ok"] else 1)
