"""Properties that are worked out once for each object.

To the type checker ``cached_property`` is that of ``functools``. There, before Python 3.12, each first look waits for a lock that all
objects share, which takes longer than most of what is worked out here; an article has over a hundred such properties.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property

__all__ = ["cached_property"]

if not TYPE_CHECKING:

    class cached_property:  # noqa: N801 - named as in functools
        """The answer of a method, kept in the object under the method's name, where the next look finds it without coming here."""

        def __init__(self, work_out):
            """Ask ``work_out`` when it is first looked at."""
            self.work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, _, name):
            self.name = name

        def __get__(self, owner, _=None):
            if owner is None:
                return self
            found = owner.__dict__[self.name] = self.work_out(owner)
            return found
