"""Fingerprints: what they are made of, and what many findings in one place cost."""
from __future__ import annotations

from healthlint.article import Article
from healthlint.digests import sha256
from healthlint.engine import fingerprint as module
from healthlint.engine.fingerprint import fingerprint, with_fingerprints
from healthlint.model import Confidence, Finding, Format, Settings, Severity, Source, Span
from healthlint.parse import parse

SENTENCE = "Rest may help your neck, and rest may help your back."


def _article(text: str) -> Article:
    return Article(parse(Source("a.md", text), Format.MARKDOWN), Settings())


def _finding(start: int, end: int, rule: str = "claims/test") -> Finding:
    return Finding(rule, Severity.ERROR, Confidence.CERTAIN, "said", Span(start, end))


def test_the_recipe_never_changes():
    text = "claims/test\x1f\x1fRest may help.\x1fNeck\x1f1"
    assert fingerprint("claims/test", "", " Rest  may\nhelp. ", ["Neck"], 1) == "1:" + sha256(text.encode()).hexdigest()[:32]


def test_findings_alike_in_one_sentence_are_counted():
    text = f"# Neck\n\n{SENTENCE}\n"
    first, second = text.index("Rest"), text.index("rest")
    done = with_fingerprints([_finding(first, first + 4), _finding(second, second + 4)], _article(text))
    assert [f.fingerprint for f in done] == [fingerprint("claims/test", "", SENTENCE, ["Neck"], n) for n in (0, 1)]
    assert [f.excerpt for f in done] == ["Rest", "rest"]


def test_the_same_sentence_twice_under_one_heading_is_counted_on():
    text = f"# Neck\n\n{SENTENCE}\n\n{SENTENCE}\n"
    places = text.index("Rest"), text.rindex("Rest")
    done = with_fingerprints([_finding(at, at + 4) for at in places], _article(text))
    assert [f.fingerprint for f in done] == [fingerprint("claims/test", "", SENTENCE, ["Neck"], n) for n in (0, 1)]


def test_another_rule_counts_for_itself():
    text = f"# Neck\n\n{SENTENCE}\n"
    at = text.index("Rest")
    done = with_fingerprints([_finding(at, at + 4, rule) for rule in ("claims/one", "claims/two")], _article(text))
    assert [f.fingerprint for f in done] == [fingerprint(rule, "", SENTENCE, ["Neck"]) for rule in ("claims/one", "claims/two")]


def test_a_sentence_with_a_thousand_findings_is_read_once(monkeypatch):
    read: list[str] = []
    plain = module._plain
    monkeypatch.setattr(module, "_plain", lambda text: read.append(text) or plain(text))
    sentence = "We say " + "utilise it, " * 1000 + "and so on."
    article = _article(f"# Neck\n\n{sentence}\n")
    at = article.source.text.index("We say")
    with_fingerprints([_finding(at + n * 12, at + n * 12 + 3) for n in range(1000)], article)
    assert read.count(sentence) == 1
