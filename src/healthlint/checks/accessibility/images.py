"""Images and graphics without a text alternative, or with one that says nothing."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from healthlint.article.accessibility_outline import decoded
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell, value_span
from healthlint.checks.registry import check, elements
from healthlint.language.word_lists import word_lists
from healthlint.model import Edit, Finding, Fix, Format, Rule, Safety, Severity, Span
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_IMAGE_ROLES = ("img", "image")
_SILENT_ROLES = ("none", "presentation")
_PICTURE_ENDINGS = frozenset("png jpg jpeg jpe gif svg webp bmp tif tiff avif ico heic".split())
_REPEATED_IN = frozenset("button link paragraph listitem cell columnheader rowheader".split())
_GRAPHIC_ROLES = frozenset({"img", "image", "graphics-document", "graphics-symbol"})


@check("image-no-alt", telling=elements("img", "[role]"))
def image_no_alt(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report images, and elements that are told to be images, that have no name."""
    markdown = article.document.format is Format.MARKDOWN
    page = article.accessibility
    for i in page.by_name.get("img", ()):
        if page.elements[i].attributes.get("alt", "").strip():
            continue
        if markdown and page.source[page.elements[i].span].startswith("!["):
            yield tell(rule, page, i)
        elif page.role(i) not in _SILENT_ROLES and not page.hidden(i) and not _of_no_size(page, i) and not page.name(i):
            yield tell(rule, page, i, "23a2a8 image-alt" if page.role(i) in _IMAGE_ROLES else "image-alt")
    for i, role in page.stated.items():
        if role not in _IMAGE_ROLES or page.elements[i].name in ("img", "svg", "object", "input"):
            continue
        if not page.hidden(i) and not page.foreign(i) and not page.name(i):
            yield tell(rule, page, i, "23a2a8 role-img-alt", variant="role")


def _of_no_size(page: Accessibility, i: int) -> bool:
    """Counting pixels, which nobody sees."""
    has = page.elements[i].attributes
    return has.get("width", "").strip("px ") in ("0", "1") and has.get("height", "").strip("px ") in ("0", "1")


@check("server-image-map", telling=elements("[ismap]"))
def server_image_map(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report images whose link goes where the pointer was, which the keyboard cannot say."""
    page = article.accessibility
    for name in ("img", "input"):
        for i in page.by_name.get(name, ()):
            if "ismap" in page.elements[i].attributes and not page.hidden(i) and (name == "input" or _in_link(page, i)):
                yield tell(rule, page, page.elements[i].tag, "server-side-image-map")


def _in_link(page: Accessibility, i: int) -> bool:
    return any(page.elements[a].name == "a" and "href" in page.elements[a].attributes for a in islice(page.around(i), _NEAR))


@cache
def _empty_words() -> frozenset[str]:
    return word_lists("alternative-texts.tsv")["empty"]


_NEAR = 20
"""Elements around an image among which its caption or its link is looked for."""


@check("uninformative-alt", telling=elements("img"))
def uninformative_alt(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report alternatives that are a file name, a bare kind of picture, a repetition, or far too long."""
    page = article.accessibility
    for i in page.by_name.get("img", ()):
        has = page.elements[i].attributes
        alternative = " ".join(has.get("alt", "").split())
        if not alternative or page.hidden(i) or ("role" in has and page.role(i) not in _IMAGE_ROLES):
            continue
        variant = _fault(rule, page, i, alternative)
        opening = 0 if variant else _opening(rule, alternative)
        if not variant and not opening:
            continue
        span = value_span(page, i, "alt")
        if variant:
            about = "image-redundant-alt" if variant == "repeated" else ""
            fixes = _silenced(rule, page, i, span) if variant == "repeated" else ()
            yield tell(rule, page, span, about, variant=variant, alt=_short(alternative), length=len(alternative), fixes=fixes)
        else:
            found = tell(rule, page, span, variant="opening", alt=_short(alternative), fixes=_without(rule, page, span, opening))
            yield replace(found, severity=Severity.INFO)


def _silenced(rule: Rule, page: Accessibility, i: int, span: Span) -> tuple[Fix, ...]:
    """Empties an alternative in quotation marks."""
    quoted = page.source.text[span.start - 1 : span.start] in ('"', "'")
    if page.document.format is not Format.HTML or not quoted or span == page.elements[i].tag:
        return ()
    return (Fix(rule.parameters["fix-repeated"], (Edit(span, ""),), Safety.REVIEW),)


_ARTICLES = ("a ", "an ", "the ", "this is a ", "this is an ")


def _openings(rule: Rule) -> tuple[str, ...]:
    return tuple(f"{words} " for words in rule.parameters["openings"])


def _opening(rule: Rule, alternative: str) -> int:
    """How many characters at the start say that this is an image: “A picture of ”; 0 for none."""
    lower = alternative.lower()
    at = next((len(a) for a in _ARTICLES if lower.startswith(a)), 0) if lower.startswith(_ARTICLES) else 0
    if not lower.startswith(rule.derive(_openings), at):
        return 0
    return next((at + len(words) + 1 for words in rule.parameters["openings"] if lower.startswith(f"{words} ", at)), 0)


def _without(rule: Rule, page: Accessibility, span: Span, opening: int) -> tuple[Fix, ...]:
    """Deletes the opening where the source has it as it is heard."""
    written = page.source[span]
    if page.document.format is not Format.HTML or len(written) <= opening or written[:1] in "<!" or "&" in written or "  " in written:
        return ()
    edit = Edit(Span(span.start, span.start + opening + 1), written[opening].upper())
    return (Fix(rule.parameters["fix-title"], (edit,), Safety.REVIEW),)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _fault(rule: Rule, page: Accessibility, i: int, alternative: str) -> str:
    words = alternative.lower().rstrip(".:").split(maxsplit=3)
    if _is_file_name(alternative, page.elements[i].attributes.get("src", "")):
        return "file-name"
    kinds = _empty_words()
    if 0 < len(words) < 4 and not kinds.isdisjoint(words) and all(w in kinds or w.isdigit() for w in words):
        return "kind"
    if len(alternative) > rule.options["max-characters"]:
        return "long"
    return "repeated" if _repeats_text(page, i, alternative.lower()) else ""


def _is_file_name(alternative: str, address: str) -> bool:
    stem, dot, ending = alternative.rpartition(".")
    if dot and ending.lower() in _PICTURE_ENDINGS and " " not in stem.strip():
        return True
    name = address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1].rpartition(".")[0]
    return bool(name) and alternative == name and (any(c.isdigit() for c in name) or "_" in name) and " " not in name


