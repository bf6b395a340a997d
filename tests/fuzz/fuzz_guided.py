"""Coverage-guided documents: those that reach code which none had reached before are kept and grown."""

import random
import sys
from types import CodeType, FrameType
from typing import Any

from fuzz_documents import ENTITIES, HTML_NOISE, MARKDOWN_NOISE, ODD, TEXT_NOISE, Generator
from fuzz_properties import parse_named

from healthlint.article.zones import assign_zones

WATCHED = ("healthlint/parse/", "healthlint/article/zon")
NOISE = {"md": MARKDOWN_NOISE + ENTITIES + ODD, "html": HTML_NOISE + ENTITIES + ODD, "txt": TEXT_NOISE + ODD}
_LARGEST = 4000

Step = tuple[CodeType, int, int]


class Guide:
    """Remembers which steps from line to line have been seen, and the documents that showed them."""

    def __init__(self, seed: int, maker: Generator) -> None:
        """Nothing has been seen."""
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.maker = maker
        self.seen: set[Step] = set()
        self.kept: dict[str, list[str]] = {form: [] for form in NOISE}

    def document(self, form: str) -> str:
        """A new document, or one grown from those that were kept."""
        kept = self.kept[form]
        if not kept or self.random.random() < 0.3:
            return self.maker.document(form)
        return self._grown(form, self.random.choice(kept))

    def _grown(self, form: str, text: str) -> str:
        rng = self.random
        for _ in range(rng.randint(1, 4)):
            a = rng.randint(0, len(text))
            b = min(len(text), a + rng.randint(0, 12))
            other = rng.choice(self.kept[form])
            c = rng.randint(0, len(other))
            piece = rng.choice((rng.choice(NOISE[form]), other[c : c + rng.randint(1, 40)], text[a:b] * 2, ""))
            text = text[:a] + piece + text[b:]
        return text[:_LARGEST]

    def learn(self, form: str, text: str) -> bool:
        """Read a document under watch; keep it if it reached something new."""
        steps: set[Step] = set()
        sys.settrace(_tracer(steps))
        try:
            assign_zones(parse_named(f"a.{form}", text))
        finally:
            sys.settrace(None)
        new = not steps <= self.seen
        if new:
            self.seen |= steps
            self.kept[form].append(text)
        return new


def _tracer(steps: set[Step]) -> Any:
    """A trace function that notes each step from one line to the next in the watched modules."""
    last: dict[FrameType, int] = {}

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            steps.add((frame.f_code, last.get(frame, 0), frame.f_lineno))
            last[frame] = frame.f_lineno
        elif event == "return":
            last.pop(frame, None)
        return local

    def begin(frame: FrameType, _: str, __: Any) -> Any:
        return local if any(part in frame.f_code.co_filename for part in WATCHED) else None

    return begin
