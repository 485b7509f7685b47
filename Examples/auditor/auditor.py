#!/usr/bin/env python3
"""Checks what an Albo ledger publishes, and counts its elections again, without any of Albo's own code.

  auditor.py check PATH --key VKEY
  auditor.py recount PATH ELECTION [--key VKEY] [--schema DIR]

PATH is a folder that `albo publish` writes (or a copy of the one that a city serves), or a file of `albo export`.
`check` verifies the signed checkpoint, every entry, every hash tile of every level, and the root. In an export it
verifies the bytes (`record`), not the readable members beside them. `recount` reads an election's events with
Python's protobuf runtime and the published schema, and compares its count with what was certified: votes, scores,
seats, guarantees, lots and funded projects; for ranked ballots and equal shares, only the votes. With --key it
verifies the log before it counts.

Formats: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-tiles, RFC 6962. Needs Python 3.9, for Ed25519
the package `cryptography` or the command `openssl`, and for `recount` the package `protobuf` and the command `protoc`.

Exit status: 0 nothing is wrong, 1 something is wrong (each finding says where), 2 wrong usage.
"""
import argparse
import base64
import itertools
import json
import os
import re
import sys

import formats
from formats import WIDTH, Wrong, read_bundle, read_hashes, sha256, tile_path, tree_root, unbase64
from recount import recount


# Logs: size, root, entries (None if withheld) and leaf hashes


class Log:
    """Made only after so many records were found, because a checkpoint may state any size."""

    def __init__(self, size, root):
        self.size, self.root = size, root
        self.entries, self.leaves, self.findings = [None] * size, [None] * size, []

    def has_root(self, leaves):
        return None not in leaves and tree_root(leaves) == self.root


def read_export(path, key):
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    if lines.pop() != b"" or not lines:
        raise Wrong(f"{path}: does not end with a complete line: it was cut off")
    try:
        last = json.loads(lines.pop())
        note, changes = last["checkpoint"].encode(), [change.encode() for change in last.get("keyChanges", [])]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Wrong(f"{path}, line {len(lines) + 1}: the last line is not a checkpoint")
    where = f"{path}, the checkpoint in line {len(lines) + 1}"
    keys = key and formats.follow(key, changes, where)
    size, root = formats.open_checkpoint(note, keys, where)
    if len(lines) != size:
        raise Wrong(f"{path}: has {len(lines)} records, but its checkpoint is of {size}")
    log = Log(size, root)
    for position, line in enumerate(lines):
        where = f"{path}, line {position + 1}"
        try:
            log.entries[position], stated = read_line(json.loads(line), position)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Wrong(f"{where}: is not the line of record {position} ({error!r})")
        entry = log.entries[position]
        log.leaves[position] = stated if entry is None else sha256(b"\x00" + entry)
        if log.leaves[position] != stated:
            log.findings.append(f"{where}: record {position} does not have the leaf hash beside it")
    if not log.findings and not log.has_root(log.leaves):
        log.findings.append(f"{path}: its records do not have the root that the checkpoint signs")
    if keys and not log.findings:
        check_keys(log, keys, path)
    return log


def read_line(line, position):
    if line["position"] != position:
        raise ValueError(f"its position is {line['position']}")
    entry = None if line.get("withheld") is True else unbase64(line["record"])
    leaf = unbase64(line["leafHash"])
    if len(leaf) != 32:
        raise ValueError(f"its leaf hash has {len(leaf)} bytes")
    return entry, leaf


def check_keys(log, keys, where):
    """Checks the records against the last checkpoint of each replaced key, and the keys against those in records."""
    for after, _, root in keys[1:]:
        if after <= log.size and tree_root(log.leaves[:after]) != root:
            log.findings.append(
                f"{where}: the first {after} records are not those signed by the key replaced there")
    current = None
    for position, entry in enumerate(log.entries):
        named = entry is not None and (position == 0 or b"LogKeyChanged" in entry) and formats.recorded_key(entry)
        if not named or position and position + 1 == log.size:
            continue  # the change itself is signed by the old key
        if current and named[0] != current:
            log.findings.append(f"{where}: record {position} replaces the key {named[0]}, but the key was {current}")
        current = named[1]
    signed = formats.signer(keys, log.size)
    if current and current != signed:
        log.findings.append(f"{where}: by its records the log's key is {current}, but {signed} signed the checkpoint")


def read_folder(path, key):
    def content(name):
        with open(os.path.join(path, name), "rb") as file:
            return file.read()

    def find(level, index, width):
        # A complete tile replaces the narrower ones.
        for candidate in (width, WIDTH):
            name = tile_path(level, index, candidate)
            if os.path.isfile(os.path.join(path, name)):
                return name, candidate
        raise Wrong(f"{path}/{tile_path(level, index, width)}: is missing")

    def tile(level, index, width):
        name, found = find(level, index, width)
        return (read_bundle if level == "entries" else read_hashes)(content(name), found)

    where = f"{path}/checkpoint"
    if not os.path.isfile(where):
        raise Wrong(f"{where}: is missing")
    # The checkpoint first: changes that are published meanwhile have larger sizes.
    note = content("checkpoint")
    keys = key and formats.follow(key, read_key_changes(path), where)
    size, root = formats.open_checkpoint(note, keys, where)
    for index, width in formats.tiles(size):
        find("0", index, width)
    log = Log(size, root)
    served = read_count(path, log.size)
    hashes = collect(log, "0", log.size, tile, path)
    entries = collect(log, "entries", served, tile, path)
    log.entries[:served] = entries
    hashed = [None if entry is None else sha256(b"\x00" + entry) for entry in entries]
    # If tiles and entries differ, those that have the root are right.
    log.leaves = next((leaves for leaves in (hashes, hashed + hashes[served:]) if log.has_root(leaves)), None)
    if log.leaves is None:
        if not log.findings:
            log.findings.append(f"{where}: neither the hash tiles nor the entries have the signed root")
        locate(log, hashes, tile, path)
        compare(log, hashed, hashes, f"{path}/tile/0 and {path}/tile/entries", "differ", 0)
        return log
    check_files(log, path, content, tile)
    if keys and not log.findings:
        check_keys(log, keys, path)
    return log


