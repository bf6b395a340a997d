"""Random small health articles with citations, in five renderings, whole or damaged in one known way."""


import random

from healthlint.records import field, record, replace

NOISE = """
The mean age was 45.9 years, with a range of 23–67.
Doses of 2.5 mg to 10 mg were used until 1998.
Carriers of BRCA1 and BRCA2 were left out.
Some took vitamin B12, others vitamin D3 or omega-3 fats.
Levels of IL6 and TNF fell (p < 0.001).
Air with much PM2.5 was avoided at over 35 µg/m3.
Type 2 diabetes affects about 1 in 10 adults.
Drugs that block COX-1 or COX-2 were stopped.
In total, 98,942 people and 1 024 clinics took part.
The genes Sox9 and Nrf2 were active in 3 of 12 samples.
Counts of CD4 and CD8 cells stayed at 500/mm3.
The odds ratio was 1.45 (95% CI 1.12–1.88; see Table 3).
The scores were worked out with SPSS 22 and version 3.1 of the form.
HbA1c stood at 48 mmol/mol, or 6.5%.
A body mass index over 30 kg/m2 was common (Fig. 2).
Visits began at 6.30 pm on 4 March 2019.
Infection with HIV-1 or SARS-CoV-2 was ruled out.
In a phase 3 trial, grade 2 symptoms lasted 5–7 days.
Each cup held 250 ml, and 1–3 cups a day were drunk.
Plants turn CO2 and H2O into sugar.
The T3 and T4 vertebrae were in line.
The water stood at 37.5 °C for 20 minutes.
Half of them (52%) lived within 2 km2 of a park.
Between 2006 and 2010 the number rose from 1200 to 1850.
Section 4.2 of the guide covers children under 12.
The ratio was 2:1 in favour of women, at a mean of 12.4.
Call 111 at any time, or 999 if you cannot breathe.
He ran 5 km in 25 min 30 s.
Aim for 5 portions of 80 g.
FEV1 rose by 120 ml.
The tracer 18F was given at 9 a.m.
Samples were kept at -20 °C; n = 14.
""".strip().splitlines()

CITED = """
Regular walking lowers blood pressure{}.
Two reviews{} and one trial{} found no effect.
Among women over the age of 65 (older women){}, falls are common.
Yilmaz and Becker{} were the first to say so.
Okonkwo et al.{} found the same in Lagos.
The rate of falls dropped by 12%{}.
Sleep,{} mood,{} and memory{} all improve with daylight.
People with rheumatoid arthritis (RA){} often feel stiff in the morning.
Some call it “the silent illness”{}.
Most of us get too little vitamin D{}.
Salt raises blood pressure{}; potassium lowers it{}.
Is tea good for you{}?
Cold water helps some people{} but not all{}.
The effect was seen in children{}, adults{} and older people.
Rest is best at first{}. Later, movement helps more{}.
Pain in RA{} can come and go.
The theory{} has often been tested.
Smoke harms the lungs of babies (and of pets){}.
Researchers in Turin{} and in Porto{} asked the same question.
Doctors once thought otherwise{}.
Good shoes help{}, as do soft floors{}.
Rates of asthma vary between towns{}, and nobody knows why.
""".strip().splitlines()

WORDS = (
    "sleep walking diet pain memory balance asthma migraine salt fibre tea stress gardening swimming hearing vision lungs joints bones "
    "skin kidneys digestion fatigue posture breathing vitamins minerals coffee daylight noise".split()
)
PLACES = ("adults", "children", "older people", "office workers", "Norway", "Japan", "primary care", "hospitals", "two cities")
NAMES = (
    "Abara Becker Castell Dunn Egan Ferrer Gupta Haas Ito Jansen Kapoor Lind Moss Novak Okafor Perez Quist Rossi Stone Tran Ueda Vega "
    "Wood Xu Yates".split()
)
JOURNALS = ["J Health Res", "Eur J Med", "Ann Pain", "BMC Sleep", "Nutr Rev", "Br J Phys", "Lung", "Lancet Care"]

