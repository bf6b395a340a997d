"""British pairs in which the noun and the verb are spelt apart: practice and practise, licence and license."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.article import Article
from healthlint.checks.lexical import in_case_of
from healthlint.checks.registry import check, telling_blocks
from healthlint.language.names import inside, is_name
from healthlint.language.quotes import quoted_ranges
from healthlint.model import Edit, Finding, Fix, Rule, Safety, Sentence, Words

_TO_VERB = {
    "practice": "practise", "practiced": "practised", "practicing": "practising", "licence": "license", "licenced": "licensed",
    "licencing": "licensing", "prophecy": "prophesy", "advice": "advise",
}  # fmt: skip
_TO_NOUN = {"practise": "practice", "license": "licence", "licenses": "licences", "advise": "advice", "prophesy": "prophecy"}
_DETERMINERS = frozenset("a an the this that his her its their our your my some any no each every medical general current best uk".split())
_MODALS = frozenset("to can could may might must should will would shall please always don't not".split())
_OBJECTS = frozenset("your the these this a it some any saying doing good mindfulness yoga relaxation breathing pelvic".split())
_ALWAYS_VERB = frozenset(("practiced", "practicing", "licenced", "licencing"))


@check("noun-verb-confusion", telling=lambda _: frozenset((*_TO_VERB, *_TO_NOUN)))
def noun_verb_confusion(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report the noun's spelling where a verb stands and the verb's where a noun stands, in frames that leave no doubt."""
    for block in telling_blocks(rule, article):
        words = article.words(block)
        if _TO_VERB.keys().isdisjoint(words.keys) and _TO_NOUN.keys().isdisjoint(words.keys):
            continue
        quoted = quoted_ranges(block.text)
        for sentence in article.sentences_of(block):
            for at in range(sentence.first, sentence.last):
                better, part = _judge(words, sentence, at)
                start, end = words.starts[at], words.ends[at]
                if not better or inside(quoted, start) or is_name(block.text, words, at, opens=at == sentence.first):
                    continue
                found = block.text[start:end]
                better = in_case_of(found, better)
                span = block.span(start, end)
                fix = Fix(f"“{found}” → “{better}”", (Edit(span, better),), Safety.REVIEW)
                yield rule.finding(span, variant=part, fixes=[fix], found=found, better=better)


def _judge(words: Words, sentence: Sentence, at: int) -> tuple[str, str]:
    """The right spelling and the part of speech it is for; empty where the frame does not tell."""
    key = words.keys[at]
    before = words.keys[at - 1] if at > sentence.first else ""
    after = words.keys[at + 1] if at + 1 < sentence.last else ""
    if key in _TO_VERB:
        verb = key in _ALWAYS_VERB or (before in _MODALS - {"no"} and before != "not") or (not before and after in _OBJECTS)
        if verb and not (before == "to" and after in {"", "and", "nurse", "nurses"}):
            return _TO_VERB[key], "verb"
    if key in _TO_NOUN and before in _DETERMINERS and after != "to":
        return _TO_NOUN[key], "noun"
    return "", ""
