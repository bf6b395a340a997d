"""Limits on one file."""

import signal
import time

import pytest

from healthlint.engine.limits import check_limits, time_limit
from healthlint.engine.setting_keys import LIMITS
from healthlint.model import Format, Source, SourceError

SMALL = {**LIMITS, "line-length": 50, "nesting": 5, "entities": 5}


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("a\n" + "x" * 51 + "\nb", "line-length", "51"),
        ("a\r" + "x" * 60 + "\rb", "line-length", "60"),
        ("&amp;" * 6, "entities", "6"),
        ("<b>" * 6 + "</b>" * 6, "nesting", "6"),
        ("<ul><li>" * 3 + "<li>x" * 3, "nesting", "6"),
    ],
)
def test_beyond_a_limit_the_file_is_refused_with_limit_and_size(text, name, count):
    with pytest.raises(SourceError) as error:
        check_limits(Source("a.html", text), Format.HTML, SMALL)
    for word in ("a.html", count, name, f"{SMALL[name]}"):
        assert word in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "x\n" * 60, "&amp;" * 5, "<b></b>\n" * 30, "<br>" * 6, "<path/>" * 6, "<p a='>'>" * 2,
        "<p>x\n" * 30, "<ul>" + "<li><p>x\n" * 30 + "</ul>", "<table>" + "<tr><td>x<td>y\n" * 30 + "</table>", "<dl>" + "<dt>x<dd>y\n" * 30,
        "<div><p>x</div>\n" * 30, "<p><b>x</p>\n" * 30, "</p>\n" * 6 + "<b></b>\n" * 6,
    ],
)  # fmt: skip
def test_up_to_it_the_file_is_read(text):
    check_limits(Source("a.html", text), Format.HTML, SMALL)


def test_markup_does_not_count_in_plain_text():
    check_limits(Source("a.txt", "<b>" * 15), Format.TEXT, SMALL)


def test_what_takes_too_long_is_ended():
    with pytest.raises(SourceError, match="too long"), time_limit(0.05, lambda: SourceError("too long")):
        time.sleep(5)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_what_is_quick_goes_on():
    with time_limit(5, lambda: SourceError("too long")):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