def read_key_changes(path):
    names = (os.path.join(path, "keys", f"{number}.tlog-proof") for number in itertools.count(1))
    return [open(name, "rb").read() for name in itertools.takewhile(os.path.isfile, names)]


def read_count(path, size):
    """How many entries are served: fewer than the size while polls are open."""
    name = os.path.join(path, "entries")
    if not os.path.isfile(name):
        return size
    with open(name, "rb") as file:
        text = file.read()
    if not re.fullmatch(b"[0-9]{1,19}\n?", text):
        raise Wrong(f"{name}: is not a number")
    return min(int(text), size)


def collect(log, level, size, tile, path):
    """All hashes, or entries, in the tiles; None for those in tiles that cannot be read."""
    values = []
    for index, width in formats.tiles(size):
        try:
            values += tile(level, index, width)[:width]
        except Wrong as wrong:
            log.findings.append(str(wrong))
            values += [None] * width
        except ValueError as error:
            log.findings.append(f"{path}/{tile_path(level, index, width)}: {error}")
            values += [None] * width
    return values


def compare(log, got, expected, where, what, first):
    for place, (mine, other) in enumerate(zip(got, expected)):
        if None not in (mine, other) and mine != other:
            log.findings.append(f"{where}: {what} at {first + place}")


def locate(log, hashes, tile, path):
    """Reports the tiles of leaf hashes that differ from those that the level above was made from."""
    for index, above in enumerate(collect(log, "1", len(hashes) // WIDTH, tile, path)):
        below = hashes[WIDTH * index : WIDTH * (index + 1)]
        if None not in below and above not in (None, tree_root(below)):
            log.findings.append(f"{path}/{tile_path(0, index, WIDTH)}: does not have the hash that tile/1 has for it")


def check_files(log, path, content, tile):
    """Checks every file under tile/, also those of earlier sizes, against the leaf hashes that have the root."""
    levels = [log.leaves]
    while len(levels[-1]) >= WIDTH:
        below = levels[-1]
        levels.append([tree_root(below[WIDTH * n : WIDTH * (n + 1)]) for n in range(len(below) // WIDTH)])
    for level, hashes in enumerate(levels[1:], 1):
        collect(log, str(level), len(hashes), tile, path)
    for directory, _, names in os.walk(os.path.join(path, "tile")):
        for name in sorted(names):
            place = os.path.relpath(os.path.join(directory, name), path)
            parsed = formats.parse_tile_path(place)
            if parsed:
                check_file(log, levels, f"{path}/{place}", content(place), *parsed)
    log.findings = list(dict.fromkeys(log.findings))


def check_file(log, levels, where, data, level, index, width):
    try:
        if level == "entries":
            got = [sha256(b"\x00" + entry) for entry in read_bundle(data, width)]
        else:
            got = read_hashes(data, width)
    except ValueError as error:
        return log.findings.append(f"{where}: {error}")
    number = 0 if level == "entries" else int(level)
    # Anything beyond the checkpoint was published meanwhile.
    expected = levels[number][WIDTH * index : WIDTH * index + width] if number < len(levels) else []
    what = "the entry is not the one that was signed," if level == "entries" else "the hash is wrong"
    compare(log, got, expected, where, what, WIDTH * index)


def describe(log, key):
    withheld = log.entries.count(None)
    parts = [f"{log.size} records", f"root {base64.b64encode(log.root).decode()}"]
    if withheld:
        parts.insert(1, f"{withheld} of them withheld")
    return ("verified: " if key else "the signature is NOT verified, because no key was given: ") + ", ".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="verify a published folder or an export")
    count = commands.add_parser("recount", help="count an election again")
    for command in (check, count):
        command.add_argument("path")
    count.add_argument("election")
    check.add_argument("--key", required=True, help="the log's verifier key")
    count.add_argument("--key", help="the log's verifier key; without it, nothing is verified before the count")
    count.add_argument("--schema", help="the folder with albo/v1/*.proto")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        log = (read_folder if os.path.isdir(options.path) else read_export)(options.path, options.key)
        findings, summary = log.findings, []
        if not findings:
            summary.append(describe(log, options.key))
        if not findings and options.command == "recount":
            report, findings = recount(log, options.election, options.schema)
            summary += report
    except (Wrong, OSError) as error:
        findings, summary = [str(error)], []
    for line in summary:
        print(line)
    for finding in findings[:20]:
        print(f"WRONG: {finding}")
    if len(findings) > 20:
        print(f"WRONG: and {len(findings) - 20} more")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
