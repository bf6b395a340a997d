"""How hard the running text is to read: the grade, and the sentences and paragraphs that make it so."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from healthlint.article.article import Article
from healthlint.article.readability import SAMPLE_WORDS, SMOG_SENTENCES, is_running, running_prose, running_text
from healthlint.checks.readability_split import paragraph_break, split_point
from healthlint.checks.registry import check
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Block, Finding, Readability, Related, Rule, Sentence, Severity, Zone
from healthlint.records import replace

NAMES = {
    "flesch-kincaid-grade": "Flesch-Kincaid",
    "flesch-reading-ease": "Flesch reading ease",
    "smog": "SMOG",
    "gunning-fog": "Gunning Fog",
    "coleman-liau": "Coleman-Liau",
    "ari": "ARI",
    "dale-chall": "Dale-Chall",
    "lix": "LIX",
    "forcast": "FORCAST",
}
"""How the formulas are called in print."""


_OPENING = 4
"""Words by which a sentence is named."""


def _median(values: Iterable[float]) -> float:
    """The middle value; written here because importing ``statistics`` takes longer than measuring a page."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@check("grade-too-high")
def grade_too_high(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report prose above the profile's limits: each formula against its own limit, then the median of the verdicts."""
    measured = _by_engine(rule, article)
    limits: Mapping[str, float] = rule.options["limits"]
    if measured.words < rule.options["min-words"] or measured.sentences < rule.options["min-sentences"]:
        return
    over = _over(measured, limits, rule)
    if not over or _median(over.values()) <= 0:
        return
    related = [Related(s.span, rule.messages["related"]) for s in measured.costliest.sentences]
    yield rule.finding(
        article.top,
        related=related,
        severity=Severity.INFO if article.settings.audience == "clinician" else None,
        scores=", ".join(f"{NAMES[name]} {measured.scores[name]:.1f} (limit {float(limits[name]):g})" for name in over),
        grade=f"{measured.scores['flesch-kincaid-grade']:.1f}",
        age=round(measured.scores["flesch-kincaid-grade"]) + 5,
        words=measured.words,
        sentences=measured.sentences,
        costly=", ".join(f"{word} ({n})" if n > 1 else word for word, n in measured.costliest.words),
        projected=f"{measured.costliest.projected_grade or 0:.1f}",
    )


def _by_engine(rule: Rule, article: Article) -> Readability:
    """The article's own scores, or textstat's of the same sentences where a house's policy quotes textstat."""
    measured = article.readability
    if rule.options["engine"] != "textstat":
        return measured
    from healthlint.language.textstat_engine import textstat_scores

    scores = textstat_scores(running_text(article))
    return replace(measured, scores={**measured.scores, **scores})


def _over(measured: Readability, limits: Mapping[str, float], rule: Rule) -> dict[str, float]:
    """How far each valid formula lies above its limit; a sample that the rule's own options allow is valid."""
    small = rule.options["min-words"] < SAMPLE_WORDS
    usable = [name for name in limits if name in measured.scores and (small or name not in measured.withheld)]
    if small and measured.sentences < SMOG_SENTENCES:
        usable = [name for name in usable if name != "smog"] or usable
    return {name: measured.scores[name] - float(limits[name]) for name in usable}


_NAMES = 0.7
"""Share of words with capitals from which a sentence is a list of names."""
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MORE_SEVERE = {Severity.INFO: Severity.WARNING, Severity.WARNING: Severity.ERROR, Severity.ERROR: Severity.ERROR}


@check("long-sentence")
def long_sentence(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence with more words than the limit, with a place to split it; one much longer is one step more severe."""
    limit = int(rule.options["max-words"])
    for sentence in article.sentences:
        if sentence.last - sentence.first <= limit or sentence.block.zone not in rule.zones:
            continue
        words = _words(article, sentence)
        if words <= limit or _exempt(article, sentence):
            continue
        split = split_point(article, sentence)
        yield rule.finding(
            sentence.span,
            variant="split" if split else "",
            severity=_MORE_SEVERE[rule.severity] if 0 < limit * float(rule.options["severity-up-at"]) <= words else None,
            words=words,
            limit=limit,
            split=split,
        )


def _words(article: Article, sentence: Sentence) -> int:
    """Words of a sentence without its citation numbers."""
    cited = article.once(_citation_numbers).get(id(sentence.block))
    inside = bisect_left(cited, sentence.last) - bisect_left(cited, sentence.first) if cited else 0
    return sentence.last - sentence.first - inside


def _citation_numbers(article: Article) -> dict[int, list[int]]:
    """The tokens that are citation numbers, sorted, by the identity of their block."""
    found: dict[int, set[int]] = {}
    for marker in article.citations.markers:
        starts = article.words(marker.block).starts
        found.setdefault(id(marker.block), set()).update(range(bisect_left(starts, marker.start), bisect_left(starts, marker.end)))
    return {block: sorted(tokens) for block, tokens in found.items()}


def _exempt(article: Article, sentence: Sentence) -> bool:
    """A list joined by semicolons or of names alone, or a sentence that is mostly a quotation, is no sentence of the author's to split."""
    text = sentence.text
    if text.count(";") >= 2 or _is_list_of_names(article, sentence):
        return True
    ranges = quoted_ranges(sentence.block.text)
    start, end = sentence.start, sentence.end
    quoted = sum([min(b, end) - max(a, start) for a, b in ranges if a < end and start < b])
    return quoted * 2 > len(text)


def _is_list_of_names(article: Article, sentence: Sentence) -> bool:
    """Whether most words have capitals: the countries of a menu, the authors of a paper with their posts."""
    enough = _NAMES * (sentence.last - sentence.first)
    said = sentence.text
    if len(said) - len(said.encode("ascii", "ignore").translate(None, _CAPITALS)) <= enough:
        return False  # not so many characters are capitals, all those beyond ASCII taken for capitals
    text = sentence.block.text
    starts = article.words(sentence.block).starts[sentence.first : sentence.last]
    return sum([text[start].isupper() for start in starts]) > enough


@check("long-paragraph")
def long_paragraph(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a paragraph with more sentences or words than the limits."""
    most, longest = int(rule.options["max-sentences"]), int(rule.options["max-words"])
    for block in article.in_zones({"prose"}):
        sentences = len(article.sentences_of(block))
        if sentences <= most and len(article.words(block).keys) <= longest:
            continue
        words = sum(_words(article, sentence) for sentence in article.sentences_of(block))
        if (sentences > most or words > longest) and is_running(block) and not _speech(block):
            variant = "sentences" if sentences > most else "words"
            cut = paragraph_break(article, block)
            yield rule.finding(
                block.span(),
                variant=variant if cut else f"{variant}-alone",
                related=[Related(cut.span, rule.messages["related"])] if cut else (),
                sentences=sentences,
                words=words,
                most=most,
                longest=longest,
                cut=" ".join(cut.text.split()[:_OPENING]) if cut else "",
            )


def _speech(block: Block) -> bool:
    return sum(b - a for a, b in quoted_ranges(block.text)) * 2 > len(block.text)


@check("sample-too-small")
def sample_too_small(rule: Rule, article: Article) -> Iterator[Finding]:
    """Say which formulas are not valid for a text of this size or shape."""
    measured = article.readability
    has_prose = any(b.zone in {Zone.PROSE, Zone.LIST} for b in article.blocks)
    if has_prose and measured.words and measured.withheld and "all" not in measured.withheld:
        names = ", ".join(NAMES[name] for name in measured.withheld)
        few = measured.words < SAMPLE_WORDS
        variant = "words" if few else "sentences" if measured.sentences < SMOG_SENTENCES else "lists"
        yield rule.finding(article.top, variant=variant, words=measured.words, sentences=measured.sentences, formulas=names)


@check("many-unfamiliar-words")
def many_unfamiliar_words(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report prose in which a large share of the words is on no list of familiar words."""
    if article.readability.words < rule.options["min-words"]:
        return
    most, prose = float(rule.options["max-share"]), article.once(running_prose)
    if prose.unfamiliar_words <= most * article.readability.words:
        return
    from healthlint.article.readability_costs import costliest, unfamiliar_share

    share, unfamiliar = unfamiliar_share(article)
    if share > most:
        yield rule.finding(article.top, percent=round(100 * share), costly=", ".join(costliest(unfamiliar)))


@check("unmarked-boilerplate")
def unmarked_boilerplate(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the first block that only its wording tells apart from the article."""
    if not any(block.inferred for block in article.in_zones(rule.zones)):
        return
    before: Block | None = None
    for block in article.blocks:
        headed = before is not None and (before.zone in {Zone.HEADING, Zone.TITLE} or before.zone is block.zone)
        if block.inferred and block.zone in rule.zones and before is not None and not headed:
            yield rule.finding(block.span(), what=rule.messages[block.zone.value])
            return
        before = block
