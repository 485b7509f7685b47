"""The public formats of a transparency log: signed notes, checkpoints, Merkle trees, tiles and entry bundles."""
import base64
import hashlib
import os
import re
import subprocess
import tempfile

WIDTH = 256
# Less than 2^63, which no log reaches.
NUMBER = "0|[1-9][0-9]{0,17}"


class Wrong(Exception):
    """Something that is wrong, in a sentence that says where."""


def sha256(data):
    return hashlib.sha256(data).digest()


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 that is not canonical")
    return data


def tree_root(leaves):
    """The RFC 6962 root over leaf hashes."""
    stack = []
    for index, value in enumerate(leaves):
        while index & 1:
            value, index = sha256(b"\x01" + stack.pop() + value), index >> 1
        stack.append(value)
    if not stack:
        return sha256(b"")
    value = stack.pop()
    while stack:
        value = sha256(b"\x01" + stack.pop() + value)
    return value


# Signed notes and checkpoints


def parse_key(text):
    """The name, id and public key of a verifier key: NAME+ID+BASE64(type || key)."""
    try:
        name, identifier, typed = text.split("+", 2)
        named, identifier, typed = name.encode(), bytes.fromhex(identifier), unbase64(typed)
    except ValueError:
        raise Wrong("the key is not of the form NAME+ID+BASE64")
    if len(typed) != 33 or typed[0] != 1:
        raise Wrong("the key is not an Ed25519 key")
    if sha256(named + b"\n" + typed)[:4] != identifier:
        raise Wrong("the key's id does not match its name and bytes: it was copied wrongly")
    return name, identifier, typed[1:]


def is_signed(key, signature, text):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return is_signed_by_openssl(key, signature, text)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
        return True
    except InvalidSignature:
        return False


def is_signed_by_openssl(key, signature, text):
    with tempfile.TemporaryDirectory() as place:
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + key, "signature": signature, "text": text}
        for name, data in parts.items():
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)
        command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature"
        try:
            outcome = subprocess.run(command.split(), cwd=place, capture_output=True)
        except FileNotFoundError:
            raise Wrong("no Ed25519 here: install the Python package cryptography, or openssl")
        return outcome.returncode == 0


def open_checkpoint(note, keys, where):
    """The size and root of a checkpoint; verified if keys are given, as `follow` returns them."""
    try:
        text, signatures = note.decode().rsplit("\n\n", 1)
        origin, size, root = (text + "\n").split("\n")[:3]
        root = unbase64(root)
        if not re.fullmatch(NUMBER, size) or len(root) != 32:
            raise ValueError
    except ValueError:
        raise Wrong(f"{where}: is not a signed checkpoint")
    if keys:
        name, identifier, public = parse_key(signer(keys, int(size)))
        if origin != name:
            raise Wrong(f"{where}: is of the log “{origin}”, but the key is of “{name}”")
        verify_signature((text + "\n").encode(), signatures, name, identifier, public, where)
    return int(size), root


def signer(keys, size):
    """The key that signs a size."""
    return [key for after, key, _ in keys if after < size or not after][-1]


def verify_signature(text, signatures, name, identifier, public, where):
    found = False
    for line in signatures.splitlines():
        try:
            dash, signer, blob = line.split(" ")
            blob = unbase64(blob)
        except ValueError:
            raise Wrong(f"{where}: “{line}” is not a signature line")
        if dash != "—":
            raise Wrong(f"{where}: “{line}” is not a signature line")
        # Lines of other keys belong to others, for instance witnesses.
        if signer == name and blob[:4] == identifier:
            found = True
            if len(blob) != 68 or not is_signed(public, blob[4:], text):
                raise Wrong(f"{where}: the signature of {name} does not verify")
    if not found or not signatures.endswith("\n"):
        raise Wrong(f"{where}: has no signature by the key of {name}")


# Changes of the log's key


