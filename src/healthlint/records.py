"""Value classes that cost next to nothing until one is made.

A cold run of one article defines about a hundred and thirty small value classes and makes objects of half of them. ``dataclasses`` and
``typing.NamedTuple`` write and compile each class's methods at once: that took a third of the whole run, before an article was read. Here a
class takes a written constructor (see ``constructors``) when its first object is made, and shares everything else.

To the type checker these *are* ``dataclasses.dataclass`` and ``typing.NamedTuple``: it keeps a frozen record unchanged, so
that no object has to check it again at run time, and making one is faster than making a frozen dataclass.
"""

from __future__ import annotations

from operator import attrgetter, itemgetter

from healthlint.constructors import record_constructor, tuple_constructor

try:  # what collections.namedtuple reads its fields by, where the interpreter has it
    from _collections import _tuplegetter  # type: ignore[import-not-found]
except ImportError:

    def _tuplegetter(index: int, doc: str) -> property:
        return property(itemgetter(index), doc=doc)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import field, replace
    from typing import Any, NamedTuple

__all__ = ["NamedTuple", "field", "field_names", "is_record", "record", "replace"]

_NO_VALUE = object()


def field_names(made: object) -> tuple[str, ...]:
    """The names of a record's fields, or of a record class's, in the order of its constructor."""
    return tuple(_fields_of(made if isinstance(made, type) else type(made)))


def is_record(made: object) -> bool:
    """Whether ``made`` is an object of a record class."""
    return "__record_fields__" in type(made).__dict__


def _fields_of(kind: type) -> dict[str, Any]:
    fields: dict[str, Any] = kind.__dict__["__record_fields__"]
    return fields


if not TYPE_CHECKING:

    class _Made:
        """A default that is made anew for each object."""

        def __init__(self, maker):
            self.maker = maker

    def field(*, default_factory):
        """A field's default that is made anew for each object."""
        return _Made(default_factory)

    def record(kind=None, *, frozen=False, eq=True):
        """Make a class of annotated fields a value class; the arguments mean what they mean to ``dataclasses.dataclass``."""
        if kind is None:
            return lambda made: record(made, frozen=frozen, eq=eq)
        fields = {}
        for base in reversed(kind.__mro__[1:]):
            fields |= base.__dict__.get("__record_fields__", {})
        for name in kind.__dict__.get("__annotations__", {}):  # noqa: RUF063  (inspect costs 8 ms)
            default = fields[name] = kind.__dict__.get(name, _NO_VALUE)
            if isinstance(default, _Made):
                delattr(kind, name)
        kind.__record_fields__ = fields
        kind.__init__ = _first(kind)
        kind.__repr__ = _record_repr
        if eq:
            kind.__eq__ = _record_eq
            kind.__hash__ = _record_hash if frozen else None
        return kind

    def _first(kind):
        def __init__(self, *values, **named):
            kind.__init__ = _constructor(kind)
            kind.__init__(self, *values, **named)

        return __init__

    def _constructor(kind):
        fields = kind.__record_fields__
        makers = {name: default.maker for name, default in fields.items() if isinstance(default, _Made)}
        defaults = tuple(_NO_VALUE if name in makers else d for name, d in fields.items() if d is not _NO_VALUE)
        plain = record_constructor(tuple(fields), defaults, kind.__qualname__)
        if not makers:
            return plain

        def __init__(self, *values, **named):
            plain(self, *values, **named)
            for name, maker in makers.items():
                if getattr(self, name) is _NO_VALUE:
                    setattr(self, name, maker())

        return __init__

    def _values(made):
        kind = type(made)
        read = kind.__dict__.get("__record_values__")
        if read is None:
            read = kind.__record_values__ = attrgetter(*kind.__record_fields__)
        return read(made)

    def _record_eq(self, other):
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def _record_hash(self):
        return hash(_values(self))

    def _record_repr(self):
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__record_fields__)})"

    def replace(made, /, **changes):
        """A copy of a record with some fields changed."""
        kind = type(made)
        places = kind.__dict__.get("__record_places__")
        if places is None:
            places = kind.__record_places__ = {name: place for place, name in enumerate(kind.__record_fields__)}
        if len(places) == 1 or not changes.keys() <= places.keys():
            return kind(**{name: getattr(made, name) for name in places} | changes)
        values = [*_values(made)]
        for name, value in changes.items():
            values[places[name]] = value
        return kind(*values)

    class _NamedTupleClass(type):
        """Makes the class statement of a named tuple one."""

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            if bases == (tuple,) or not fields:
                return super().__new__(cls, name, bases, {"__slots__": (), **body})
            body["__slots__"] = ()
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = {f: body[f] for f in fields if f in body}
            body |= {f: _tuplegetter(i, "") for i, f in enumerate(fields)}
            made = super().__new__(cls, name, bases, body)
            made.__new__ = _first_tuple(made)
            return made

    def _first_tuple(made):
        def __new__(kind, *values, **named):
            made.__new__ = _tuple_constructor(made)
            return made.__new__(kind, *values, **named)

        return __new__

    def _tuple_constructor(made):
        return tuple_constructor(made._fields, tuple(made._field_defaults.values()), made.__qualname__)

    class NamedTuple(tuple, metaclass=_NamedTupleClass):
        """The base of a class of named fields that is a tuple of their values."""

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **changes):
            return type(self)(**(self._asdict() | changes))

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{f}={v!r}' for f, v in zip(self._fields, self, strict=True))})"

        def __getnewargs__(self):
            return tuple(self)
