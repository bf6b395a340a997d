"""``healthlint completion``: a script that lets a shell complete subcommands and flags."""
from __future__ import annotations

import argparse
import sys
from importlib import import_module

SHELLS = ("bash", "zsh", "fish")

BASH = """\
_healthlint() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} words
    case "${{COMP_WORDS[1]}}" in
{cases}
        *) words="{commands}" ;;
    esac
    if [ "$COMP_CWORD" -gt 1 ] && [ "${{word#-}}" = "$word" ]; then
        COMPREPLY=($(compgen -f -- "$word"))
    else
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    fi
}}
complete -o filenames -F _healthlint healthlint
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], summary: str) -> argparse.ArgumentParser:
    """Declare the flags of ``completion``."""
    about = 'Print a completion script: eval "$(healthlint completion bash)"'
    parser = subparsers.add_parser("completion", help=summary, description=about, allow_abbrev=False)
    parser.add_argument("shell", choices=SHELLS)
    return parser


def run(given: argparse.Namespace) -> int:
    """Print the script for one shell."""
    flags = {name: flags_of(name) for name in _commands()}
    sys.stdout.write(fish(flags) if given.shell == "fish" else bash(flags, zsh=given.shell == "zsh"))
    return 0


def _commands() -> dict[str, str]:
    from healthlint.cli.main import COMMANDS

    return COMMANDS


def flags_of(command: str) -> list[str]:
    """Every long flag of a subcommand."""
    subparsers = argparse.ArgumentParser().add_subparsers()
    parser = import_module(f"healthlint.cli.{command}{'_' if command == 'try' else ''}").add_parser(subparsers, "")
    return sorted({o for action in parser._actions for o in action.option_strings if o.startswith("--")})  # noqa: SLF001 - no public list


def bash(flags: dict[str, list[str]], *, zsh: bool = False) -> str:
    """The script for bash; zsh reads it through its own compatibility."""
    cases = "\n".join(f'        {name}) words="{" ".join(words)}" ;;' for name, words in flags.items())
    script = BASH.format(cases=cases, commands=" ".join(flags))
    return "autoload -U +X bashcompinit && bashcompinit\n" + script if zsh else script


def fish(flags: dict[str, list[str]]) -> str:
    """The script for fish."""
    about = _commands()
    lines = [f"complete -c healthlint -n __fish_use_subcommand -f -a {name} -d '{about[name]}'" for name in flags]
    for name, words in flags.items():
        lines += [f"complete -c healthlint -n '__fish_seen_subcommand_from {name}' -l {word[2:]}" for word in words]
    return "\n".join(lines).replace("'s ", "’s ") + "\n"