RENDERINGS = ("txt_flat", "md_bracket", "md_footnote", "html_sup", "html_bracket")
SUFFIX = {"txt_flat": "txt", "md_bracket": "md", "md_footnote": "md", "html_sup": "html", "html_bracket": "html"}
DAMAGES = {
    "missing_entry": "missing-reference", "missing_entry_mid": "missing-reference", "orphan_end": "uncited-reference",
    "orphan_mid": "uncited-reference", "out_of_order": "out-of-order", "duplicate_entry": "duplicate-reference",
    "duplicate_number": "duplicate-number", "gap": "number-gap", "reversed_range": "reversed-range",
    "range_past_end": "missing-reference", "typo_big": "missing-reference",
}  # fmt: skip
FOOTNOTES_CANNOT = ("out_of_order", "duplicate_number", "gap", "reversed_range", "range_past_end")
"""Footnotes number themselves and have no ranges."""

Group = tuple[str, ...]
"""The parts of one marker as written: ``("1", "3–5")``."""


@record(frozen=True)
class Made:
    """An article: paragraphs of text pieces and markers in turn, and its list."""

    title: str
    paragraphs: tuple[tuple[object, ...], ...]
    """``str`` or ``list`` of numbers (ints, or ``(a, b)`` for a range) in turn."""
    entries: tuple[tuple[int, str], ...]
    extra: dict[str, object] = field(default_factory=dict)


def make(rng: random.Random) -> Made:
    """A sound article: first appearances in order, every entry cited."""
    size = rng.choice([3, 4, 5, 6, 8, 9, 10, 12, 14, 17, 22, 31])
    upcoming = iter(_groups(rng, size))
    paragraphs: list[tuple[object, ...]] = []
    pool = rng.sample(CITED, len(CITED)) + rng.sample(CITED, len(CITED))
    done = False
    while not done:
        pieces: list[object] = []
        for _ in range(rng.randint(2, 5)):
            if pieces:
                pieces.append(" ")
            if rng.random() < 0.45:
                pieces.append(rng.choice(NOISE))
                continue
            sentence = pool.pop() if pool else rng.choice(CITED)
            parts = sentence.split("{}")
            for i, part in enumerate(parts):
                if i:
                    group = next(upcoming, None)
                    done = done or group is None
                    if group:
                        pieces.append(group)
                pieces.append(part)
        paragraphs.append(tuple(pieces))
    title = f"{rng.choice(WORDS).title()} and {rng.choice(WORDS)}"
    return Made(title, tuple(paragraphs), tuple((i, _entry(rng)) for i in range(1, size + 1)))


def _groups(rng: random.Random, size: int) -> list[list[object]]:
    """Groups in reading order: new numbers in turn, old ones now and then."""
    groups: list[list[object]] = []
    n = 0
    while n < size:
        kind = rng.random()
        if kind < 0.55 or size - n < 3:
            n += 1
            groups.append([n])
        elif kind < 0.7:
            groups.append([n + 1, n + 2])
            n += 2
        elif kind < 0.85:
            width = rng.randint(3, min(5, size - n))
            groups.append([(n + 1, n + width)])
            n += width
        elif n:
            groups.append(sorted({rng.randint(1, n), n + 1}))
            n += 1
        if n and rng.random() < 0.25:
            groups.append([rng.randint(1, n)])
    return groups


def _entry(rng: random.Random) -> str:
    people = ", ".join(f"{a} {rng.choice('ABCDEFG')}" for a in rng.sample(NAMES, rng.randint(1, 3)))
    title = f"{rng.choice(WORDS).capitalize()}, {rng.choice(WORDS)} and {rng.choice(WORDS)} in {rng.choice(PLACES)}"
    return f"{people}. {title}. {rng.choice(JOURNALS)} {rng.randint(1994, 2024)};{rng.randint(1, 90)}:{rng.randint(1, 990)}."


# Damage


def numbers_of(made: Made) -> list[int]:
    """Every number cited, in the order of the text, ranges filled in."""
    return [n for p in made.paragraphs for piece in p if isinstance(piece, list) for n in _fill(piece)]


def _fill(group: list[object]) -> list[int]:
    found: list[int] = []
    for part in group:
        found += range(part[0], part[1] + 1) if isinstance(part, tuple) else [part]
    return found