def follow(key, proofs, where):
    """The keys from a trusted one on, each with the size after which it signs and the root of that size: each proof is
    the receipt (c2sp.org/tlog-proof) of the event that changed the key, in the last checkpoint that the old key signed,
    with the event's record as extra data."""
    keys = [(0, key, None)]
    for number, proof in enumerate(proofs, 1):
        here = f"{where}, change of key {number}"
        try:
            head, note = proof.decode().split("\n\n", 1)
            first, extra, index, *path = head.split("\n")
            record = unbase64(extra.removeprefix("extra "))
            position, path = int(re.fullmatch(f"index ({NUMBER})", index)[1]), [unbase64(line) for line in path]
            event = fields(record)
            old, new = (fields(event[5])[number].decode() for number in (1, 2))
        except (ValueError, KeyError, IndexError, TypeError):
            raise Wrong(f"{here}: is not a proof of a change")
        if len(keys) == 1 and old != key:
            continue  # before the trusted key
        # The old key signs sizes up to the one that ends with the change.
        size, root = open_checkpoint(note.encode(), [(0, keys[-1][1], None)], here)
        if first != "c2sp.org/tlog-proof@v1" or event[4] != b"albo.v1.LogKeyChanged" or old != keys[-1][1]:
            raise Wrong(f"{here}: is not a change of {keys[-1][1]}")
        if not size == position + 1 > keys[-1][0] or last_leaf_root(sha256(b"\x00" + record), size, path) != root:
            raise Wrong(f"{here}: does not have the root that the old key signed")
        if parse_key(new)[0] != parse_key(old)[0] or new in (known for _, known, _ in keys):
            raise Wrong(f"{here}: {new} cannot be the key of this log")
        keys.append((size, new, root))
    return keys


def recorded_key(entry):
    """The key before and after the event that opens the log, or changes its key; None for any other."""
    try:
        event = fields(entry)
        if event[4] not in (b"albo.v1.LedgerOpened", b"albo.v1.LogKeyChanged"):
            return None
        act = fields(event[5])
        return (None if event[4] == b"albo.v1.LedgerOpened" else act[1].decode()), act[2].decode()
    except (ValueError, KeyError, IndexError):
        return None


def last_leaf_root(leaf, size, path):
    """The root of a tree by the inclusion proof of its last leaf: all siblings are on the left (RFC 6962)."""
    if len(path) != bin(size - 1).count("1"):
        return None
    for sibling in path:
        leaf = sha256(b"\x01" + sibling + leaf)
    return leaf


def fields(message):
    """The delimited fields of a protobuf message, by number."""
    found, at = {}, 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
            if byte < 128:
                return value

    while at < len(message):
        tag = varint()
        length = varint()
        if tag & 7 == 2:
            found[tag >> 3] = message[at : at + length]
            at += length
        elif tag & 7:
            raise ValueError("a field that no event has")
    return found


# Tiles


def tile_path(level, index, width):
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < WIDTH else "")


def parse_tile_path(path):
    match = re.fullmatch(r"tile/(\d+|entries)/((?:x\d{3}/)*\d{3})(?:\.p/(\d+))?", path)
    if not match:
        return None
    width = int(match[3]) if match[3] else WIDTH
    return match[1], int(re.sub("[x/]", "", match[2])), width


def tiles(size):
    """The index and width of each tile over so many hashes, one at a time, because a checkpoint may state any size."""
    return ((first // WIDTH, min(WIDTH, size - first)) for first in range(0, size, WIDTH))


def read_hashes(data, width):
    if len(data) != 32 * width:
        raise ValueError(f"has {len(data)} bytes, not {32 * width}")
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def read_bundle(data, width):
    entries, at = [], 0
    for place in range(width):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise ValueError(f"is cut off in entry {place} of {width}")
        entries.append(data[at + 2 : end])
        at = end
    if at != len(data):
        raise ValueError(f"has {len(data) - at} bytes after its {width} entries")
    return entries
