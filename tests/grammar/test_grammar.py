"""Grammar engines: the same contract for a stand-in, a real LanguageTool and Harper."""

import os
import signal
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from grammar import replay
from healthlint.engine.check import check_document
from healthlint.engine.config import load_config
from healthlint.engine.grammar import GrammarDesk
from healthlint.engine.run import Request, run
from healthlint.grammar import GrammarUnavailableError, open_backend
from healthlint.grammar.passages import passages
from healthlint.grammar.server import Server, find_jar
from healthlint.grammar.slips import is_slip
from healthlint.model import Outcome, Settings, Source
from healthlint.parse import Format, parse
from healthlint.rulebook.book import open_rulebook
from requirements import module, require, require_harper, require_languagetool

CLEAN = (
    "Levothyroxine is taken for an underactive thyroid.",
    "Ask a pharmacist before you take glyceryl trinitrate.",
    "Sulfasalazine calms the bowel in ulcerative colitis.",
    "Colposcopy lets a nurse look closely at the cervix.",
)


def check_text(text, desk, form=Format.MARKDOWN):
    book = open_rulebook(select=("grammar",))
    return check_document(parse(Source(f"a.{form}", text), form), Settings(locale="en-GB"), book, desk)


def test_a_relative_folder_leads_to_the_server(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "languagetool-server.jar").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEALTHLINT_LT_DIR", "here")
    assert find_jar() == tmp_path / "here" / "languagetool-server.jar"


@pytest.fixture
def stand_in(monkeypatch):
    require("language-tool-python", module("language_tool_python"), "pip install 'healthlint[languagetool]'")
    server = replay.serve()
    monkeypatch.setenv("HEALTHLINT_LT_URL", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


def test_off_is_not_run_and_says_how_to_turn_it_on():
    report = check_text("You should sees a doctor.", None)
    assert report.outcomes["grammar/harper"] is Outcome.NOT_RUN
    assert "--grammar" in report.not_run["grammar/languagetool"]


def test_finding_at_its_place_with_fix(stand_in):
    text = "# Pain\n\nYou should **sees** a doctor.[^1] The heart pumps blood around it's chambers.\n\n[^1]: Smith A. Test. 2020.\n"
    with GrammarDesk("languagetool", keep=False) as desk:
        report = check_text(text, desk)
    found = {(f.excerpt, f.fixes[0].edits[0].text if f.fixes[0].edits else "") for f in report.findings}
    assert ("sees", "") in found
    assert any(excerpt == "it's" for excerpt, _ in found)
    assert report.outcomes["grammar/languagetool"] is Outcome.FAILED
    assert all(f.fixes[0].safety == "review" for f in report.findings)


def test_length_is_counted_in_utf16_units_by_the_server(stand_in):
    with GrammarDesk("languagetool", keep=False) as desk:
        report = check_text("A smile 😀 sees the day.", desk)
    assert [f.excerpt for f in report.findings] == ["😀 sees"]


def test_the_off_lists_are_sent(stand_in):
    open_backend("languagetool").check("All is well.", "en-US")
    assert stand_in.asked[-1]["language"] == "en-US"
    assert "WHITESPACE_RULE" in stand_in.asked[-1]["disabledRules"]
    assert "STYLE" in stand_in.asked[-1]["disabledCategories"]


def test_names_and_terms_are_no_slips(stand_in):
    with GrammarDesk("languagetool", keep=False) as desk:
        report = check_text("Colposcopy is brief. She was perscribed rest.", desk)
    assert [f.excerpt for f in report.findings] == ["perscribed"]


def test_kept_answers_ask_nobody(stand_in):
    for _ in range(2):
        with GrammarDesk("languagetool") as desk:
            report = check_text("The amount depends of your age, he wrote.", desk)
        assert [f.excerpt for f in report.findings] == ["depends of"]
    assert len(stand_in.asked) == 1


@pytest.mark.parametrize("mode", ["crash", "garbage", "error"])
def test_a_broken_server_is_one_line_and_not_run(stand_in, mode):
    told = []
    with GrammarDesk("languagetool", keep=False, notice=told.append) as desk:
        desk._open()
        stand_in.mode = mode
        report = check_text("You should sees a doctor.", desk)
    assert report.outcomes["grammar/languagetool"] is Outcome.NOT_RUN
    assert len(told) == 1
    assert not report.crashes


def test_a_slow_server_is_given_up(stand_in, monkeypatch):
    monkeypatch.setattr("healthlint.grammar.languagetool.SECONDS", 0.3)
    with GrammarDesk("languagetool", keep=False) as desk:
        desk._open()
        stand_in.mode = "hang"
        report = check_text("You should sees a doctor.", desk)
    assert report.outcomes["grammar/languagetool"] is Outcome.NOT_RUN


def test_a_dead_address_names_the_remedy(monkeypatch):
    require("language-tool-python", module("language_tool_python"), "pip install 'healthlint[languagetool]'")
    monkeypatch.setenv("HEALTHLINT_LT_URL", "http://127.0.0.1:9")
    with pytest.raises(GrammarUnavailableError, match="harper"):
        open_backend("languagetool")


def fake_java(folder, body):
    path = folder / "bin" / "java"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    jar = folder / "languagetool-server.jar"
    jar.write_bytes(b"")
    return folder


def gone(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
            status = Path(f"/proc/{pid}/stat")
            if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


REPLAY = f'exec {sys.executable} {replay.__file__} "$@"'


@pytest.fixture
def java(tmp_path, monkeypatch):
    def make(body):
        folder = fake_java(tmp_path, body)
        monkeypatch.setenv("JAVA_HOME", str(folder))
        return folder

    return make


def test_java_that_ends_at_once_shows_its_last_words(java):
    with pytest.raises(GrammarUnavailableError, match="no such heap"):
        Server(java("echo no such heap; exit 1"))


def test_java_that_never_answers_is_given_up_and_ended(java, monkeypatch):
    monkeypatch.setattr("healthlint.grammar.server.START_SECONDS", 0.5)
    folder = java(f"echo $$ > {'$(dirname $0)'}/pid; exec sleep 60")
    with pytest.raises(GrammarUnavailableError, match="did not answer"):
        Server(folder)
    assert gone(int((folder / "bin" / "pid").read_text()))


def test_a_server_is_started_used_and_stopped(java):
    server = Server(java(REPLAY))
    pid = server.pid
    assert server.running
    server.close()
    assert gone(pid)


def test_a_server_killed_in_the_middle_is_started_once_more(java, monkeypatch):
    require("language-tool-python", module("language_tool_python"), "pip install 'healthlint[languagetool]'")
    monkeypatch.setenv("HEALTHLINT_LT_DIR", str(java(REPLAY)))
    backend = open_backend("languagetool")
    try:
        assert backend.check("You should sees it.", "en-GB")
        os.kill(backend.server.pid, signal.SIGKILL)
        assert [m.rule for m in backend.check("You should sees it.", "en-GB")] == ["MD_BASEFORM"]
        pid = backend.server.pid
    finally:
        backend.close()
    assert gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux only")
def test_no_server_outlives_a_killed_run(java):
    code = f"from healthlint.grammar.server import Server, find_jar\nfrom pathlib import Path\ns = Server(Path({str(java(REPLAY))!r}))\nprint(s.pid, flush=True)\nimport time; time.sleep(60)"  # noqa: E501
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ})
    pid = int(run.stdout.readline())
    run.kill()
    run.wait()
    run.stdout.close()
    assert gone(pid)


