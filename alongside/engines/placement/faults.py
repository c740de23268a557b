"""What is wrong with the input: every fault at once, each with its table, row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `row` is counted as a spreadsheet shows it: the headings are row 1, the first record is row 2."""

    table: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.table} row {self.row}, column {self.column}: {self.message}"


class InputFaults(ValueError):
    """The input cannot be planned with. `faults` lists all that is wrong, sorted by table, row and column."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