def _squeeze(numbers: list[int]) -> list[object]:
    """Numbers as a group, runs of three and more as ranges."""
    group: list[object] = []
    numbers = sorted(set(numbers))
    at = 0
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - at >= 2:
            group.append((numbers[at], numbers[end]))
        else:
            group += numbers[at : end + 1]
        at = end + 1
    return group


def remap(made: Made, change: dict[int, int | None]) -> Made:
    """Change numbers in the text; ``None`` takes a number out."""
    paragraphs = []
    for paragraph in made.paragraphs:
        pieces: list[object] = []
        for piece in paragraph:
            if isinstance(piece, list):
                kept = [change.get(n, n) for n in _fill(piece)]
                left = [n for n in kept if n is not None]
                if left:
                    pieces.append(_squeeze(left))
            else:
                pieces.append(piece)
        paragraphs.append(tuple(pieces))
    return replace(made, paragraphs=tuple(paragraphs))


def damage(made: Made, kind: str, rng: random.Random) -> tuple[Made, set[int]] | None:
    """The article damaged in one way, and the numbers concerned; ``None`` where it cannot be."""
    size = len(made.entries)
    return _DAMAGE[kind](made, size, rng)


def _drop_entry(made: Made, n: int) -> Made:
    return replace(made, entries=tuple(e for e in made.entries if e[0] != n))


def _missing_entry(made, size, rng):
    return _drop_entry(made, size), {size}


def _missing_entry_mid(made, size, rng):
    n = rng.randint(2, size - 1)
    return _drop_entry(made, n), {n}


def _orphan_end(made, size, rng):
    return replace(made, entries=(*made.entries, (size + 1, _entry(rng)))), {size + 1}


def _orphan_mid(made, size, rng):
    n = rng.randint(2, size - 1)
    return remap(made, {n: None}), {n}


def _out_of_order(made, size, rng):
    firsts = list(dict.fromkeys(numbers_of(made)))
    groups = [piece for p in made.paragraphs for piece in p if isinstance(piece, list)]
    apart = [
        n for n in firsts[:-1] if not any(n in _fill(g) and n + 1 in _fill(g) for g in groups[: _first_group(groups, n + 1) + 1])
    ]
    if not apart:
        return None
    n = rng.choice(apart)
    entries = dict(made.entries)
    swapped = tuple((k, entries[{n: n + 1, n + 1: n}.get(k, k)]) for k, _ in made.entries)
    return replace(remap(made, {n: n + 1, n + 1: n}), entries=swapped), {n, n + 1}


def _first_group(groups, n):
    return next(i for i, g in enumerate(groups) if n in _fill(g))


def _duplicate_entry(made, size, rng):
    n = rng.randint(1, size)
    copied = replace(made, entries=(*made.entries, (size + 1, dict(made.entries)[n])))
    return _change_last(copied, lambda group: [*_fill(group), size + 1]), {n, size + 1}


def _duplicate_number(made, size, rng):
    n = rng.randint(2, size)
    down = {k: k - 1 for k in range(n, size + 1)}
    entries = tuple((down.get(k, k), text) for k, text in made.entries)
    return replace(remap(made, down), entries=entries), {n - 1}


def _gap(made, size, rng):
    n = rng.randint(2, size)
    up = {k: k + 1 for k in range(n, size + 1)}
    return replace(remap(made, up), entries=tuple((up.get(k, k), text) for k, text in made.entries)), {n}


def _reversed_range(made, size, rng):
    groups = [piece for p in made.paragraphs for piece in p if isinstance(piece, list) and max(_fill(piece)) >= 3]
    target = rng.choice(groups)
    top = max(_fill(target))
    rest = [n for n in _fill(target) if n < top - 2]
    return _replace_group(made, target, [*_squeeze(rest), (top, top - 2)]), {top, top - 2}


def _range_past_end(made, size, rng):
    changed = _change_last(made, lambda group: [*_squeeze([n for n in _fill(group) if n < size]), (size, size + 3)])
    return changed, {size + 1, size + 2, size + 3}


def _typo_big(made, size, rng):
    groups = [piece for p in made.paragraphs for piece in p if isinstance(piece, list)]
    target = rng.choice(groups)
    n = rng.choice(_fill(target))
    big = int(f"{n}{rng.randint(3, 9)}")
    if big <= size:
        return None
    return _replace_group(made, target, _squeeze([big if k == n else k for k in _fill(target)])), {big}


