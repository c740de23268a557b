"""Lists that are sorted and paged by ordinary links, so that they work without JavaScript and can be bookmarked."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import mark_safe

PAGE_SIZE = 50


def sort_order(chosen: str, orders: Mapping[str, tuple[str, ...]], default: str) -> tuple[str, tuple[str, ...]]:
    """The sort in force and its order_by: `chosen` is ?sort=, a minus turns it round, the unknown is the default."""
    name = chosen.removeprefix("-")
    if name not in orders:
        chosen, name = default, default.removeprefix("-")
    fields = orders[name]
    if chosen.startswith("-"):
        fields = tuple(field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in fields)
    return chosen, fields


def with_query(query: QueryDict, **changes: object) -> str:
    """The query string with some values changed; None takes a value away."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return "?" + changed.urlencode()


def header_cell(query: QueryDict, label: str, sort: str, current: str, numeric: bool) -> str:
    """A <th>; sortable columns say their state to a screen reader and link to the other direction."""
    kind = mark_safe(' class="al-number"') if numeric else ""
    if not sort:
        return format_html('<th scope="col"{}>{}</th>', kind, label)
    name = sort.removeprefix("-")
    target, state = sort, ""
    if current.removeprefix("-") == name:
        descending = current.startswith("-")
        target = name if descending else f"-{name}"
        state = format_html(' aria-sort="{}"', "descending" if descending else "ascending")
    address = with_query(query, sort=target, page=None)
    return format_html('<th scope="col"{}{}><a class="al-sort" href="{}">{}</a></th>', kind, state, address, label)
