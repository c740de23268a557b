"""The command line: `alongside COMMAND`. The engines' own commands start without Django."""

import os
import sys
from collections.abc import Callable
from importlib import import_module

ENGINES = {
    "place": ("alongside.engines.placement.command", "Propose who could go into which post, from a file."),
    "forecast": ("alongside.engines.pipeline.command", "Forecast how many will be ready, from a file."),
}
SUPERVISOR = {
    "run": ("run", "Start the site and its worker, and keep both going."),
    "reset-demonstration": ("reset_demonstration", "Throw the demonstration's data away and seed it again."),
}
UPKEEP = {
    "make-keys": "Make the keys of a new site, those that are missing.",
    "check": "Check the settings and the models for faults.",
    "migrate": "Bring the database's tables up to this version.",
}


def main(argv: list[str] | None = None) -> int:
    """Runs one command and answers its exit code: 0 done, 1 could not be done, 2 asked wrongly."""
    arguments = sys.argv[1:] if argv is None else argv
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    try:
        if name in {"help", "-h", "--help"}:
            return in_one_line(name, show_help)
        if name == "make-keys":
            return in_one_line(name, lambda: make_keys(rest))
        if name in ENGINES:
            return import_module(ENGINES[name][0]).main(rest) or 0
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
        return in_one_line(name, lambda: run_with_django(name, rest))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def in_one_line(name: str, deed: Callable[[], int]) -> int:
    """Runs a deed; what a person can mend is told in one line, a fault of ours keeps its traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError, SystemCheckError
    from django.db.utils import OperationalError

    try:
        return deed()
    except SystemCheckError as error:
        print(error, file=sys.stderr)
        return int(error.returncode)
    except CommandError as error:
        return told(name, str(error), error.returncode)
    except (ImproperlyConfigured, OperationalError) as error:
        return told(name, str(error), 1)


def told(name: str, message: str, code: int) -> int:
    """Says on one line of the error output what went wrong, and passes the exit code on."""
    print(f"alongside {name}: {' '.join(message.split())}", file=sys.stderr)
    return code


def run_with_django(name: str, rest: list[str]) -> int:
    """Runs the supervisor or one management command of Django, its name written with hyphens.

    A command needs one connection, and is told at once when the database does not answer; the pool that the
    web processes share would go on trying.
    """
    import django
    from django.conf import settings
    from django.core.management import get_commands, load_command_class
    from django.core.management.base import CommandError

    os.umask(0o077)  # a database or a report holds what only this account may read
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()
    if name in SUPERVISOR:
        if rest:
            return told(name, "This command takes no options; README.md tells which settings it reads.", 2)
        deed = getattr(import_module("alongside.supervisor"), SUPERVISOR[name][0])
        return int(deed())
    commands = get_commands()
    known = name.replace("-", "_")
    if known not in commands:
        return told(name, "There is no such command. `alongside help` lists them.", 2)
    app = commands[known]
    command = load_command_class(app, known) if isinstance(app, str) else app
    parser = command.create_parser("alongside", name)
    try:
        options = vars(parser.parse_args(rest))
    except CommandError as error:
        return told(name, f"{str(error).removeprefix('Error: ')}. `alongside {name} --help` shows how.", 2)
    if is_ours(app):  # Django's checks import every page: `alongside check` and `migrate` run them
        options["skip_checks"] = True
    command.execute(*options.pop("args", ()), **options)
    return 0


def is_ours(app: object) -> bool:
    """Whether a command belongs to an area of this product; Django names the app, or brings the command itself."""
    return isinstance(app, str) and app.startswith("alongside.")


def make_keys(rest: list[str]) -> int:
    """Makes the keys of a new site before there is one; says where they lie and what to do with them."""
    from alongside import keys

    if rest:
        return told("make-keys", "This command takes no options; ALONGSIDE_VAR names the folder of the keys.", 2)
    print("\n".join(keys.make_keys()))
    print(f"They lie in {keys.KEYS}. Copy them to a safe place, not to where the copies of the database are:")
    print("without them nobody can read what is sealed, not even from a backup.")
    return 0


def show_help() -> int:
    """Prints every command with one line about it."""
    import django
    from django.core.management import get_commands, load_command_class

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
    django.setup()
    ours = {
        name.replace("_", "-"): load_command_class(app, name).help
        for name, app in get_commands().items()
        if is_ours(app)
    }
    print("alongside COMMAND [OPTIONS]      `alongside COMMAND --help` tells more about one of them.")
    for title, lines in (
        ("The site", {name: line for name, (_, line) in SUPERVISOR.items()} | ours),
        ("Without a database", {name: line for name, (_, line) in ENGINES.items()}),
        ("Upkeep", UPKEEP),
    ):
        print(f"\n{title}")
        for name, line in sorted(lines.items()):
            print(f"  {name:<22} {' '.join(line.split())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
