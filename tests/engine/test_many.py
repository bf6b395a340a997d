from datetime import date
from pathlib import Path

import pytest

from healthlint.engine import many, store
from healthlint.engine import run as run_module
from healthlint.engine.articles import with_findings
from healthlint.engine.cache import FILE
from healthlint.engine.config import load_config
from healthlint.engine.freeze import thaw_findings
from healthlint.engine.run import Request, run
from healthlint.model import ArticleForm
from healthlint.report.formats import article_form, pieces, render, writer

TODAY = date(2026, 11, 22)
ARTICLE = """# Zinc and colds {number}

By Ama Mensah, BSc. Published 3 March 2021.

Zinc cures colds in a week.[1] The colour of the tablets is of no {weight}.

## References

1. Smith J. Zinc and colds: a trial. BMJ. 2019;1:2-3.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HEALTHLINT_CACHE_DIR", str(tmp_path / "cache"))
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "healthlint.toml").write_text("", "utf-8")
    for number in range(24):
        (articles / f"{number:02}.md").write_text(ARTICLE.format(number=number, weight="µ’😀" * (number % 3)), "utf-8")
    return articles


def check(folder, name="json", **more):
    config = load_config(folder, {"jobs": more.pop("jobs", 0)}, {})
    told = []
    report = run(Request((str(folder),), TODAY, notice=told.append, **more), config)
    return render(name, report), told


@pytest.fixture
def parsed(monkeypatch):
    """Names of the files that were parsed in this process."""
    names = []
    real = run_module.parse_named
    monkeypatch.setattr(run_module, "parse_named", lambda source, name: names.append(name) or real(source, name))
    return names


def test_serial_parallel_fresh_and_cached_runs_print_the_same(folder, parsed):
    alone, _ = check(folder, keep=False, jobs=1)
    assert len(parsed) == 24
    assert check(folder, keep=False, jobs=2)[0] == alone
    assert check(folder)[0] == alone
    parsed.clear()
    assert check(folder)[0] == alone
    assert parsed == []


def test_large_files_are_handed_out_first(folder, monkeypatch):
    given = []
    real = many.check_in_processes
    monkeypatch.setattr(many, "check_in_processes", lambda files, *how: given.extend(file.relative for file in files) or real(files, *how))
    (folder / "21.md").write_text((folder / "21.md").read_text("utf-8") * 9, "utf-8")
    alone, _ = check(folder, keep=False, jobs=1)
    assert given == []
    assert check(folder, keep=False, jobs=2)[0] == alone
    assert given[0] == "21.md"
    sizes = [(folder / name).stat().st_size for name in given]
    assert sizes == sorted(sizes, reverse=True)
    assert len(given) == 24


def test_other_runs_can_write_between_look_ups(folder, parsed, monkeypatch):
    alone, _ = check(folder)
    parsed.clear()
    monkeypatch.setattr(store, "LOOKED_UP", 10)
    locked, begun = [], []
    known, reading = store.ResultCache.known, store.ResultCache.reading
    monkeypatch.setattr(store.ResultCache, "known", lambda self, *of: locked.append(self.connection.in_transaction) or known(self, *of))
    monkeypatch.setattr(store.ResultCache, "reading", lambda self: begun.append(len(locked)) or reading(self))
    assert check(folder)[0] == alone
    assert parsed == []
    assert (begun, all(locked)) == ([0, 10, 20], True)


@pytest.mark.parametrize("form", ["concise", "full", "sarif", "html"])
def test_every_writer_sees_the_same_from_the_cache(folder, form):
    fresh, _ = check(folder, form, keep=False)
    check(folder)
    assert check(folder, form)[0] == fresh


@pytest.mark.parametrize("form", ["json", "jsonl", "full", "concise"])
def test_articles_come_one_by_one(folder, form):
    report = run(Request((str(folder),), TODAY, keep=False), load_config(folder, {"jobs": 1}, {}))
    found = list(pieces(form, report))
    assert len(found) > 24
    assert "".join(found) == writer(form).write(report)


def forms(name, *, color=False):
    return {"form": article_form({name: color}), "brief": True}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("form", ["json", "full", "concise"])
def test_articles_written_where_they_are_checked_read_the_same(folder, form, keep, jobs):
    plain, _ = check(folder, form, keep=False)
    asked = {**forms(form), "keep": keep, "jobs": jobs}
    assert check(folder, form, **asked)[0] == plain
    assert check(folder, form, **asked)[0] == plain


def test_both_formats_in_json_take_the_same_lines(folder):
    plain, _ = check(folder, keep=False)
    assert check(folder, "jsonl", **forms("json"))[0].splitlines()[1] in plain


def test_what_nobody_was_thought_to_ask_for_is_found_out_when_asked(folder, parsed):
    page, _ = check(folder, "html", keep=False, jobs=1)
    parsed.clear()
    assert check(folder, "html", keep=False, jobs=1, brief=True)[0] == page
    assert len(parsed) > 24


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_no_writer_asks_for_is_not_kept(folder, tmp_path, parsed, jobs):
    import sqlite3

    fresh, _ = check(folder, "concise", jobs=jobs, brief=True)
    connection = sqlite3.connect(tmp_path / "cache" / FILE)
    assert connection.execute("SELECT sum(length(body)) FROM results").fetchone() == (0,)
    connection.close()
    parsed.clear()
    assert check(folder, "concise", jobs=jobs, brief=True)[0] == fresh
    assert parsed == []


def test_a_writer_that_asks_for_more_than_was_kept_has_it_kept(folder, parsed):
    page, _ = check(folder, "html", keep=False)
    check(folder, "concise", jobs=1, brief=True)
    parsed.clear()
    assert check(folder, "html", jobs=1)[0] == page
    assert len(parsed) == 24
    parsed.clear()
    assert check(folder, "html", jobs=1)[0] == page
    assert parsed == []


@pytest.mark.parametrize("form", ["json", "full", "concise"])
def test_a_later_run_takes_articles_as_they_were_written(folder, parsed, monkeypatch, form):
    asked = {**forms(form), "jobs": 1}
    fresh, _ = check(folder, form, **asked)
    parsed.clear()
    read = []
    monkeypatch.setattr(store, "thaw_findings", lambda packed: read.append(packed) or thaw_findings(packed))
    assert check(folder, form, **asked)[0] == fresh
    assert parsed == []
    assert len(read) < 6, "only articles that are the first to name a rule are written again"


def test_colour_and_another_format_are_written_anew(folder, parsed):
    plain, _ = check(folder, "concise", keep=False)
    check(folder, "full", **forms("full"))
    parsed.clear()
    assert check(folder, "concise", **forms("concise"))[0] == plain
    check(folder, "concise", **forms("concise", color=True))
    assert parsed == []


def test_each_format_is_kept_beside_the_others(folder, parsed, monkeypatch):
    wrote = {form: check(folder, form, **forms(form), jobs=1)[0] for form in ("json", "concise", "full")}
    parsed.clear()
    read = []
    monkeypatch.setattr(store, "thaw_findings", lambda packed: read.append(packed) or thaw_findings(packed))
    for form, text in wrote.items():
        assert check(folder, form, **forms(form), jobs=1)[0] == text
    assert parsed == []
    assert len(read) < 6, "only articles that are the first to name a rule are written again"


def test_a_renamed_article_is_not_told_under_its_old_name(folder, parsed):
    check(folder, "concise", **forms("concise"))
    (folder / "06.md").rename(folder / "renamed.md")
    parsed.clear()
    text, _ = check(folder, "concise", **forms("concise"))
    assert parsed == []
    assert "renamed.md:" in text
    assert "06.md:" not in text


@pytest.mark.parametrize("form", ["json", "full", "concise"])
@pytest.mark.parametrize("keep", [False, True])
def test_articles_of_one_text_are_told_apart(folder, form, keep):
    for number in range(1, 24):
        (folder / f"{number:02}.md").write_bytes((folder / "00.md").read_bytes())
    plain, _ = check(folder, form, keep=False)
    for _ in range(2):
        assert check(folder, form, **forms(form), keep=keep)[0] == plain


def test_what_was_written_before_findings_were_compared_is_not_used(folder):
    config = load_config(folder, {"jobs": 1}, {})
    article = run(Request((str(folder),), TODAY, keep=False, **forms("json"), compare=False), config).articles[0]
    anew = ArticleForm("json", lambda _: "anew")
    assert article.in_form(anew).startswith('{"path": ')
    assert article.in_form(anew._replace(name="full")) == "anew"
    other = with_findings(article, ())
    assert other.in_form(anew) == "anew"
    assert other.findings == ()
    assert other.tally == {}
    assert article.tally


def test_only_what_changed_is_checked_again(folder, parsed):
    check(folder)
    (folder / "05.md").write_text(ARTICLE.format(number=5, weight="changed"), "utf-8")
    (folder / "06.md").rename(folder / "renamed.md")
    parsed.clear()
    check(folder)
    assert parsed == ["05.md"]
    (folder / "healthlint.toml").write_text('profile = "uk-nhs"\n', "utf-8")
    parsed.clear()
    check(folder)
    assert len(parsed) == 24


def test_a_cache_that_is_rubbish_changes_nothing(folder, tmp_path):
    fresh, _ = check(folder)
    (tmp_path / "cache" / FILE).write_bytes(b"rubbish" * 1000)
    again, told = check(folder)
    assert again == fresh
    assert len(told) == 1


def test_a_cached_report_that_cannot_be_read_is_made_again(folder, tmp_path, parsed):
    import sqlite3

    fresh, _ = check(folder)
    with sqlite3.connect(tmp_path / "cache" / FILE) as connection:
        connection.execute("UPDATE results SET head = ? WHERE number % 2", (b"rubbish",))
        connection.execute("UPDATE results SET body = ?, findings = ? WHERE number % 2 = 0", (b"rubbish", b"rubbish"))
    connection.close()
    parsed.clear()
    assert check(folder)[0] == fresh
    assert parsed


def test_a_crash_is_not_kept(folder, monkeypatch):
    import healthlint.article.article as module

    def broken(_):
        raise ValueError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(module.Article, "readability", property(broken))
        text, _ = check(folder, jobs=1)
        assert '"verdict": "failed"' in text
    assert '"verdict": "failed"' not in check(folder)[0]


def test_a_file_that_changes_while_it_is_reported_is_not_mixed_up(folder):
    from healthlint.model import SourceError

    config = load_config(folder, {}, {})
    report = run(Request((str(folder),), TODAY, keep=False), config)
    Path(folder / "00.md").write_text("something else", "utf-8")
    with pytest.raises(SourceError, match=r"00\.md: changed while"):
        _ = report.articles[0].document.source.text


def test_findings_of_a_file_that_changed_are_not_made_up_from_the_new_one(folder, tmp_path):
    from healthlint.model import SourceError

    config = load_config(folder, {}, {})
    report = run(Request((str(folder),), TODAY), config)
    (tmp_path / "cache" / FILE).unlink()
    report.articles[0].parts.store.cache.close()
    report.articles[0].parts.store.cache.waiting.clear()
    assert report.articles[1].findings
    Path(folder / "00.md").write_text("something else", "utf-8")
    with pytest.raises(SourceError, match=r"00\.md: changed while"):
        _ = report.articles[0].findings


def test_a_stale_suppression_is_told_in_its_own_article_alone(folder):
    for number in range(1, 24):
        (folder / f"{number:02}.md").write_bytes((folder / "00.md").read_bytes())
    (folder / "healthlint-suppressions.toml").write_text('[[suppress]]\nfingerprint = "1:0"\nreason = "none"\npath = "07.md"\n', "utf-8")
    fresh, _ = check(folder, "concise", keep=False)
    assert fresh.count("transparency/unused-suppression") == 1
    for _ in range(2):
        assert check(folder, "concise", **forms("concise"))[0] == fresh
