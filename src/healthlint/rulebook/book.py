"""The rules of a run: loaded, chosen by profile, with their effective settings, compiled for one pass."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType

from healthlint.checks.lexical import KINDS, Lexicon, build_lexicon
from healthlint.checks.registry import CHECKS, Check
from healthlint.model import Confidence, Rule, RuleError, Severity, did_you_mean
from healthlint.records import field, record, replace
from healthlint.resources import rules_folder
from healthlint.rulebook.compiled import Compiled, digest_of, keep_compiled, load_compiled
from healthlint.rulebook.lexical_file import check_lexical, tables_of
from healthlint.rulebook.profile_file import Override, Profile, find_profile, read_profiles
from healthlint.rulebook.rule_file import read_rule
from healthlint.rulebook.scorecards import Card, load_scorecards

NOT_FAMILIES = frozenset({"profiles", "scorecards", "words"})
"""Folders of ``rules/`` that hold no rules."""


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
    scorecards: Mapping[str, Card] = field(default_factory=dict)
    """Standards that the outcomes are held against."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """Modules of the structural checks, by check, as far as they are known."""

    def check_of(self, rule: Rule) -> Check:
        """The function behind a structural rule; its module, and no other, is imported when an article first needs it."""
        if rule.check not in CHECKS and rule.check in self.homes:
            _import_if_there(self.homes[rule.check])
        if rule.check not in CHECKS:
            attach_checks([rule])
        return CHECKS[rule.check]


def load_rules(folders: Sequence[Path]) -> dict[str, Rule]:
    """Every rule in ``folders`` with its examples; a later folder's rule takes the place of an earlier one of the same id."""
    return {rule.id: rule for folder in folders for rule in _read_rules(folder)}


def _read_rules(folder: Path) -> list[Rule]:
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such rules folder")
    paths = sorted(path for path in folder.glob("*/*.yaml") if path.parent.name not in NOT_FAMILIES)
    rules = [read_rule(path) for path in paths]
    for rule in rules:
        check_lexical(rule)
    return rules


def _open_folder(folder: Path) -> Compiled:
    """Everything in a rules folder, from the compiled form if its files are unchanged."""
    digest = digest_of(sorted(folder.glob("*/*.yaml")))
    found = load_compiled(digest)
    if found is None:
        rules = {rule.id: rule for rule in _read_rules(folder)}
        attach_checks(rules.values())
        homes = {r.check: CHECKS[r.check].__module__ for r in rules.values() if r.check in CHECKS}
        found = Compiled(rules, read_profiles(folder), load_scorecards([folder]), homes)
        keep_compiled(digest, found)
    return found


def attach_checks(rules: Iterable[Rule]) -> None:
    """Import the modules that hold the checks of ``rules``: one for each family, all for house families."""
    for rule in rules:
        if rule.check in KINDS or rule.check in CHECKS:
            continue
        _import_family(rule.family)
        if rule.check not in CHECKS:
            _import_all()
        if rule.check not in CHECKS:
            near = did_you_mean(rule.check, [*CHECKS, *KINDS])
            raise RuleError(f"{rule.path}: unknown check '{rule.check}'{near} A check is a function marked @check(\"{rule.check}\").")


def _import_family(family: str) -> None:
    """Import the module of a family, and all that are in it where it is a folder."""
    from pkgutil import iter_modules

    module = _import_if_there(f"healthlint.checks.{family}")
    for inner in iter_modules(getattr(module, "__path__", [])):
        import_module(f"healthlint.checks.{family}.{inner.name}")


def _import_if_there(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if not name.startswith(str(error.name)):
            raise
    return None


def _import_all() -> None:
    from pkgutil import iter_modules

    import healthlint.checks

    for module in iter_modules(healthlint.checks.__path__):
        _import_family(module.name)


def open_rulebook(
    profiles: Sequence[str] = ("default",),
    *,
    folders: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    overrides: Mapping[str, Override] | None = None,
) -> Rulebook:
    """The rulebook for these profiles, the house's own rule ``folders`` and its ``overrides``.

    With ``select`` only those rules or families run, of whatever profile.
    Raises ``RuleError`` for a rule, profile or option that does not exist.
    """
    places = [rules_folder(), *folders]
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
    lexicon = build_lexicon(tuple(book.values()), tables_of(tuple(book.values())))
    first = chain[0] if chain else None
    return Rulebook(
        rules=book,
        profiles=chain,
        lexicon=lexicon,
        gate_rules=frozenset(r for p in chain for r in p.gate_rules),
        fail_on=first.fail_on if first else Severity.ERROR,
        min_confidence=first.min_confidence if first else Confidence.LIKELY,
        locale=next((p.locale for p in chain if p.locale), ""),
        conflicts=tuple(conflicts),
        scorecards={name: card for part in opened for name, card in part.scorecards.items()},
        homes={check: home for part in opened for check, home in part.homes.items()},
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
    severity = rule.severity
    options = dict(rule.options)
    layers = [*((p.name, p.overrides[rule.id]) for p in reversed(chain) if rule.id in p.overrides)]
    if rule.id in house:
        layers.append(("configuration", house[rule.id]))
    setters: dict[str, str] = {}
    for name, layer in layers:
        for key, value in layer.options.items():
            if key not in rule.options:
                raise RuleError(f"{name}: {rule.id} has no option '{key}'{did_you_mean(key, rule.options)}")
            if key in setters and options[key] != value:
                conflicts.append(f"{rule.id}: {key} is {value} by {name}; {setters[key]} asked for {options[key]}.")
            options[key], setters[key] = value, name
        severity = layer.severity or severity
    return replace(rule, severity=severity, options=MappingProxyType(options)) if layers else rule


def _refuse_unknown(overrides: Mapping[str, Override], known: Mapping[str, Rule], where: str) -> None:
    for rule in overrides:
        if rule not in known:
            raise RuleError(f"{where}: unknown rule '{rule}' under 'rules'{did_you_mean(rule, known)}")