def test_passages_keep_every_character_in_its_place():
    document = parse(Source("a.md", "One `x()` two.\n\nThree four.\n"), Format.MARKDOWN)
    (passage,) = passages(document.blocks)
    assert passage.text == "One XXX two.\n\nThree four."
    block, start, end = passage.place(passage.text.index("four"), passage.text.index("four") + 4)
    assert block.text[start:end] == "four"
    assert passage.place(10, 16) is None


@pytest.mark.parametrize(
    ("word", "meant", "slip"),
    [("perscribed", "prescribed", True), ("dissapear", "disappear", True), ("Colposcopy", "Colonoscopy", False), ("NMDA", "NADA", False),
     ("glycinate", "glaciate", False)],
)  # fmt: skip
def test_slips_of_the_pen(word, meant, slip):
    assert is_slip(word, meant) is slip


PLANTED = (
    "Patients should of rested.",
    "More then half of adults sleep badly.",
    "It is important to loose weight slowly.",
    "The rash will dissapear in a week.",
)


@pytest.mark.parametrize("engine", ["harper", "languagetool"])
def test_a_real_engine_finds_planted_faults_and_nothing_in_clean_sentences(engine, monkeypatch):
    if engine == "harper":
        require_harper()
    else:
        monkeypatch.setenv("HEALTHLINT_LT_DIR", str(require_languagetool()))
        monkeypatch.delenv("HEALTHLINT_LT_URL", raising=False)
    with GrammarDesk(engine, keep=False) as desk:
        report = check_text("\n\n".join(CLEAN + PLANTED), desk)
        reason = desk.reason
    assert not reason
    missed = [s for s in PLANTED if not any(f.excerpt and f.excerpt in s for f in report.findings)]
    assert missed == []
    assert [f.excerpt for f in report.findings if any(f.excerpt in s for s in CLEAN)] == []


def test_the_real_server_gives_what_we_read_and_ends_with_us(monkeypatch):
    folder = require_languagetool()
    monkeypatch.setenv("HEALTHLINT_LT_DIR", str(folder))
    monkeypatch.delenv("HEALTHLINT_LT_URL", raising=False)
    backend = open_backend("languagetool")
    try:
        text = "All 😀 is well. This are bad."
        match, *_ = backend.check(text, "en-GB")
        assert text[match.start : match.end].startswith("This")
        assert match.replacements
        assert backend.version[0].isdigit()
        os.kill(backend.server.pid, signal.SIGKILL)
        assert backend.check(text, "en-US")
        pid = backend.server.pid
    finally:
        backend.close()
    assert gone(pid)


def test_one_server_serves_two_hundred_files(java, tmp_path, monkeypatch):
    require("language-tool-python", module("language_tool_python"), "pip install 'healthlint[languagetool]'")
    starts = tmp_path / "starts"
    monkeypatch.setenv("HEALTHLINT_LT_DIR", str(java(f"echo started $$ >> {starts}; {REPLAY}")))
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(200):
        (articles / f"{number:03}.md").write_text(f"# Pain {number}\n\nYou should sees doctor {number}.\n", "utf-8")
    monkeypatch.chdir(articles)
    flags = {"grammar": "languagetool", "select": ["grammar/languagetool"]}
    report = run(Request((".",), date(2026, 11, 22), keep=False), load_config(articles, flags))
    assert len(report.articles) == 200
    assert all([f.excerpt for f in a.findings] == ["sees"] for a in report.articles)
    (line,) = starts.read_text().splitlines()
    assert gone(int(line.split()[1]))
