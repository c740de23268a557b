"""Two people do the same at once and a constraint lets one through: the other is told in words, not by a fault."""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models

AT_ONCE = "Somebody did this at the same moment, and theirs stands. Look at what stands now before you send it again."


def told_of(fault: IntegrityError) -> str | None:
    """What to say where a row stood already; None where something else was wrong, which is ours to mend."""
    clash = _of_postgres(fault.__cause__) or _of_sqlite(fault.__cause__)
    if not clash:
        return None
    for names, sentence in _sentences():
        if clash & names:
            return f"{sentence} {AT_ONCE}"
    return AT_ONCE


def _of_postgres(cause) -> set[str]:
    if getattr(cause, "sqlstate", "") != "23505":
        return set()
    return {cause.diag.constraint_name}


def _of_sqlite(cause) -> set[str]:
    """SQLite names the columns of a clash, or the index where that has a formula."""
    if getattr(cause, "sqlite_errorname", "") not in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}:
        return set()
    return {str(cause).removeprefix("UNIQUE constraint failed: ").removeprefix("index ").strip("'")}


def _sentences() -> Iterator[tuple[set[str], str]]:
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                columns = [model._meta.get_field(field).column for field in constraint.fields]
                in_words = f"{constraint.name.replace('_', ' ').capitalize()}."
                own = constraint.violation_error_message != constraint.default_violation_error_message
                yield (
                    {constraint.name, ", ".join(f"{model._meta.db_table}.{column}" for column in columns)},
                    str(constraint.violation_error_message) if own else in_words,
                )
