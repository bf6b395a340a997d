import os
import subprocess

import pytest

from healthlint.engine.config import load_config
from healthlint.engine.walk import find_files


def tree(root, *names):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text", "utf-8")


def look(root, *paths, **more):
    config = load_config(root, more.pop("flags", {}), {})
    return find_files([str(root / p) if p != "-" else p for p in paths], config.root, config, **more)


def names(found):
    return [f.relative for f in found.files]


def reasons(found):
    return {s.path: (s.kind, s.reason) for s in found.skipped}


@pytest.fixture
def site(tmp_path):
    tree(tmp_path, "b.md", "a.html", "deep/c.txt", "image.png", "LICENSE.md", "node_modules/x.md", "leaflet.pdf", ".hidden/x.md")
    (tmp_path / "healthlint.toml").write_text("", "utf-8")
    return tmp_path


def test_a_folder_gives_its_articles_sorted_and_names_documents_it_cannot_read(site):
    found = look(site, "")
    assert names(found) == ["a.html", "b.md", "deep/c.txt"]
    assert list(reasons(found)) == ["leaflet.pdf"]


def test_a_named_file_is_read_whatever_the_patterns_say(site):
    assert names(look(site, "LICENSE.md")) == ["LICENSE.md"]
    found = look(site, "LICENSE.md", "b.md", force_exclude=True)
    assert names(found) == ["b.md"]
    assert reasons(found)["LICENSE.md"][0] == "excluded"


def test_a_file_named_twice_or_found_again_is_read_once(site):
    assert names(look(site, "b.md", "", "b.md")) == ["a.html", "b.md", "deep/c.txt"]


def test_gitignore_files_are_obeyed_without_git(site):
    (site / ".gitignore").write_text("deep/\n/a.html\n# *.md\n", "utf-8")
    assert names(look(site, "")) == ["b.md"]


def test_a_missing_path_is_an_error_and_the_others_are_read(site):
    found = look(site, "gone.md", "b.md")
    assert names(found) == ["b.md"]
    assert reasons(found) == {"gone.md": ("error", "cannot be read: No such file or directory")}


def test_links_pipes_and_large_files(site):
    (site / "link.md").symlink_to(site / "b.md")
    (site / "nowhere.md").symlink_to(site / "gone.md")
    (site / "around").symlink_to(site)
    os.mkfifo(site / "pipe.md")
    (site / "healthlint.toml").write_text("[limits]\nmax-bytes = 10\n", "utf-8")
    (site / "large.md").write_text("x" * 11, "utf-8")
    found = look(site, "")
    assert names(found) == ["a.html", "b.md", "deep/c.txt"]
    assert reasons(found) == {
        "leaflet.pdf": ("skipped", "healthlint reads HTML, Markdown and plain text"),
        "large.md": ("skipped", "11 bytes, over the limit of 10 ('limits.max-bytes')"),
        "link.md": ("skipped", "the same file as b.md"),
        "nowhere.md": ("skipped", "a link that leads nowhere"),
        "pipe.md": ("skipped", "not a regular file"),
    }
    assert reasons(look(site, "pipe.md"))["pipe.md"][0] == "error"
    assert reasons(look(site, "large.md"))["large.md"][0] == "error"


def test_standard_input_has_the_name_it_is_given(site):
    assert names(look(site, "-", stdin_name="draft.md")) == ["draft.md"]


def test_a_nearer_configuration_decides_about_its_folder(site):
    (site / "deep" / "healthlint.toml").write_text('exclude = ["c.txt"]\n', "utf-8")
    assert names(look(site, "")) == ["a.html", "b.md"]


def test_a_path_outside_the_project_is_printed_relative_to_it(site):
    tree(site.parent, "outside.md")
    config = load_config(site, {}, {})
    found = find_files([str(site.parent / "outside.md")], config.root, config)
    assert names(found) == ["../outside.md"]


def test_git_lists_tracked_and_new_files_but_not_ignored_ones(site):
    subprocess.run(["git", "init", "-q", site], check=True)
    (site / ".gitignore").write_text("deep/\nb.md\n", "utf-8")
    tree(site, "naïve – page.md")
    subprocess.run(["git", "-C", site, "add", "-f", "b.md"], check=True)
    assert names(look(site, "")) == ["a.html", "b.md", "naïve – page.md"]
