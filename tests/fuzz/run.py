"""The long fuzz: ``python tests/fuzz/run.py --documents 200000 --seed 1 --seconds 600``.

Prints each new fault once, with the seed and the smallest document that still
shows it, and ends with status 1 if there was any.
"""

import argparse
import re
import sys
import time
import traceback
from pathlib import Path

from fuzz_documents import FORMATS, Generator
from fuzz_guided import Guide
from fuzz_properties import problems, reading_problems, sentences


def faults(name: str, text: str, *, rules: bool = True) -> list[str]:
    """What is wrong with one document, an exception included."""
    try:
        return list(problems(name, text) if rules else reading_problems(name, text))
    except Exception as error:  # noqa: BLE001 - a fuzzer reports what nobody thought of
        place = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"]


def kind_of(fault: str) -> str:
    """A fault without the numbers and words that differ from document to document."""
    return "".join("0" if c.isdigit() else c for c in re.split(r"['\"\[]", fault, maxsplit=1)[0])[:90]


def smallest(name: str, text: str, kind: str) -> str:
    """Cut ``text`` down while the fault stays."""
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if any(kind_of(f) == kind for f in faults(name, shorter)):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def main() -> int:
    """Fuzz until enough documents were read or the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="check and fix only every so many documents, and read the others")
    parser.add_argument("--guided", action="store_true", help="grow documents from those that reached new code")
    given = parser.parse_args()
    guide = Guide(given.seed, Generator(given.seed, sentences())) if given.guided else None
    known: set[str] = set()
    end = time.monotonic() + given.seconds
    count = 0
    slowest = (0.0, 0)
    for count in range(given.documents):
        seed = given.seed * 10_000_000 + count
        form = FORMATS[count % 3]
        name = f"a.{form}"
        text = guide.document(form) if guide else Generator(seed, sentences()).document(form)
        started = time.process_time()
        found = faults(name, text, rules=count % (3 * given.every) < 3)
        if guide and not found:
            guide.learn(form, text)
        slowest = max(slowest, (time.process_time() - started, seed))
        for fault in found:
            kind = kind_of(fault)
            if kind not in known:
                known.add(kind)
                sys.stdout.write(f"seed {seed} {form}: {fault}\n    {smallest(name, text, kind)!r}\n")
                sys.stdout.flush()
        if time.monotonic() > end:
            break
    if guide:
        sys.stdout.write(f"{len(guide.seen)} steps of code seen, {sum(map(len, guide.kept.values()))} documents kept\n")
    sys.stdout.write(f"{count + 1} documents, {len(known)} kinds of fault, slowest {slowest[0]:.2f} s (seed {slowest[1]})\n")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
