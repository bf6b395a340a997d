"""Lists and their parts: items outside of a list, and elements in the wrong place."""
from __future__ import annotations

from collections.abc import Iterator

from healthlint.article.accessibility import Accessibility
from healthlint.article.accessibility_roles import roles
from healthlint.article.article import Article
from healthlint.checks.accessibility.tell import tell
from healthlint.checks.registry import check, elements
from healthlint.model import Finding, Format, Rule

_THROUGH = frozenset({"", "generic", "none", "presentation"})
_GROUPED = frozenset({"menuitem", "menuitemcheckbox", "menuitemradio", "option", "treeitem", "listitem"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_LIST_ROLES = frozenset({"list", "group", "menu", "directory"})
_IN_LIST = frozenset({"li", "script", "template", "style", "br"})
_IN_TERMS = frozenset({"dt", "dd", "div", "script", "template", "style"})
_TABLES = frozenset({"table", "grid", "treegrid"})
_SEPARATORS = frozenset({"separator", "group"})


@check("orphan-list-item", telling=elements("li", "ul", "ol", "dl", "dt", "dd", "[role]"))
def orphan_list_item(rule: Rule, article: Article) -> Iterator[Finding]:
    """Report items outside of a list, and roles whose parent or children are missing."""
    page = article.accessibility
    if article.document.format is not Format.HTML:
        return
    yield from _items(rule, page)
    yield from _strays(rule, page)
    yield from _terms(rule, page)
    owners = _owners(page)
    for i, role in page.stated.items():
        facts = roles()[role]
        if page.hidden(i):
            continue
        if facts.inside and role != page.natural_role(i) and not _stands_in(page, i, role, owners):
            yield tell(rule, page, i, "ff89c9 aria-required-parent", variant="role", role=role, wanted=_listed(facts.inside))
        if facts.holds and role != page.natural_role(i) and page.elements[i].attributes.get("aria-busy") != "true":
            stranger = _stranger(page, i, facts.holds | {"caption"} if role in _TABLES else facts.holds)
            if stranger:
                about = "bc4a75 aria-required-children"
                yield tell(rule, page, i, about, variant="children", role=role, wanted=_listed(facts.holds), found=stranger)


def _listed(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))


def _items(rule: Rule, page: Accessibility) -> Iterator[Finding]:
    if page.document.fragment and "templated" in page.document.notes:
        return
    lists = frozenset([i for name in _LISTS for i in page.by_name.get(name, ())])
    for i in [i for i in page.by_name.get("li", ()) if page.elements[i].parent not in lists]:
        parent = page.elements[i].parent
        if page.hidden(i) or page.stated_role(i):
            continue
        if parent < 0 and page.document.fragment and page.elements[0].name == "li":
            # The rest of a list whose tags stand in another file.
            continue
        if parent < 0 or page.stated_role(parent) not in _LIST_ROLES:
            yield tell(rule, page, i, "listitem")


def _strays(rule: Rule, page: Accessibility) -> Iterator[Finding]:
    """The first thing directly in a list that is no item of it."""
    for names, allowed, about in ((("ul", "ol"), _IN_LIST, "list"), (("dl",), _IN_TERMS, "definition-list")):
        lists = [i for name in names for i in page.by_name.get(name, ())]
        held = _held(page, lists, allowed) if lists else {}
        for i in lists:
            if i not in held or page.hidden(i) or page.stated_role(i):
                continue
            stray = next((c for c in held[i] if not page.hidden(c)), -1)
            if stray >= 0 and page.stated_role(stray) not in ("listitem", "none", "presentation", "term", "definition"):
                yield tell(rule, page, page.elements[i].tag, about, variant="stray", found=page.elements[stray].name)


def _held(page: Accessibility, lists: list[int], allowed: frozenset[str]) -> dict[int, list[int]]:
    """What stands directly in the lists and may not: one look at each element, as lists stand in lists."""
    every, within = page.elements, frozenset(lists)
    held: dict[int, list[int]] = {}
    behind = 0
    for outermost in sorted(lists):
        if outermost < behind:
            continue
        behind = page.after(outermost)
        if [element for element in every[outermost:behind] if element.parent in within and element.name not in allowed]:
            for i in range(outermost, behind):
                if every[i].parent in within and every[i].name not in allowed:
                    held.setdefault(every[i].parent, []).append(i)
    return held


def _terms(rule: Rule, page: Accessibility) -> Iterator[Finding]:
    for name in ("dt", "dd"):
        for i in page.by_name.get(name, ()):
            around = [page.elements[a].name for a in _nearest(page, i, 2)]
            if not page.hidden(i) and not page.stated_role(i) and around[:1] != ["dl"] and around[:2] != ["div", "dl"] and around:
                yield tell(rule, page, i, "dlitem", variant="term")


def _nearest(page: Accessibility, i: int, count: int) -> list[int]:
    found = []
    for a in page.around(i):
        found.append(a)
        if len(found) == count:
            break
    return found


def _owners(page: Accessibility) -> dict[int, int]:
    found: dict[int, int] = {}
    for i in page.with_attribute.get("aria-owns", ()):
        for target in page.targets(page.elements[i].attributes["aria-owns"]):
            found[target] = i
    return found


def _stands_in(page: Accessibility, i: int, role: str, owners: dict[int, int]) -> bool:
    """Whether the nearest element around it that has a role is one of those it must stand in."""
    wanted = roles()[role].inside
    at, steps = i, 0
    while steps < 200:
        at = owners.get(at, page.elements[at].parent)
        steps += 1
        if at < 0:
            return False
        found = page.role(at)
        if found in wanted:
            return True
        if found == "group" and role in _GROUPED:
            continue
        if found not in _THROUGH:
            return False
    return False


def _stranger(page: Accessibility, i: int, wanted: frozenset[str]) -> str:
    """A role among the children that may not be there, or ``text`` where there is nothing but text."""
    owned = page.elements[i].attributes.get("aria-owns", "")
    first = [page.role(o) for o in page.targets(owned)] if owned else []
    found = first + list(_owned_roles(page, i, 0))
    bad = next((role for role in found if role not in wanted and role not in _SEPARATORS), "")
    return bad or ("" if found or not page.text(i) else "text")


def _owned_roles(page: Accessibility, i: int, depth: int) -> Iterator[str]:
    if depth > 40:
        return
    for child in page.children(i):
        if page.hidden(child):
            continue
        role = page.role(child)
        if role == "group":
            yield from _owned_roles(page, child, depth + 1)
        elif role not in _THROUGH or page.focusable(child):
            yield role or page.elements[child].name
        else:
            yield from _owned_roles(page, child, depth + 1)
