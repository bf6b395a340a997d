"""Enumerations of strings whose members cost no more than strings.

To the type checker ``StrEnum`` is that of ``enum``. There, naming a member and hashing one run Python code, in every loop over
blocks and zones, and making the classes costs a cold run one part in fifty. Here a member is a string with a name.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["StrEnum"]

if not TYPE_CHECKING:

    class _EnumClass(type):
        """Makes each public string of the class statement a member."""

        def __new__(cls, name, bases, body):
            made = super().__new__(cls, name, bases, body)
            made._members = {}
            for key, value in body.items():
                if type(value) is str and key[0] != "_":
                    member = made._members[value] = str.__new__(made, value)
                    member.name, member.value = key, value
                    setattr(made, key, member)
            return made

        def __call__(cls, value):
            try:
                return cls._members[value]
            except (KeyError, TypeError):
                raise ValueError(f"{value!r} is not a valid {cls.__qualname__}") from None

        def __iter__(cls):
            return iter(cls._members.values())

    class StrEnum(str, metaclass=_EnumClass):
        """The base of a class whose members are strings: ``class Unit(StrEnum): GRAM = "g"``."""

        def __repr__(self):
            return f"<{type(self).__qualname__}.{self.name}: {self.value!r}>"

        def __reduce__(self):
            return type(self), (self.value,)
