"""Spelling of one convention in an article of another."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from healthlint.article.article import Article
from healthlint.article.spelling import is_ise, variants_beside, weight, weights
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check
from healthlint.language.variants import spelling_of
from healthlint.model import Confidence, Edit, Finding, Fix, Related, Rule, Safety, SpellingVote, Variant

_UK = frozenset({Variant.UK, Variant.UK_OXFORD})
_CLEAR = 2
"""Words from which an article has a spelling that alternative texts and metadata can contradict."""


@check("mixed-variants")
def mixed_variants(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the words of the variant that fewer words of the article follow."""
    votes = article.spelling.votes
    if article.settings.locale != "auto":
        yield from _two_ways(rule, votes)
        return
    uk, us = weights(votes)
    yield from _beside(rule, article, uk, us)
    if not uk or not us:
        return
    american = us > uk or article.spelling.variant is Variant.US
    minor, few, many = (Variant.UK, uk, us) if american else (Variant.US, us, uk)
    minority = [v for v in votes if v.variant is minor]
    majority = [v for v in votes if v.variant is not minor and v.variant in {Variant.UK, Variant.US}]
    if few == many and not american and minority[0].span < majority[0].span:
        minority, majority, minor = majority, minority, Variant.UK
    share = many / (few + many)
    if share < rule.options["majority"] and not (american and few == many):
        yield _undecided(rule, minority, majority, minor)
        return
    for vote in minority:
        yield _of_minority(rule, vote, majority)


def _beside(rule: Rule, article: Article, uk: int, us: int) -> Iterator[Finding]:
    """The words of alternative texts and metadata that an article with a clear spelling of its own writes otherwise."""
    many, minor = (uk, Variant.US) if uk > us else (us, Variant.UK)
    if many < _CLEAR or many < rule.options["majority"] * (uk + us):
        return
    for vote, where in asides(article):
        if vote.variant is minor:
            majority = [v for v in article.spelling.votes if v.variant is not minor and v.variant is not Variant.UK_OXFORD]
            yield _of_minority(rule, vote, majority, where)


def asides(article: Article) -> Iterable[tuple[SpellingVote, str]]:
    """The words beside the running text that show a spelling, each with the name of its place."""
    own = {article.spelling.variant} if article.settings.locale == "auto" else set()
    if variants_beside(article.document) <= own:
        return ()  # most have none, or write as the article does: then the reader of such places is not imported
    from healthlint.article.spelling_asides import read_asides

    return article.once(read_asides)


def _of_minority(rule: Rule, vote: SpellingVote, majority: list[SpellingVote], where: str = "") -> Finding:
    twin = next((v for v in majority if v.word in vote.other), majority[0])
    return rule.finding(
        vote.span,
        variant=f"{vote.variant.value}-beside" if where else vote.variant.value,
        where=rule.messages.get(where, ""),
        fixes=fixes(rule, vote, vote.other[-1], Safety.REVIEW),
        related=[Related(twin.span, rule.messages["related"])],
        confidence=Confidence.POSSIBLE if vote.quoted else None,
        found=found(vote),
        better=in_case_of(found(vote), vote.other[-1]),
        count=len(majority),
    )


def _undecided(rule: Rule, minority: list[SpellingVote], majority: list[SpellingVote], minor: Variant) -> Finding:
    """One finding for an article without a clear majority, at the first word of the lesser side."""
    uk, us = (minority, majority) if minor is Variant.UK else (majority, minority)
    return rule.finding(
        minority[0].span,
        variant="undecided",
        fixes=fixes(rule, minority[0], minority[0].other[-1], Safety.REVIEW) if len(minority) < len(majority) else (),
        related=[Related(v.span, rule.messages["related"]) for v in majority[:3]],
        found=found(minority[0]),
        better=in_case_of(found(minority[0]), minority[0].other[-1]),
        uk=len(uk),
        us=len(us),
        ukwords=listed(uk),
        uswords=listed(us),
    )


def _two_ways(rule: Rule, votes: Iterable[SpellingVote]) -> Iterator[Finding]:
    """With a configured locale only a word that is written both ways, each of them right by itself."""
    loose = [v for v in votes if (s := spelling_of(v.word)) and s.soft]
    for vote in loose:
        others = [v for v in votes if v.word in vote.other]
        if others and vote.variant is not _stronger(votes, vote):
            yield _of_minority(rule, vote, [*others, *(v for v in votes if v.variant is others[0].variant and v not in others)])


def _stronger(votes: Iterable[SpellingVote], vote: SpellingVote) -> Variant:
    """The variant that the rest of the article follows."""
    rest = [v for v in votes if v.lemma != vote.lemma]
    return Variant.US if weight(rest, Variant.US) > weight(rest, Variant.UK) else Variant.UK


@check("wrong-variant")
def wrong_variant(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report each word that the configured locale spells otherwise."""
    locale = article.settings.locale
    for vote in (*article.spelling.votes, *(vote for vote, _ in asides(article))):
        if _is_wrong(vote, locale, ize=bool(rule.options["allow-ize"])):
            better = vote.other[-1 if locale == "en-US" else 0]
            yield rule.finding(
                vote.span,
                variant=locale,
                fixes=fixes(rule, vote, better, Safety.SAFE),
                found=found(vote),
                better=in_case_of(found(vote), better),
                locale=locale,
            )


def _is_wrong(vote: SpellingVote, locale: str, *, ize: bool) -> bool:
    known = spelling_of(vote.word)
    if known is None or known.soft or vote.quoted:
        return False
    if locale == "en-US":
        return vote.variant is Variant.UK
    if locale == "en-GB-oxendict":
        return vote.variant is Variant.US or is_ise(vote)
    return vote.variant is Variant.US or (vote.variant is Variant.UK_OXFORD and not ize)


@check("mixed-ise-ize")
def mixed_ise_ize(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the rarer of -ise and -ize in a British article."""
    spelling = article.spelling
    if spelling.variant not in {*_UK, Variant.NONE} or weight(spelling.votes, Variant.US) > spelling.uk:
        return
    ise = [v for v in spelling.votes if is_ise(v)]
    ize = [v for v in spelling.votes if v.variant is Variant.UK_OXFORD]
    few, many = (ise, ize) if len(ise) < len(ize) else (ize, ise)
    if len(many) < rule.options["majority"] * (len(few) + len(many)):
        return
    if len(many) >= _CLEAR:
        few = [*few, *(v for v, _ in asides(article) if (is_ise(v) if many is ize else v.variant is Variant.UK_OXFORD))]
    for vote in few:
        yield rule.finding(
            vote.span,
            fixes=fixes(rule, vote, vote.other[0], Safety.SAFE),
            related=[Related(many[0].span, rule.messages["related"])],
            found=found(vote),
            better=in_case_of(found(vote), vote.other[0]),
            minor="ise" if many is ize else "ize",
            major="ize" if many is ize else "ise",
            count=len(many),
            few=len(few),
        )


def found(vote: SpellingVote) -> str:
    """Return the word as the reader sees it."""
    return vote.block.text[vote.start : vote.end]


def listed(votes: Iterable[SpellingVote]) -> str:
    """Return the most frequent words of ``votes``, for a message."""
    return ", ".join(word for word, _ in Counter(v.word for v in votes).most_common(4))


def fixes(rule: Rule, vote: SpellingVote, other: str, safety: Safety) -> tuple[Fix, ...]:
    """Return the fix that writes the word as ``other``, if the rule has fixes."""
    if rule.fix is None:
        return ()
    better = in_case_of(found(vote), other)
    return (Fix(f"“{found(vote)}” → “{better}”", (Edit(vote.span, better),), safety),)
