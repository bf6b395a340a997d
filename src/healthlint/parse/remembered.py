"""What is worked out once for all pages, as they repeat the same few texts over and over."""
from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Remembered(dict[str, "Any"]):
    """What each text says, worked out when it is first met; it starts anew when it is full, and leaves out long texts, as few repeat."""

    __slots__ = ("longest", "most", "work_out")

    def __init__(self, work_out: Callable[[str], Any], most: int, longest: int) -> None:
        """Keep up to ``most`` texts of fewer than ``longest`` characters with what ``work_out`` says of them."""
        super().__init__()
        self.work_out, self.most, self.longest = work_out, most, longest

    def __missing__(self, text: str) -> Any:
        """What is said of a text that is not kept."""
        found = self.work_out(text)
        if len(text) < self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = found
        return found
