"""What kind of page an article is, so that rules leave alone what does not concern them."""
from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain

from healthlint.article.article import Article
from healthlint.language.cues import Phrases, read_phrases
from healthlint.language.words import fold
from healthlint.model import Kind, Mark, Zone

_RUNNING = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE, Zone.QUOTE, Zone.HEADING, Zone.CAPTION})
_READ = frozenset({Zone.PROSE, Zone.LIST, Zone.TABLE})
_QUOTED = frozenset({Zone.QUOTE})
_HEADED = frozenset({Zone.HEADING})
_STATED = {
    "newsarticle": "news",
    "reportagenewsarticle": "news",
    "news": "news",
    "drug": "medicine",
    "medicine": "medicine",
    "glossary": "glossary",
    "definedtermset": "glossary",
    "collectionpage": "index",
    "itemlist": "index",
    "index": "index",
    "story": "story",
    "clinical-reference": "clinical-reference",
    "guideline": "clinical-reference",
    "medicalguideline": "clinical-reference",
}
_GLOSSARY = ("glossary", "a to z of", "a-z of", "dictionary of")
_STORY = ("my story", "'s story", "my journey", "my experience", "living with my")
_MEDICINE = (
    "how to take",
    "how and when to take",
    "side effects",
    "who can take",
    "who cannot take",
    "who can't take",
    "dosage",
    "interactions",
    "taking it with",
    "before taking",
    "how to store",
    "missed dose",
    "if you forget",
    "other medicines",
    "what it is for",
)
_ENDINGS = tuple(
    "aemia emia uria penia cytosis osis itis ectomy otomy oma omas opathy plasia trophy stenosis megaly algia rrhea rrhoea "
    "ectasis lytic genic cystic vascular cardial nephritic hepatic pulmonary renal gastric mab nib cillin mycin statin pril "
    "sartan olol azole antigen antibody receptor inhibitor inhibitors agonist syndrome lesion lesions chronic diagnostic "
    "etiology".split(),
)
"""Endings of words that are frequent in notes for professionals."""
_TERSE = 18
"""Technical words per 1,000 from which a page that never says “you” is written for professionals."""
_FEW_WORDS = 120
"""An article that is to inform needs more running text than this; less text and many links is a list of pages."""
_MANY_LINKS = 12
_REMEMBERED = 1 << 16
"""Words kept in mind."""


def tell_document_type(article: Article) -> str:
    """Tell the kind of page: what it states, its title and headings, then how it is written."""
    stated = _stated(article)
    if stated:
        return stated
    title = fold(article.document.title)
    if any(word in title for word in _GLOSSARY) or _is_term_list(article):
        return "glossary"
    texts = _texts(article, _READ)
    total = sum(map(len, texts))
    if total + sum(map(len, _texts(article, _QUOTED))) < _FEW_WORDS and _links(article) >= _MANY_LINKS:
        return "index"
    if any(word in title for word in _STORY):
        return "story"
    headings = fold("\n".join([b.text for b in article.in_zones(_HEADED)]))
    if sum([word in headings for word in _MEDICINE]) >= 3:
        return "medicine"
    return _by_wording(texts, total, article.vocabulary)


def _texts(article: Article, zones: frozenset[Zone]) -> list[list[str]]:
    """The words of each block of these zones."""
    return [article.words(block).keys for block in article.in_zones(zones)]


def _stated(article: Article) -> str:
    for meta in article.document.metadata:
        key = meta.key.lower().rsplit(".", 1)[-1]
        if (meta.origin == "json-ld" and meta.key == "@type") or (
            meta.origin == "front-matter" and key in {"type", "document-type", "documenttype"}
        ):
            found = _STATED.get(meta.value.lower())
            if found:
                return found
        if key == "medicalaudience" and "clinician" in meta.value.lower():
            return "clinical-reference"
    return ""


def _is_term_list(article: Article) -> bool:
    terms = [b.kind for b in article.blocks].count(Kind.TERM)
    return terms >= 8 and terms * 3 > len(article.in_zones(_RUNNING))


def _links(article: Article) -> int:
    return sum(i.mark is Mark.LINK for b in article.blocks for i in b.inlines)


@cache
def _table() -> Phrases:
    return read_phrases("document-types.tsv")


def _by_wording(texts: list[list[str]], total: int, vocabulary: frozenset[str]) -> str:
    """News quotes people, stories say “I”, references for professionals use their terms and never say “you”."""
    if total < 80:
        return "article"
    share = {kind: 1000 * n / total for kind, n in _kinds(texts, vocabulary).items()}
    if _is_for_professionals(share, texts, total):
        return "clinical-reference"
    if share.get("speech", 0) >= 6 and share.get("reader", 0) < 12:
        return "news"
    if share.get("self", 0) >= 30 and share.get("reader", 0) < 15:
        return "story"
    return "article"


def _kinds(texts: list[list[str]], vocabulary: frozenset[str]) -> Counter[str]:
    """How often each kind of sign stands in the texts."""
    table = _table()
    found: Counter[str] = Counter()
    here = vocabulary.intersection(table)
    signs = [key for keys in texts if not here.isdisjoint(keys) for key in keys if key in here] if here else []
    for first, number in Counter(signs).items():
        tokens, kind = table[first][0]
        if len(tokens) == 1:
            found[kind] += number
        else:
            found.update(_longer(texts, first))
    return found


def _longer(texts: list[list[str]], first: str) -> list[str]:
    """What each phrase that begins with ``first`` says, the longest at its place; most words begin none that has more words."""
    found = []
    for keys in texts:
        for i in [i for i, key in enumerate(keys) if key == first]:
            said = [kind for tokens, kind in _table()[first] if tuple(keys[i : i + len(tokens)]) == tokens]
            found += said[:1]
    return found


class _Technical(dict[str, bool]):
    """Whether a word ends like a technical term, worked out when it is first met."""

    def __missing__(self, key: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = found = len(key) > 5 and key.endswith(_ENDINGS)
        return found


@cache
def _technical() -> _Technical:
    return _Technical()


def _is_for_professionals(share: dict[str, float], texts: list[list[str]], total: int) -> bool:
    """Whether the terms are a professional's, and the reader is not addressed, quoted to, or told a story."""
    reader = share.get("reader", 0)
    if share.get("clinical", 0) >= 8 and reader < 2.5:
        return True
    if reader >= 1.5 or share.get("self", 0) >= 8 or share.get("speech", 0) >= 2 or share.get("news", 0) >= 2:
        return False
    technical = 1000 * sum(map(_technical().__getitem__, chain.from_iterable(texts))) / total
    return technical + share.get("clinical", 0) + share.get("professional", 0) >= _TERSE
