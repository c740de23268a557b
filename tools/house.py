"""Reads the house as it stands: which area imports which, what the rules are. `make map` writes it down; tests hold it.

Every check takes the source tree's root and returns sentences, one a fault, so that a test can plant a fault in a copy.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AREA_FILES = {
    "__init__", "apps", "models", "rules", "actions", "forms", "views", "urls", "jobs", "queries", "bridge",
    "migrations", "management", "jinja2", "static",
}  # fmt: skip
# Rooms an area has of its own, each with the reason in docs/adr/.
OWN_ROOMS = {
    "ui": {"build.mjs", "charts", "environment", "fields", "filters", "tables", "scss", "components"},
    "access": {
        "permissions", "actors", "gate", "verdicts", "audit", "encryption", "middleware", "adapter", "start", "seals",
        "clashes", "rotation", "backups", "kept_forms", "logs", "openid", "refusals", "scanning", "sessions",
    },
    "interchange": {"formats"},
    "training": {"formats"},
    "home": {"demonstration"},
}  # fmt: skip
NO_SUCH_ROOMS = {
    "services", "selectors", "presenters", "utils", "common", "core", "helpers", "managers", "mixins", "signals",
}  # fmt: skip
SIGNALS_ALLOWED = {("access", "post_migrate"), ("access", "connection_created")}
CLOCKS = {"today", "now", "localdate", "localtime", "utcnow", "time", "monotonic"}


def areas(root: Path = ROOT) -> tuple[str, ...]:
    tree = ast.parse((root / "alongside/areas.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "AREAS":
            return tuple(ast.literal_eval(node.value))
    raise LookupError("alongside/areas.py names no AREAS")


def sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(), str(path))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, wherever it stands; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"


def arrows(root: Path = ROOT) -> dict[str, list[str]]:
    """Area -> the areas it imports, in the order of the map."""
    order = areas(root)
    found: dict[str, set[str]] = {area: set() for area in order}
    for area in order:
        for _, tree in sources(root / "alongside" / area):
            for _, name in imported(tree):
                parts = name.split(".")
                if parts[0] == "alongside" and len(parts) > 1 and parts[1] in order and parts[1] != area:
                    found[area].add(parts[1])
    return {area: sorted(found[area], key=order.index) for area in order}


def forward_imports(root: Path = ROOT) -> list[str]:
    """An area imports only what stands before it."""
    order = areas(root)
    faults = []
    for area in order:
        for path, tree in sources(root / "alongside" / area):
            for line, name in imported(tree):
                parts = name.split(".")
                ours = parts[0] == "alongside" and len(parts) > 1 and parts[1] in order
                if ours and order.index(parts[1]) > order.index(area):
                    faults.append(f"{path.relative_to(root)}:{line} looks ahead to {parts[1]}")
    return faults


def impure_engines(root: Path = ROOT) -> list[str]:
    """An engine knows no Django, no area and no clock; only its command.py touches files."""
    faults = []
    for path, tree in sources(root / "alongside/engines"):
        place = path.relative_to(root)
        for line, name in imported(tree):
            if name.startswith("django") or (
                name.startswith("alongside.") and not name.startswith("alongside.engines")
            ):
                faults.append(f"{place}:{line} imports {name}")
        if path.name != "command.py":
            faults += [f"{place}:{line} asks the clock" for line in clock_calls(tree)]
            faults += [f"{place}:{line} opens a file" for line in calls_of(tree, {"open"})]
    return faults


def impure_rules(root: Path = ROOT) -> list[str]:
    """A rule knows no database, no request and no clock."""
    faults = []
    for area in areas(root):
        for path in rule_files(root, area):
            tree = ast.parse(path.read_text())
            place = path.relative_to(root)
            for line, name in imported(tree):
                if name.startswith("django") or ".models" in name or ".actions" in name or ".queries" in name:
                    faults.append(f"{place}:{line} imports {name}")
            faults += [f"{place}:{line} asks the clock" for line in clock_calls(tree)]
    return faults


def rule_files(root: Path, area: str) -> list[Path]:
    folder = root / "alongside" / area
    return [path for path in (folder / "rules.py", *sorted((folder / "rules").glob("*.py"))) if path.exists()]


def calls_of(tree: ast.Module, names: set[str]) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.lineno


def clock_calls(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"date", "datetime", "time", "timezone", "dt"}
        ):
            yield node.lineno


def unguarded_actions(root: Path = ROOT) -> list[str]:
    """Every public function in an actions file is a deed behind @action(May.<its own name>)."""
    faults = []
    for area in areas(root):
        folder = root / "alongside" / area
        for path in (folder / "actions.py", *sorted((folder / "actions").glob("*.py"))):
            if not path.exists():
                continue
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    guards = [ast.unparse(decorator) for decorator in node.decorator_list]
                    if f"action(May.{node.name.upper()})" not in guards:
                        faults.append(f"{path.relative_to(root)}:{node.lineno} {node.name} has no permission")
    return faults


def stray_writes(root: Path = ROOT) -> list[str]:
    """Only actions write: no .save(), .create() or .delete() in views, queries, rules or forms."""
    faults = []
    for area in areas(root):
        for name in ("views", "queries", "rules", "forms", "bridge"):
            folder = root / "alongside" / area
            for path in (folder / f"{name}.py", *sorted((folder / name).glob("*.py"))):
                if not path.exists():
                    continue
                for node in ast.walk(ast.parse(path.read_text())):
                    if (
                        isinstance(node, ast.Call)
                        and isinstance(node.func, ast.Attribute)
                        and node.func.attr in {"save", "create", "bulk_create", "get_or_create", "update_or_create"}
                    ):
                        faults.append(f"{path.relative_to(root)}:{node.lineno} writes outside an action")
    return faults


def strange_rooms(root: Path = ROOT) -> list[str]:
    """An area is made of the rooms every area has; nothing is called utils, services or signals."""
    faults = []
    for area in areas(root):
        for entry in sorted((root / "alongside" / area).iterdir()):
            name = entry.stem if entry.suffix == ".py" else entry.name
            if name == "__pycache__" or name in AREA_FILES | OWN_ROOMS.get(area, set()):
                continue
            faults.append(f"{entry.relative_to(root)} is a room no area has")
    for path in sorted((root / "alongside").rglob("*")):
        if path.stem in NO_SUCH_ROOMS and "static" not in path.parts:
            faults.append(f"{path.relative_to(root)} is a room without a name")
    return faults


def signal_handlers(root: Path = ROOT) -> list[str]:
    """No signal handler, but the two that lay the audit and name the actor."""
    faults = []
    for area in areas(root):
        for path, tree in sources(root / "alongside" / area):
            signals = {name.split(".")[-1] for _, name in imported(tree) if "signals." in name or "dispatch." in name}
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                    signal = ast.unparse(node.func.value).split(".")[-1]
                    if signal in signals and (area, signal) not in SIGNALS_ALLOWED:
                        faults.append(f"{path.relative_to(root)}:{node.lineno} listens to {signal}")
                if isinstance(node, ast.FunctionDef):
                    for decorator in node.decorator_list:
                        if ast.unparse(decorator).startswith("receiver"):
                            faults.append(f"{path.relative_to(root)}:{node.lineno} {node.name} is a signal handler")
    return faults


def public_rules(root: Path = ROOT) -> Iterator[tuple[str, str, str]]:
    """(area, function, first line of its docstring) of every public function in every rules file."""
    for area in areas(root):
        for path in rule_files(root, area):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield area, node.name, (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")


def unsigned_rules(root: Path = ROOT) -> list[str]:
    return [f"{area}.rules {name} has no sentence" for area, name, said in public_rules(root) if not said]


def rules_page(root: Path = ROOT) -> str:
    said_first = "Written by `make map` from the first line of every rule. A rule lives in one place."
    lines = ["# The rules", "", said_first, ""]
    last = ""
    for area, name, said in public_rules(root):
        if area != last:
            lines += [f"## {area}", ""] if last == "" else ["", f"## {area}", ""]
            last = area
        lines.append(f"- `{name}`: {said}")
    return "\n".join(lines) + "\n"


MAP_BEGINS, MAP_ENDS = "<!-- arrows: written by `make map` -->", "<!-- end of arrows -->"


def arrows_text(root: Path = ROOT) -> str:
    lines = [f"    {area:12} -> {' '.join(to) or '-'}" for area, to in arrows(root).items()]
    return "\n".join([MAP_BEGINS, "", *lines, "", MAP_ENDS])


def developing_page(root: Path = ROOT) -> str:
    text = (root / "DEVELOPING.md").read_text()
    before, _, rest = text.partition(MAP_BEGINS)
    return before + arrows_text(root) + rest.partition(MAP_ENDS)[2]


def main() -> int:
    (ROOT / "docs/rules.md").write_text(rules_page())
    (ROOT / "DEVELOPING.md").write_text(developing_page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
