"""Make rules/words/medical-spellings.tsv: medical words, and the real words that are one letter away from each.

    apt-get install scowl
    python3 scripts/make_medical_spellings.py

The words come from medical-terms.tsv and medical-words.txt, which are kept by hand; SCOWL says which neighbours are words.
"""

from pathlib import Path

from healthlint.language.misspellings import is_slip
from healthlint.language.variants import spelling_of

SCOWL = Path("/usr/share/dict/scowl")
WORDS = Path(__file__).resolve().parent.parent / "rules" / "words"
HEADER = """\
# Medical words with the real words that are one letter away: word<TAB>neighbours.
# Made by scripts/make_medical_spellings.py from medical-terms.tsv and medical-words.txt; the neighbours are from SCOWL
# (Copyright 2000-2011 by Kevin Atkinson; permissive notice licence, see NOTICE). Do not edit.
"""
SHORTEST = 7


def deletions(word: str) -> set[str]:
    """Return ``word`` and every string that it becomes when one letter is left out."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def listed(name: str) -> set[str]:
    """The single words of a hand-kept table."""
    lines = (WORDS / name).read_text("utf-8").splitlines()
    return {part for line in lines if line and line[0] != "#" for part in line.split("\t")[0].split()}


def main() -> None:
    """Write the table."""
    real: set[str] = set()
    for path in SCOWL.glob("*-words.*"):
        if int(path.suffix[1:]) <= 80:
            real |= set(path.read_text("latin-1").split())
    targets = {w for w in listed("medical-terms.tsv") | listed("medical-words.txt") if len(w) >= SHORTEST and w.isalpha()}
    targets |= {other for w in targets if (found := spelling_of(w)) for other in found.others}
    index: dict[str, set[str]] = {}
    for target in targets:
        for key in deletions(target):
            index.setdefault(key, set()).add(target)
    near: dict[str, set[str]] = {target: set() for target in targets}
    for word in real | targets:
        for key in deletions(word) if len(word) >= SHORTEST - 1 and word.isascii() else ():
            for target in index.get(key, ()):
                if word != target and is_slip(word, target):
                    near[target].add(word)
    text = HEADER + "".join(f"{target}\t{' '.join(sorted(near[target]))}\n" for target in sorted(targets))
    (WORDS / "medical-spellings.tsv").write_text(text, "utf-8")
    print(f"{len(targets)} words, {sum(map(len, near.values()))} neighbours")


if __name__ == "__main__":
    main()
