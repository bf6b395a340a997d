import subprocess

import pytest
from made_articles import article

from healthlint.engine.diff import changes_since, only_new
from healthlint.model import ConfigError


def git(root, *arguments):
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("same.md", "edited.md", "renamed.md", "gone.md"):
        (tmp_path / name).write_text(f"{name}\n" * 20, "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    (tmp_path / "edited.md").write_text("edited\n", "utf-8")
    git(tmp_path, "mv", "renamed.md", "später.md")
    (tmp_path / "später.md").write_text("renamed.md\n" * 20 + "more\n", "utf-8")
    git(tmp_path, "rm", "-q", "gone.md")
    (tmp_path / "staged.md").write_text("staged\n", "utf-8")
    git(tmp_path, "add", "staged.md")
    (tmp_path / "untracked.md").write_text("new\n", "utf-8")
    return tmp_path


def test_each_file_is_compared_with_what_it_was(repository):
    changes = changes_since(repository, "HEAD")
    assert changes.unchanged == {"same.md"}
    assert changes.earlier_bytes("edited.md") == b"edited.md\n" * 20
    assert changes.earlier_bytes("später.md") == b"renamed.md\n" * 20
    assert changes.earlier_bytes("staged.md") is None
    assert changes.earlier_bytes("untracked.md") is None


def test_what_others_did_meanwhile_on_the_base_does_not_count(repository):
    git(repository, "checkout", "-q", "-b", "mine")
    git(repository, "commit", "-qam", "mine")
    git(repository, "checkout", "-q", "main")
    (repository / "same.md").write_text("theirs\n", "utf-8")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "mine")
    assert "same.md" in changes_since(repository, "main").unchanged


def test_before_the_first_commit_everything_is_new(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a.md").write_text("text", "utf-8")
    changes = changes_since(tmp_path, "HEAD")
    assert changes.unchanged == frozenset()
    assert changes.earlier_bytes("a.md") is None


@pytest.mark.parametrize("ref", ["nowhere", "--help", ""])
def test_a_revision_out_of_reach_says_what_to_fetch(repository, ref):
    with pytest.raises(ConfigError, match="fetch"):
        changes_since(repository, ref)


def test_only_findings_that_were_not_there_are_new():
    done = only_new(article("a.md", "1:a", "1:b"), article("a.md", "1:b", "1:c"))
    assert [f.status for f in done.findings] == ["new", "unchanged"]
    assert only_new(article("a.md", "1:a"), None).findings[0].status == "new"
