"""Constructors of value classes: one for each number of fields, which a class takes over under the names of its own.

Writing a class's constructor as text and compiling it costs fifty times more than giving a compiled one other names, and a cold run
uses some eighty value classes.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FunctionType
    from typing import Any

    _RECORDS: tuple[FunctionType, ...]
    _TUPLES: tuple[FunctionType, ...]
else:
    FunctionType = type(lambda: None)

_new = tuple.__new__


def record_constructor(names: Sequence[str], defaults: tuple[Any, ...], qualified: str) -> Callable[..., None]:
    """``__init__`` of a record of these fields; ``defaults`` are those of the last ones."""
    template = _RECORDS[len(names)] if len(names) < len(_RECORDS) else _compiled(len(names), "def of(s, {}): {} = {}", "s.")
    code = template.__code__
    renamed = code.replace(co_varnames=("self", *names), co_names=tuple(names), co_name="__init__", co_qualname=f"{qualified}.__init__")
    return FunctionType(renamed, globals(), "__init__", defaults)


def tuple_constructor(names: Sequence[str], defaults: tuple[Any, ...], qualified: str) -> Callable[..., Any]:
    """``__new__`` of a named tuple of these fields; ``defaults`` are those of the last ones."""
    template = _TUPLES[len(names)] if len(names) < len(_TUPLES) else _compiled(len(names), "def of(z, {}): return _new(z, ({},))")
    code = template.__code__
    renamed = code.replace(co_varnames=("_kind", *names), co_name="__new__", co_qualname=f"{qualified}.__new__")
    return FunctionType(renamed, globals(), "__new__", defaults)


def _compiled(size: int, form: str, owner: str = "") -> FunctionType:
    """The template for more fields than are written out below."""
    names = [f"f{i}" for i in range(size)]
    fields = ", ".join(names)
    made: dict[str, FunctionType] = {}
    exec(form.format(fields, ", ".join(owner + name for name in names), fields), made)  # noqa: S102  (no word of it comes from outside)
    return made["of"]


if not TYPE_CHECKING:

    def _0(s):
        pass

    def _1(s, a):
        s.a = a

    def _2(s, a, b):
        s.a, s.b = a, b

    def _3(s, a, b, c):
        s.a, s.b, s.c = a, b, c

    def _4(s, a, b, c, d):
        s.a, s.b, s.c, s.d = a, b, c, d

    def _5(s, a, b, c, d, e):
        s.a, s.b, s.c, s.d, s.e = a, b, c, d, e

    def _6(s, a, b, c, d, e, f):
        s.a, s.b, s.c, s.d, s.e, s.f = a, b, c, d, e, f

    def _7(s, a, b, c, d, e, f, g):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g = a, b, c, d, e, f, g

    def _8(s, a, b, c, d, e, f, g, h):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h = a, b, c, d, e, f, g, h

    def _9(s, a, b, c, d, e, f, g, h, i):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i = a, b, c, d, e, f, g, h, i

    def _10(s, a, b, c, d, e, f, g, h, i, j):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j = a, b, c, d, e, f, g, h, i, j

    def _11(s, a, b, c, d, e, f, g, h, i, j, k):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j, s.k = a, b, c, d, e, f, g, h, i, j, k

    def _12(s, a, b, c, d, e, f, g, h, i, j, k, m):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j, s.k, s.m = a, b, c, d, e, f, g, h, i, j, k, m

    def _13(s, a, b, c, d, e, f, g, h, i, j, k, m, n):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j, s.k, s.m, s.n = a, b, c, d, e, f, g, h, i, j, k, m, n

    def _14(s, a, b, c, d, e, f, g, h, i, j, k, m, n, o):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j, s.k, s.m, s.n, s.o = a, b, c, d, e, f, g, h, i, j, k, m, n, o

    def _15(s, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p):
        s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.i, s.j, s.k, s.m, s.n, s.o, s.p = a, b, c, d, e, f, g, h, i, j, k, m, n, o, p

    _RECORDS = (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15)
    _TUPLES = (
        lambda z: _new(z, ()),
        lambda z, a: _new(z, (a,)),
        lambda z, a, b: _new(z, (a, b)),
        lambda z, a, b, c: _new(z, (a, b, c)),
        lambda z, a, b, c, d: _new(z, (a, b, c, d)),
        lambda z, a, b, c, d, e: _new(z, (a, b, c, d, e)),
        lambda z, a, b, c, d, e, f: _new(z, (a, b, c, d, e, f)),
        lambda z, a, b, c, d, e, f, g: _new(z, (a, b, c, d, e, f, g)),
        lambda z, a, b, c, d, e, f, g, h: _new(z, (a, b, c, d, e, f, g, h)),
        lambda z, a, b, c, d, e, f, g, h, i: _new(z, (a, b, c, d, e, f, g, h, i)),
        lambda z, a, b, c, d, e, f, g, h, i, j: _new(z, (a, b, c, d, e, f, g, h, i, j)),
    )
