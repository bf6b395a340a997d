"""Make rules/words/variants.tsv and rules/words/ise-stems.txt: British and American spellings of one word.

    apt-get install scowl
    python3 scripts/make_variants.py

Every pair is two words of the Spell-Checker Oriented Word Lists that differ by a known
spelling rule, each checked to be a word of its own variant, plus the lines of
rules/words/variants-medical.tsv, which is kept by hand.
"""

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

SCOWL = Path("/usr/share/dict/scowl")
WORDS = Path(__file__).resolve().parent.parent / "rules" / "words"
HEADER = """\
# British and American spellings of one word: british<TAB>american<TAB>which of the two is wrong in the other variant
# (both; uk = only the British form is wrong, in American text; us = only the American form is wrong, in British text;
# soft, uk-soft = besides that, the two are a mixture where both stand in one article).
# Made by scripts/make_variants.py from SCOWL (Copyright 2000-2011 by Kevin Atkinson; permissive notice licence, see NOTICE)
# and from variants-medical.tsv. Do not edit: change the script or that table and run it again.
"""
STEMS_HEADER = """\
# Stems of verbs that end in -ise in British and in -ize in American and Oxford spelling; words that take only one of
# the two endings (exercise, advertise, prize, capsize) are not here.
# Made by scripts/make_variants.py from SCOWL (Copyright 2000-2011 by Kevin Atkinson; permissive notice licence, see NOTICE).
"""

