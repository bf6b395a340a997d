"""Whether the source fits the sentence that cites it: body, species, kind of evidence, population."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.article.asked import CITED
from healthlint.article.citations_bodies import Body, credited, is_from
from healthlint.article.citations_reach import Cited, cited_sentences
from healthlint.article.evidence import SECONDARY, SINGLE_CASES, animals, find_phrases, populations, study_words
from healthlint.checks.citations.numbering import short
from healthlint.checks.registry import check, given
from healthlint.language.words import find_words
from healthlint.model import Evidence, Finding, NotApplicableError, Reference, Related, Rule, Span

NOT_PEOPLE = frozenset({Evidence.ANIMAL, Evidence.CELL})


def cited(article: Article) -> list[Cited]:
    """Groups of markers whose every number has an entry, with their sentences."""
    if not article.citations.references or not article.citations.markers:
        raise NotApplicableError
    return article.once(_read_cited)


def _read_cited(article: Article) -> list[Cited]:
    return [c for c in cited_sentences(article.citations, article.sentences) if c.complete]


def number_span(group: Cited) -> Span:
    """The number, or group of numbers, in the source."""
    first, last = group.markers[0], group.markers[-1]
    return first.block.span(first.start, last.end)


def numbers_of(group: Cited) -> str:
    """The numbers as written."""
    return ", ".join(m.label or m.block.text[m.start : m.end] for m in group.markers)


def related(group: Cited, *others: Related) -> list[Related]:
    """The entries behind a group, after other places."""
    return [*others, *(Related(r.span, short(r)) for r in group.references)]


# The body that a sentence credits


@check("named-source", telling=given(CITED))
def named_source(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence that credits a body while every reference it cites is somebody else's."""
    found = cited(article)
    by_sentence: dict[tuple[object, int], list[Cited]] = {}
    for group in found:
        by_sentence.setdefault((group.sentence.block, group.sentence.start), []).append(group)
    for groups in by_sentence.values():
        sentence = groups[0].sentence
        for body, start, end in credited(sentence.text):
            after = [g for g in groups if g.markers[0].start >= sentence.start + end]
            if not after or any(is_from(r, body) for g in groups for r in g.references):
                continue
            if _retold(after[0], body, sentence.text):
                continue
            group = after[0]
            own = next((r for r in article.citations.references if is_from(r, body)), None)
            place = Related(sentence.block.span(sentence.start + start, sentence.start + end), sentence.text[start:end])
            yield rule.finding(
                number_span(group), variant="other" if own else "",
                body=sentence.text[start:end], number=numbers_of(group), entry=short(group.references[0]),
                other=own.number if own else "",
                related=related(group, place),
            )  # fmt: skip
            break


def _retold(group: Cited, body: Body, sentence: str) -> bool:
    """Whether the sentence says that another work quotes the body, or the entry's title is about the body's work."""
    low = sentence.lower()
    if any(w in low for w in ("quoted in", "cited in", "cited by", "as reported in", "reviewed in")):
        return True
    return any(body.name in r.text for r in group.references)


# Animals and cells


