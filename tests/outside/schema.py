#!/usr/bin/env python3
"""Checks checklist/schema.json with an independent validator (needs the Python package jsonschema).

Every file of the valid packs must fit; every `shape` fixture, applied to its file, must not.
"""

import json
import pathlib
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def put(value, pointer, new):
    *steps, last = pointer.strip("/").split("/")
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value[step]
    value[int(last) if isinstance(value, list) else last] = new


def main():
    schema = read(ROOT / "checklist/schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    packs = [ROOT / "checklist/tw-ict-baseline", *sorted((ROOT / "tests/packs/valid").iterdir())]
    failures = []
    files = [file for pack in packs for file in [pack / "pack.json", *sorted(pack.glob("articles/*.json"))]]
    for file in files:
        failures += [f"{file}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(read(file))]
    broken = sorted((ROOT / "tests/packs/invalid").glob("shape*.json"))
    for path in broken:
        fixture = read(path)
        value = read(ROOT / "tests/packs/valid/harbour" / fixture["file"])
        put(value, fixture["at"], fixture["put"])
        if validator.is_valid(value):
            failures.append(f"{path} fits the schema but must not")
    print("\n".join(failures) or f"{len(files)} files fit, {len(broken)} broken ones do not")
    return 1 if failures or not files or not broken else 0


if __name__ == "__main__":
    sys.exit(main())
