"""What a page embeds: frames without a title, sound that starts by itself, recordings without captions or a transcript."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check, elements
from healthlint.model import Confidence, Finding, Rule
from healthlint.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.article.accessibility import Accessibility

_MOST_INSIDE = 60
"""Sources and tracks of one video."""
_TRANSCRIPT = ("transcript", "captioned", "subtitles", "subtitled", "text version", "read the video")


@check("frame-no-title", telling=elements("iframe"))
def frame_no_title(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report frames without a name."""
    page = article.accessibility
    for i in page.by_name.get("iframe", ()):
        has = page.elements[i].attributes
        out_of_reach = has.get("tabindex", "").strip().startswith("-") or page.stated_role(i) in ("none", "presentation")
        if page.hidden(i) or out_of_reach or _of_no_size(has):
            continue
        if not page.name(i):
            yield tell(rule, page, i, "cae760 frame-title")


def _of_no_size(has: Mapping[str, str]) -> bool:
    """Frames that nobody sees, which count visits."""
    if has.get("width", "").strip("px ") in ("0", "1") and has.get("height", "").strip("px ") in ("0", "1"):
        return True
    style = has.get("style", "").lower().replace(" ", "").replace("!important", "")
    return any(f"{side}:{size}" in f";{style};" for side in (";width", ";height") for size in ("0;", "0px;", "1px;"))


@check("autoplay-sound", telling=elements("audio", "video"))
def autoplay_sound(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report audio or video that starts by itself with sound and without a control."""
    page = article.accessibility
    for name in ("audio", "video"):
        for i in page.by_name.get(name, ()):
            has = page.elements[i].attributes
            if "autoplay" in has and "muted" not in has and "controls" not in has and page.rendered(i):
                yield tell(rule, page, page.elements[i].tag, "no-autoplay-audio")


@check("video-no-captions", telling=elements("audio", "video"))
def video_no_captions(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report a video with sound, or a recording, that has neither captions nor a transcript beside it."""
    page = article.accessibility
    for i in page.by_name.get("video", ()):
        has = page.elements[i].attributes
        if "muted" in has or page.hidden(i) or _has_captions(page, i) or not _has_source(page, i) or _says_transcript(page, i):
            continue
        yield tell(rule, page, page.elements[i].tag, "video-caption")
    for i in page.by_name.get("audio", ()):
        has = page.elements[i].attributes
        if "controls" not in has or "loop" in has or page.hidden(i) or not _has_source(page, i) or _says_transcript(page, i):
            continue
        # A word read aloud needs no transcript, and how long the recording is stands nowhere.
        yield replace(tell(rule, page, page.elements[i].tag, variant="audio"), confidence=Confidence.POSSIBLE)


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