@check("animal-evidence", telling=given(CITED))
def animal_evidence(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence on people that rests on studies in animals or cells alone and does not say so."""
    groups = cited(article)
    if any(animals(_topic(article))):
        return
    silent = frozenset(rule.parameters.get("says-so", ()))
    for group in groups:
        if not group.references or any(r.evidence not in NOT_PEOPLE for r in group.references):
            continue
        text = group.sentence.text
        if any(animals(text)) or not silent.isdisjoint(find_words(text).keys):
            continue
        reference = group.references[0]
        cells = reference.evidence is Evidence.CELL
        yield rule.finding(
            number_span(group), variant="cells" if cells else "",
            number=numbers_of(group), species=" and ".join(reference.population), entry=short(reference),
            related=[*_species_words(reference), *related(group)[1:]],
        )  # fmt: skip


def _topic(article: Article) -> str:
    title = article.document.title
    return title or next((b.text for b in article.blocks if b.text), "")[:200]


def _species_words(reference: Reference) -> list[Related]:
    """The words of the entry that name the animals or the cells."""
    text = study_words(reference)
    shift = reference.start + len(reference.text) - len(text)
    found = [(s, e) for _, s, e in animals(text)] or [(s, e) for kind, s, e in find_phrases(text, "evidence.tsv") if kind == "cell"]
    return [Related(reference.block.span(shift + s, shift + e), short(reference)) for s, e in found[:1]]


# Kind of evidence


@check("weak-evidence", telling=given(CITED))
def weak_evidence(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report "studies have shown" and the like where every entry cited is one case report, letter or protocol."""
    for group in cited(article):
        if any(r.evidence not in SINGLE_CASES for r in group.references) or len(group.references) > 2:
            continue
        appeal = _appeal(rule, group)
        if appeal is None:
            continue
        start, end = appeal
        text = group.sentence.text
        place = Related(group.sentence.block.span(group.sentence.start + start, group.sentence.start + end), text[start:end])
        reference = group.references[0]
        yield rule.finding(
            number_span(group), variant=reference.evidence.value,
            words=text[start:end], number=numbers_of(group), entry=short(reference), related=related(group, place),
        )  # fmt: skip


def _appeal(rule: Rule, group: Cited) -> tuple[int, int] | None:
    """Where the sentence appeals to studies in the plural, within the part that the marker closes."""
    words = find_words(group.sentence.text)
    nouns = frozenset(rule.parameters.get("nouns", ()))
    verbs = frozenset(rule.parameters.get("verbs", ()))
    stop = group.markers[0].start - group.sentence.start
    for i, key in enumerate(words.keys):
        if key not in nouns or words.starts[i] > stop:
            continue
        for j in range(i + 1, min(i + 5, len(words.keys))):
            if words.keys[j] in verbs:
                return words.starts[i], words.ends[j]
    return None


@check("population-mismatch", telling=given(CITED))
def population_mismatch(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a sentence that drops the group of people to which the title of its only source limits the study."""
    topic = {group for group, _, _ in populations(_topic(article))}
    for group in cited(article):
        if len(group.references) != 1:
            continue
        reference = group.references[0]
        if reference.evidence in NOT_PEOPLE or len(reference.population) != 1 or topic.intersection(reference.population):
            continue
        if {g for g, _, _ in populations(_context(article, group))}.intersection(reference.population):
            continue
        yield rule.finding(
            number_span(group), number=numbers_of(group), population=reference.population[0], entry=short(reference),
            related=[*_population_words(reference), *related(group)[1:]],
        )  # fmt: skip


def _context(article: Article, group: Cited) -> str:
    """The sentence, and the one before it in the same paragraph."""
    sentences = article.sentences_of(group.sentence.block)
    at = group.sentence.number - sentences[0].number
    return " ".join(s.text for s in sentences[max(0, at - 1) : at + 1])


def _population_words(reference: Reference) -> list[Related]:
    at = reference.text.find(reference.title[:40]) if reference.title else 0
    title = reference.title or reference.text
    shift = reference.start + max(at, 0)
    return [Related(reference.block.span(shift + s, shift + e), short(reference)) for _, s, e in populations(title)][:1]


@check("secondary-source", telling=given(CITED))
def secondary_source(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report an exact result that is cited to a review, a textbook or an opinion alone."""
    for group in cited(article):
        if len(group.references) != 1 or group.references[0].evidence not in SECONDARY:
            continue
        figure = _figure(rule, group)
        if figure is None:
            continue
        start, end = figure
        text = group.sentence.text
        place = Related(group.sentence.block.span(group.sentence.start + start, group.sentence.start + end), text[start:end])
        yield rule.finding(
            number_span(group), number=numbers_of(group), figure=text[start:end], entry=short(group.references[0]),
            related=related(group, place),
        )  # fmt: skip


def _figure(rule: Rule, group: Cited) -> tuple[int, int] | None:
    """The first share or proportion of the sentence before the marker: ``40%``, ``40 per cent``, ``one in five``."""
    text = group.sentence.text
    words = find_words(text)
    share = frozenset(rule.parameters.get("shares", ()))
    counts = frozenset(rule.parameters.get("counts", ()))
    stop = group.markers[0].start - group.sentence.start
    for i, key in enumerate(words.keys):
        if words.ends[i] > stop:
            break
        following = words.keys[i + 1 : i + 3]
        if key[0].isdecimal() and (text[words.ends[i] : words.ends[i] + 1] == "%" or (following and following[0] in share)):
            return words.starts[i], words.ends[i] + (text[words.ends[i] : words.ends[i] + 1] == "%")
        if len(following) == 2 and following[0] == "in" and all(k in counts or k.isdecimal() for k in (key, following[1])):
            return words.starts[i], words.ends[i + 2]
    return None
