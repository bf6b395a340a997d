"""What a change brings: findings of the files as they are that the files of an earlier revision did not have."""
from __future__ import annotations

import os
from pathlib import Path

from healthlint.engine.articles import with_findings
from healthlint.engine.git import GIT
from healthlint.model import ArticleReport, ConfigError
from healthlint.records import record, replace


@record(frozen=True)
class Changes:
    """The working tree against the commit where it parted from a revision."""

    root: Path
    commit: str
    earlier: dict[str, str]
    """Path of a changed file to its path at ``commit``, which differs if it was renamed; absent for new files."""
    unchanged: frozenset[str]
    """Files that are the same as at ``commit``."""

    def earlier_bytes(self, path: str) -> bytes | None:
        """The file as it was; ``None`` if it is new."""
        old = self.earlier.get(path)
        return None if old is None else _git(self.root, "cat-file", "blob", f"{self.commit}:{old}")


def changes_since(root: Path, ref: str) -> Changes:
    """Compare the working tree under ``root`` with where it parted from ``ref``.

    Raises ``ConfigError`` if ``ref`` cannot be reached, as in a shallow
    clone: neither a full nor an empty run would be what was asked for.
    """
    if ref == "HEAD" and not _has_commits(root):
        return Changes(root, "", {}, frozenset())
    try:
        commit = os.fsdecode(_git(root, "merge-base", "--end-of-options", ref, "HEAD")).strip()
    except ConfigError as error:
        raise ConfigError(
            f"--diff-base {ref}: git cannot reach it from here ({error}). In a shallow clone fetch its history first: "
            f"git fetch --unshallow, or fetch-depth: 0 in actions/checkout."
        ) from error
    earlier, gone = _changed(_git(root, "diff", "--no-ext-diff", "--no-textconv", "--name-status", "-z", "-M", "--relative", commit))
    before = {os.fsdecode(name) for name in _git(root, "ls-tree", "-r", "-z", "--name-only", commit).split(b"\0") if name}
    return Changes(root, commit, earlier, frozenset(before - earlier.keys() - gone))


def _has_commits(root: Path) -> bool:
    """Whether anything was committed yet; before the first commit every file is new."""
    try:
        return bool(_git(root, "rev-list", "-n", "1", "--all"))
    except ConfigError:
        return True


def _changed(listing: bytes) -> tuple[dict[str, str], set[str]]:
    """Changed path to earlier path, and paths that were there before and are no more (or are new)."""
    fields = iter(os.fsdecode(part) for part in listing.split(b"\0") if part)
    earlier: dict[str, str] = {}
    gone: set[str] = set()
    for status in fields:
        path = next(fields)
        if status[0] in "RC":
            new = next(fields)
            earlier[new] = path
            gone |= {path} if status[0] == "R" else set()
        elif status[0] in "AD":
            gone.add(path)
        else:
            earlier[path] = path
    return earlier, gone


def only_new(article: ArticleReport, earlier: ArticleReport | None) -> ArticleReport:
    """Mark what the earlier version already had as ``unchanged``."""
    if earlier is None:
        return article
    had = {finding.fingerprint for finding in earlier.findings}
    marked = tuple(replace(f, status="unchanged") if f.fingerprint in had else f for f in article.findings)
    return with_findings(article, marked)


def _git(root: Path, *arguments: str) -> bytes:
    import subprocess

    try:
        done = subprocess.run([*GIT, "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603 - git of the user's own path
    except OSError as error:
        raise ConfigError("git is not installed") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git {arguments[0]} failed"]
        raise ConfigError(lines[-1])
    return done.stdout
