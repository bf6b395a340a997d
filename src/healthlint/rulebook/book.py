"""The rules of a run: loaded, chosen by profile, with their effective settings, compiled for one pass."""
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from healthlint.cached import cached_property
from healthlint.checks.lexical import Lexicon, lexicon_of
from healthlint.checks.registry import CHECKS, Check, find_check, telling_of
from healthlint.model import Confidence, Rule, RuleError, Severity, did_you_mean
from healthlint.records import field, record, replace
from healthlint.resources import rules_folder
from healthlint.rulebook.compiled import Compiled, keep_compiled, load_compiled
from healthlint.rulebook.line_up import LineUps
from healthlint.rulebook.profile import Override, Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from healthlint.rulebook.scorecards import Card


@record(frozen=True)
class Rulebook:
    """Everything that decides what is checked."""

    rules: Mapping[str, Rule]
    """The rules that are on, by id, with their effective severity and options."""
    profiles: tuple[Profile, ...]
    lexicon: Lexicon
    gate_rules: frozenset[str] = frozenset()
    fail_on: Severity | None = Severity.ERROR
    min_confidence: Confidence = Confidence.LIKELY
    locale: str = ""
    """Locale that the first profile with an opinion asks for; empty if none does."""
    conflicts: tuple[str, ...] = ()
    """Where two profiles disagree: one sentence each that names the loser."""
    parts: tuple[Compiled, ...] = ()
    """The rules folders that the book was opened from."""
    modules: Mapping[str, str] = field(default_factory=dict)
    """The module that holds each check."""
    telling: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The words that structural rules wait for, by rule; a rule that waits for none is not in it."""

    @cached_property
    def scorecards(self) -> dict[str, Card]:
        """Standards that the outcomes are held against."""
        return {name: card for part in self.parts for name, card in part.scorecards().items()}

    @cached_property
    def line_ups(self) -> LineUps:
        """Which of the rules read an article, by what they apply to."""
        return LineUps(self.rules.values(), self.lexicon.ids, self.telling)

    def check_of(self, rule: Rule) -> Check:
        """The function behind a structural rule; its module is imported when an article first needs it."""
        return CHECKS.get(rule.check) or find_check(rule.check, self.modules.get(rule.check, ""))


def _open_folder(folder: str) -> Compiled:
    """Everything in a rules folder, from the compiled form if its files are unchanged."""
    found = load_compiled(folder)
    if found is None:
        from pathlib import Path

        from healthlint.rulebook.folder import compile_folder

        found = compile_folder(Path(folder))
        keep_compiled(folder, found)
    return found


def open_rulebook(
    profiles: Sequence[str] = ("default",),
    *,
    folders: Sequence[str | os.PathLike[str]] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    overrides: Mapping[str, Override] | None = None,
) -> Rulebook:
    """The rulebook for these profiles, the house's own rule ``folders`` and its ``overrides``.

    With ``select`` only those rules or families run, of whatever profile.
    Raises ``RuleError`` for a rule, profile or option that does not exist.
    """
    places = [rules_folder(), *(os.fspath(folder) for folder in folders)]
    opened = [_open_folder(place) for place in places]
    known = {rule_id: rule for part in opened for rule_id, rule in part.rules.items()}
    named = {name: profile for part in opened for name, profile in part.profiles.items()}
    chain = tuple(p for name in profiles for p in _with_ancestors(name, named))
    wanted = _choose(known, chain, select, ignore)
    book: dict[str, Rule] = {}
    conflicts: list[str] = []
    for rule_id in sorted(wanted):
        book[rule_id] = _effective(known[rule_id], chain, overrides or {}, conflicts)
    for profile in chain:
        _refuse_unknown(profile.overrides, known, profile.path)
    _refuse_unknown(overrides or {}, known, "configuration")
    modules = {check: module for part in opened for check, module in part.modules.items()}
    telling = {rule_id: words for part in opened for rule_id, words in part.telling.items()}
    first = chain[0] if chain else None
    return Rulebook(
        rules=book,
        profiles=chain,
        lexicon=lexicon_of([part.lexical for part in opened], book),
        modules=modules,
        telling={i: words if book[i] is known[i] else telling_of(book[i], modules) for i, words in telling.items() if i in book},
        gate_rules=frozenset(r for p in chain for r in p.gate_rules),
        fail_on=first.fail_on if first else Severity.ERROR,
        min_confidence=first.min_confidence if first else Confidence.LIKELY,
        locale=next((p.locale for p in chain if p.locale), ""),
        conflicts=tuple(conflicts),
        parts=tuple(opened),
    )


def _with_ancestors(name: str, known: Mapping[str, Profile]) -> Iterator[Profile]:
    seen: list[str] = []
    while name:
        if name in seen:
            raise RuleError(f"profile '{seen[0]}' extends itself: {' -> '.join([*seen, name])}; remove one 'extends'")
        seen.append(name)
        profile = find_profile(name, known)
        yield profile
        name = profile.extends


def find_profile(name: str, known: Mapping[str, Profile]) -> Profile:
    """The profile of that name, or in that file. Raises ``RuleError`` with the nearest name."""
    if name.endswith((".yaml", ".yml")):
        from pathlib import Path

        from healthlint.rulebook.profile_file import read_profile

        return read_profile(Path(name))
    if name not in known:
        raise RuleError(f"unknown profile '{name}'{did_you_mean(name, known)} Known: {', '.join(sorted(known))}.")
    return known[name]


def _choose(known: Mapping[str, Rule], chain: Sequence[Profile], select: Sequence[str], ignore: Sequence[str]) -> set[str]:
    wanted: set[str] = set()
    for profile in chain:
        mine = {r.id for r in known.values() if profile.name in r.profiles} | expand_names(profile.select, known, profile.path)
        wanted |= mine - expand_names(profile.ignore, known, profile.path)
    for profile in chain:
        if profile.extends:
            wanted -= expand_names(profile.ignore, known, profile.path)
    if select:
        wanted = expand_names(select, known, "select")
    return wanted - expand_names(ignore, known, "ignore")


def expand_names(names: Iterable[str], known: Mapping[str, Rule], where: str) -> set[str]:
    """The ids of the rules and families in ``names``; a rule's former name counts.

    Raises ``RuleError`` for a name that is neither.
    """
    found: set[str] = set()
    if not names:
        return found
    former = {old: rule.id for rule in known.values() for old in rule.formerly}
    families = {rule.family for rule in known.values()}
    for name in names:
        if name in families:
            found |= {i for i in known if i.startswith(f"{name}/")}
        elif name in known or name in former:
            found.add(former.get(name, name))
        else:
            raise RuleError(f"{where}: unknown rule or family '{name}'{did_you_mean(name, [*known, *families])}")
    return found


def _effective(rule: Rule, chain: Sequence[Profile], house: Mapping[str, Override], conflicts: list[str]) -> Rule:
    layers = [(p.name, p.overrides[rule.id]) for p in reversed(chain) if rule.id in p.overrides]
    if rule.id in house:
        layers.append(("configuration", house[rule.id]))
    if not layers:
        return rule
    severity = rule.severity
    options = dict(rule.options)
    setters: dict[str, str] = {}
    for name, layer in layers:
        for key, value in layer.options.items():
            if key not in rule.options:
                raise RuleError(f"{name}: {rule.id} has no option '{key}'{did_you_mean(key, rule.options)}")
            if key in setters and options[key] != value:
                conflicts.append(f"{rule.id}: {key} is {value} by {name}; {setters[key]} asked for {options[key]}.")
            options[key], setters[key] = value, name
        severity = layer.severity or severity
    return replace(rule, severity=severity, options=MappingProxyType(options))


def _refuse_unknown(overrides: Mapping[str, Override], known: Mapping[str, Rule], where: str) -> None:
    for rule in overrides:
        if rule not in known:
            raise RuleError(f"{where}: unknown rule '{rule}' under 'rules'{did_you_mean(rule, known)}")
