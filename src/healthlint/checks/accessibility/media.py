"""Sound that starts by itself, and video without captions."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article import Article
from healthlint.article.accessibility import Accessibility
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check
from healthlint.model import Finding, Rule

_MOST_INSIDE = 60
"""Sources and tracks of one video."""
_TRANSCRIPT = ("transcript", "captioned", "subtitles", "subtitled", "text version", "read the video")


@check("autoplay-sound")
def autoplay_sound(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report audio or video that starts by itself with sound and without a control."""
    page = article.accessibility
    for name in ("audio", "video"):
        for i in page.by_name.get(name, ()):
            has = page.elements[i].attributes
            if "autoplay" in has and "muted" not in has and "controls" not in has and page.rendered(i):
                yield tell(rule, page, page.elements[i].tag, "no-autoplay-audio")


@check("video-no-captions")
def video_no_captions(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a video with sound that has neither captions nor a transcript beside it."""
    page = article.accessibility
    for i in page.by_name.get("video", ()):
        has = page.elements[i].attributes
        if "muted" in has or page.hidden(i) or _has_captions(page, i) or not _has_source(page, i) or _says_transcript(page, i):
            continue
        yield tell(rule, page, page.elements[i].tag, "video-caption")


def _has_captions(page: Accessibility, i: int) -> bool:
    tracks = (page.elements[c].attributes for c in page.inside(i)[:_MOST_INSIDE] if page.elements[c].name == "track")
    return any(t.get("kind", "subtitles").strip().lower() in ("captions", "subtitles") for t in tracks)


def _has_source(page: Accessibility, i: int) -> bool:
    return "src" in page.elements[i].attributes or any(page.elements[c].name == "source" for c in page.inside(i)[:_MOST_INSIDE])


def _says_transcript(page: Accessibility, i: int) -> bool:
    """Whether the words around the video promise its text in another form."""
    span = page.elements[i].span
    near = page.source.text[max(0, span.start - 600) : span.end + 600].lower()
    return any(word in near for word in _TRANSCRIPT)
