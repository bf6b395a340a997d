"""Nothing is downloaded or sent, whatever is asked for."""

import socket

import pytest

from healthlint.cli.main import main


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A project on a machine without a network; the addresses that were asked for."""
    asked = []

    def refuse(*arguments, **_):
        asked.append(arguments)
        raise OSError("there is no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    links = "See [one](https://example.org/a) ![b](https://example.org/b.png) and 10.1000/182.\n"
    (tmp_path / "a.md").write_text("# Iron\n\nIron cures tiredness.\n\n" + links, "utf-8")
    page = '<h1>Iron</h1><link rel=stylesheet href="https://example.org/x.css"><script src="//example.org/y.js"></script>'
    (tmp_path / "b.html").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    return asked


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--fail-on", "never", "."],
        ["check", "--fail-on", "never", "--output-format", "sarif", "."],
        ["fix", "--diff", "."],
        ["report", "-o", "r.html", "."],
        ["rules"],
        ["explain", "claims/absolute-promise"],
    ],
)
def test_no_command_asks_for_an_address(alone, arguments):
    assert main(arguments) in {0, 1}
    assert alone == []


def test_the_trap_would_be_seen(alone):
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("example.org", 80))
    assert len(alone) == 1
