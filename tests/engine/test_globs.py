import pytest

from healthlint.engine.globs import Glob, is_matched


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "deep/er/a.md", True),
        ("*.md", "a.mdx", False),
        ("a.md", "x/a.md", True),
        ("/a.md", "x/a.md", False),
        ("/a.md", "a.md", True),
        ("drafts/", "drafts/a.md", True),
        ("drafts/", "x/drafts/y/a.md", True),
        ("drafts/", "drafts", False),
        ("shop/*.html", "shop/a.html", True),
        ("shop/*.html", "shop/x/a.html", False),
        ("shop/**", "shop/x/a.html", True),
        ("shop/**/a.html", "shop/a.html", True),
        ("shop/**/a.html", "shop/x/y/a.html", True),
        ("**/news/*.md", "x/news/a.md", True),
        ("news", "news/a.md", True),
        ("news", "newsletter/a.md", False),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("[ab].md", "b.md", True),
        ("[!ab].md", "b.md", False),
        ("a\\*.md", "a*.md", True),
        ("a\\*.md", "ab.md", False),
        ("requirements*.txt", "x/requirements-dev.txt", True),
        ("a+b(1).md", "a+b(1).md", True),
    ],
)
def test_pattern_means_what_gitignore_means(pattern, path, expected):
    assert is_matched(path, [Glob("", pattern)]) is expected


def test_the_last_match_decides_and_an_exclamation_mark_takes_back():
    globs = [Glob("", "*.md"), Glob("", "!keep.md"), Glob("", "keep.md")]
    assert not is_matched("keep.md", globs[:2])
    assert is_matched("keep.md", globs)


def test_a_pattern_is_relative_to_the_folder_of_its_file():
    assert is_matched("site/a.md", [Glob("site", "/a.md")])
    assert not is_matched("a.md", [Glob("site", "/a.md")])
    assert not is_matched("sitemap/a.md", [Glob("site", "a.md")])