def _replace_group(made, target, new):
    paragraphs = tuple(tuple(new if piece is target else piece for piece in p) for p in made.paragraphs)
    return replace(made, paragraphs=paragraphs)


def _change_last(made, change):
    last = [piece for p in made.paragraphs for piece in p if isinstance(piece, list)][-1]
    new = change(last)
    return _replace_group(made, last, new if any(isinstance(p, tuple) for p in new) else _squeeze(new))


_DAMAGE = {
    "missing_entry": _missing_entry, "missing_entry_mid": _missing_entry_mid, "orphan_end": _orphan_end, "orphan_mid": _orphan_mid,
    "out_of_order": _out_of_order, "duplicate_entry": _duplicate_entry, "duplicate_number": _duplicate_number, "gap": _gap,
    "reversed_range": _reversed_range, "range_past_end": _range_past_end, "typo_big": _typo_big,
}  # fmt: skip


# Rendering


def written(group: list[object]) -> str:
    """A group as plain text: ``1,3–5``."""
    return ",".join(f"{p[0]}–{p[1]}" if isinstance(p, tuple) else str(p) for p in group)


def render(made: Made, rendering: str) -> str:
    """The article as text of one rendering."""
    writers = {"txt_flat": _text, "md_bracket": _markdown, "md_footnote": _footnotes, "html_sup": _html, "html_bracket": _html_brackets}
    return writers[rendering](made)


def _text(made: Made) -> str:
    body = "\n\n".join(_flat(p) for p in made.paragraphs)
    entries = "\n".join(f"{n}. {text}" for n, text in made.entries)
    return f"{made.title}\n\n{body}\n\nReferences\n\n{entries}\n"


def _flat(paragraph: tuple[object, ...]) -> str:
    """Superscripts flattened: after the punctuation that follows a word or a bracket, else right where they stand."""
    text = ""
    pieces = list(paragraph)
    for i, piece in enumerate(pieces):
        if not isinstance(piece, list):
            text += piece
            continue
        following = pieces[i + 1] if i + 1 < len(pieces) and isinstance(pieces[i + 1], str) else ""
        if following[:1] in (".", ",", "?", ";") and text[-1:] not in "%”" and (following[1:2] in ("", " ") or following[1:] == ""):
            pieces[i + 1] = following[1:]
            text += following[0] + written(piece)
        else:
            text += written(piece)
    return text


def _markdown(made: Made) -> str:
    body = "\n\n".join(
        "".join(f" [{written(p)}]" if isinstance(p, list) else p for p in paragraph) for paragraph in made.paragraphs
    )
    entries = "\n".join(f"{n}. {text}" for n, text in made.entries)
    return f"# {made.title}\n\n{body}\n\n## References\n\n{entries}\n"


def _footnotes(made: Made) -> str:
    body = "\n\n".join(
        "".join("".join(f"[^{n}]" for n in _fill(p)) if isinstance(p, list) else p for p in paragraph) for paragraph in made.paragraphs
    )
    entries = "\n".join(f"[^{n}]: {text}" for n, text in made.entries)
    return f"# {made.title}\n\n{body}\n\n{entries}\n"


def _html(made: Made) -> str:
    def marker(group: list[object]) -> str:
        first = [p[0] if isinstance(p, tuple) else p for p in group]
        return "<sup>" + ",".join(f'<a href="#ref{n}">{written([p])}</a>' for n, p in zip(first, group, strict=True)) + "</sup>"

    return _page(made, marker)


def _html_brackets(made: Made) -> str:
    return _page(made, lambda group: f" [{written(group)}]")


def _page(made: Made, marker: object) -> str:
    body = "\n".join(
        "<p>" + "".join(marker(p) if isinstance(p, list) else p.replace("<", "&lt;") for p in paragraph) + "</p>"
        for paragraph in made.paragraphs
    )
    entries = "\n".join(f'<li id="ref{n}" value="{n}">{text}</li>' for n, text in made.entries)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{made.title}</title></head><body><article><h1>{made.title}</h1>\n{body}\n'
        f"<h2>References</h2>\n<ol>\n{entries}\n</ol></article></body></html>"
    )