_PLAIN_HOLDERS = frozenset("div span picture section article main body html header strong em".split())
"""What stands around images and is neither a caption's figure nor one of those roles."""


def _repeats_text(page: Accessibility, i: int, alternative: str) -> bool:
    """Whether the text beside the image, or its caption, says the same words."""
    for around in islice(page.around(i), _NEAR):
        name = page.elements[around].name
        if name in _PLAIN_HOLDERS and "role" not in page.elements[around].attributes:
            continue
        if name == "figure":
            captions = (c for c in page.children(around) if page.elements[c].name == "figcaption")
            return any(page.text(c).lower() == alternative for c in captions)
        if page.role(around) in _REPEATED_IN:
            return _says(page, around, alternative.split())
    return False


def _says(page: Accessibility, i: int, wanted: list[str]) -> bool:
    """Whether the character data inside an element, alternatives of images left out, are these words and no others."""
    at = 0
    for _, start, end in page.runs_in(i):
        words = decoded(page.source.text[start:end]).lower().split()
        if words != wanted[at : at + len(words)]:
            return False
        at += len(words)
    return at == len(wanted)


@check("graphic-no-name", telling=elements("object", "svg"))
def graphic_no_name(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report objects and drawings that are told to be images and have no name."""
    page = article.accessibility
    for i in page.by_name.get("object", ()):
        if _shows_something(page, i) and not page.hidden(i) and not page.name(i):
            yield tell(rule, page, i, "8fc3b6 object-alt", variant="object")
    if "svg" not in page.by_name:
        return
    for i, role in page.stated.items():
        drawn = page.elements[i].name == "svg" or page.foreign(i)
        if drawn and role in _GRAPHIC_ROLES and not page.hidden(i) and not page.name(i):
            yield tell(rule, page, i, "7d6734 svg-img-alt")


def _shows_something(page: Accessibility, i: int) -> bool:
    address = page.elements[i].attributes.get("data", "").strip()
    if not address or address.split("?")[0].lower().endswith((".html", ".htm")):
        return False
    stated = page.stated_role(i)
    if stated in ("", "img", "image", "graphics-document", "graphics-symbol", "document", "application"):
        return True
    return page.keeps_role(i)