RULES = [
    ("ae", "e"), ("oe", "e"), ("our", "or"), ("ll", "l"), ("l", "ll"), ("tre", "ter"), ("bre", "ber"), ("cre", "cer"), ("vre", "ver"),
    ("gre", "ger"), ("dre", "der"), ("ogue", "og"), ("ogu", "og"), ("ence", "ense"), ("ance", "anse"), ("ice", "ise"), ("yse", "yze"),
    ("ysi", "yzi"), ("ysa", "yza"), ("yso", "yzo"), ("sulph", "sulf"), ("mme", "m"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"),
    ("ise", "ice"), ("isi", "ici"), ("ould", "old"), ("oult", "olt"), ("yre", "ire"), ("grey", "gray"), ("ough", "ow"), ("sce", "ske"),
    ("ium", "um"), ("que", "ck"), ("qu", "ck"), ("moust", "must"), ("pyj", "paj"), ("cosy", "cozy"), ("cosi", "cozi"), ("gem", "gm"),
    ("eing", "ing"), ("eable", "able"), ("aughts", "afts"), ("aught", "aft"), ("orey", "ory"), ("oreys", "ories"), ("oey", "oy"),
    ("phth", "fth"), ("pp", "p"), ("tt", "t"), ("gg", "g"), ("ss", "s"), ("c", "k"), ("k", "c"), ("oeu", "eu"), ("oe", "eo"), ("oe", "o"),
    ("ph", "f"), ("kerb", "curb"), ("gaol", "jail"), ("ei", "i"), ("wn", "n"), ("lt", "led"), ("nt", "ned"), ("red", "ered"),
    ("ring", "ering"), ("re", "er"), ("y", "i"),
    ("anne", "an"), ("tte", "t"), ("ey", "y"), ("aeroplane", "airplane"), ("x", "ct"), ("iae", "ia"), ("i", "y"),
    ("endant", "endent"), ("z", "s"),
]  # fmt: skip
"""British against American letters. A word may need two of them (haemorrhaged is one, manoeuvred two)."""


def read(kind: str) -> set[str]:
    """All words of one SCOWL class, every size."""
    found: set[str] = set()
    for path in sorted(SCOWL.glob(f"{kind}-words.*")):
        found |= set(path.read_text("latin-1").split())
    return {w for w in found if w.isascii() and w.isalpha() and w.islower() and len(w) > 3}


def changes(word: str) -> dict[str, int]:
    """Words that one or two rules make of ``word``, with the cost of getting there."""
    spots = [(i, i + len(a), b, n) for n, (a, b) in enumerate(RULES) for i in range(len(word)) if word.startswith(a, i)]
    found: dict[str, int] = {}
    for a, b, new, cost in spots:
        found.setdefault(word[:a] + new + word[b:], cost)
    strong = [s for s in spots if s[3] < 50]
    for (a, b, x, m), (c, d, y, n) in combinations(strong, 2):
        first, second = ((a, b, x), (c, d, y)) if a < c else ((c, d, y), (a, b, x))
        if first[1] <= second[0]:
            made = word[: first[0]] + first[2] + word[first[1] : second[0]] + second[2] + word[second[1] :]
            found.setdefault(made, 100 + m + n)
    found.pop(word, None)
    return found


def best(word: str, among: set[str]) -> list[str]:
    """The words of ``among`` that the rules make of ``word``, the plainest rule first."""
    made = changes(word)
    return sorted((w for w in made if w in among), key=lambda w: (made[w], w))


def medical() -> list[tuple[str, str, str]]:
    """The lines kept by hand: british, american, which is wrong."""
    rows = []
    for line in (WORDS / "variants-medical.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            uk, us, wrong, *_ = line.split("\t")
            rows.append((uk, us, wrong))
    return rows


def stems(ise: set[str], ize: set[str], everywhere: set[str]) -> set[str]:
    """Stems whose -ise words are British and whose -ize words are Oxford or American."""
    found = set()
    for word in ize:
        for at in range(3, len(word) - 2):
            ending = word[at:]
            if ending.startswith(("ize", "iza", "izi")) and f"{word[:at]}is{ending[2:]}" in ise and is_ending(ending[2:]):
                found.add(word[:at])
    # "apprise" and "exorcise" are American too; the others are rare words one letter from common ones.
    rare = {"appr", "exorc", "rese", "surs", "prev", "cam", "cut", "agr"}
    return {s for s in found - rare if not {f"{s}ise", f"{s}ised", f"{s}ising"} & everywhere}


def is_ending(rest: str) -> bool:
    """Whether ``rest`` follows -is or -iz in an inflection or derivation of the verb."""
    return rest in ENDINGS


ENDINGS = set("e es ed er ers ing ings ation ations able ability ational ationally ement ements ingly edly eable abilities ably".split())


def make() -> tuple[list[tuple[str, str, str]], set[str]]:
    """The pairs and the stems."""
    lists = Lists(read("english"), read("american"), read("british"), read("british_z"), read("variant_1"), read("british_variant_1"))
    axis = stems(lists.british, lists.american | lists.oxford, lists.english)
    pairs = from_british(lists, axis)
    pairs |= from_american(lists, axis, {us for _, us in pairs})
    by_hand = medical()
    axis |= {uk.removesuffix("ise") for uk, _, wrong in by_hand if wrong == "ise"}
    listed = {word for uk, us, _ in by_hand for word in (uk, us)}
    pairs = {pair: wrong for pair, wrong in pairs.items() if listed.isdisjoint(pair)}
    pairs |= {(uk, us): wrong for uk, us, wrong in by_hand}
    return sorted((uk, us, wrong) for (uk, us), wrong in pairs.items() if wrong not in {"none", "ise"}), axis


class Lists(NamedTuple):
    """The classes of SCOWL that matter here."""

    english: set[str]
    """Words of every variant."""
    american: set[str]
    british: set[str]
    oxford: set[str]
    """British with -ize."""
    variants: set[str]
    """Second spellings, in American mostly."""
    british_variants: set[str]

    @property
    def uk_only(self) -> set[str]:
        """British words that are not American."""
        return (self.british | self.oxford) - self.american - self.english

    @property
    def us_only(self) -> set[str]:
        """American words that are not British."""
        return self.american - self.british - self.oxford - self.english


Pairs = dict[tuple[str, str], str]


def from_british(lists: Lists, axis: set[str]) -> Pairs:
    """Each British word with its American twin, or else with a word of both variants (cheque, check)."""
    uk_only, us_only = lists.uk_only, lists.us_only
    second = lists.variants - lists.american
    pairs: Pairs = {}
    for uk in sorted(uk_only):
        if not on_axis(uk, axis):
            for us in best(uk, us_only)[:1] or best(uk, lists.american & lists.british)[:1] or best(uk, lists.english)[:1]:
                us_wrong = us in us_only and us not in lists.british_variants
                pairs[uk, us] = verdict(uk_wrong=uk not in second, us_wrong=us_wrong)
    return pairs


def from_american(lists: Lists, axis: set[str], matched: set[str]) -> Pairs:
    """American words that are still alone, with the British or common word that the rules turn into them."""
    us_only, uk_only = lists.us_only - matched, lists.uk_only
    second = lists.variants - lists.american
    back: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for uk in lists.british | lists.oxford | lists.english:
        if any(x in uk for x in ("ae", "oe", "our", "ll", "re", "ogue", "yse", "ysi", "ph", "mme", "ce")):
            for us, cost in changes(uk).items():
                if us in us_only:
                    back[us].add((cost, uk))
    pairs: Pairs = {}
    for us, options in back.items():
        uk = min(options)[1]
        # "analyses" is the plural of the noun everywhere.
        if not on_axis(us.replace("z", "s"), axis) and not uk.endswith("yses"):
            uk_wrong = uk in uk_only and uk not in second
            pairs[uk, us] = verdict(uk_wrong=uk_wrong, us_wrong=us not in lists.british_variants)
    return pairs


def on_axis(word: str, axis: set[str]) -> bool:
    """Whether the word differs from its American form by -is-/-iz- alone."""
    for sound in ("is", "iz"):
        at = word.rfind(sound)
        while at > 2:
            if word[:at] in axis and word[at + 2 :] in ENDINGS:
                return True
            at = word.rfind(sound, 0, at)
    return False


def verdict(*, uk_wrong: bool, us_wrong: bool) -> str:
    """Which side is wrong in the other variant."""
    return {(True, True): "both", (True, False): "uk", (False, True): "us"}.get((uk_wrong, us_wrong), "none")


def main() -> None:
    """Write both tables."""
    pairs, axis = make()
    text = HEADER + "".join(f"{uk}\t{us}\t{wrong}\n" for uk, us, wrong in pairs)
    (WORDS / "variants.tsv").write_text(text, "utf-8")
    (WORDS / "ise-stems.txt").write_text(STEMS_HEADER + "\n".join(sorted(axis)) + "\n", "utf-8")
    print(f"{len(pairs)} pairs, {len(axis)} stems")


if __name__ == "__main__":
    main()
