"""Pictures that print: one calm style, readable in black and white, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from textwrap import fill

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import ConciseDateFormatter, MonthLocator, num2date
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

INK, QUIET, BRAND, PALE, MIDDLE, LINE = "#212b32", "#4c6272", "#4a2f5f", "#d9d0e3", "#a58fbd", "#d8dde0"
STYLE = {
    "svg.hashsalt": "alongside",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": LINE,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}
SIZE = (8.4, 4.4)
NARROW = (3.8, 5.0)
"""As wide as a phone, so that print keeps its size there."""
NARROW_LINE, NARROW_TITLE = 52, 30


@dataclass(frozen=True)
class FanChart:
    """One stock over time: what happened, then 8 of 10 and 5 of 10 futures around the middle."""

    title: str
    past_days: Sequence[date]
    past: Sequence[int]
    days: Sequence[date]
    low80: Sequence[int]
    low50: Sequence[int]
    middle: Sequence[int]
    high50: Sequence[int]
    high80: Sequence[int]
    note: str = ""


@dataclass(frozen=True)
class RangeRow:
    """One choice: the middle, and where 8 of 10 futures lie."""

    label: str
    low: float
    middle: float
    high: float
    marked: bool = False


@dataclass(frozen=True)
class RangeChart:
    """Choices under each other, once for each measure: (what it is called, whether in pounds, rows)."""

    title: str
    panels: Sequence[tuple[str, bool, Sequence[RangeRow]]] = field(default_factory=tuple)
    note: str = ""


def fan_picture(chart: FanChart, kind: str, *, narrow: bool = False) -> bytes:
    """`kind` is svg or png; `narrow` is for a phone: the same numbers, fewer marks on the axes, legible print."""
    with _figure(NARROW if narrow else SIZE) as figure:
        axes = figure.add_subplot()
        axes.fill_between(chart.days, chart.low80, chart.high80, color=PALE, linewidth=0, label="8 of 10 futures")
        axes.fill_between(chart.days, chart.low50, chart.high50, color=MIDDLE, linewidth=0, label="5 of 10 futures")
        axes.plot(chart.days, chart.middle, color=BRAND, linewidth=2.2, label="the middle of all futures")
        if chart.past:
            axes.plot(
                chart.past_days, chart.past, color=INK, linewidth=1.8, linestyle=(0, (4, 2)), label="what happened"
            )
        today = chart.days[0]
        top = max(1, *chart.high80, *chart.past) * 1.12
        axes.set_ylim(0, top)
        axes.set_xlim((chart.past_days or chart.days)[0], chart.days[-1])
        axes.axvline(today, color=QUIET, linewidth=1)
        axes.annotate("today", (today, top), xytext=(4, -12), textcoords="offset points", color=QUIET)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        _months(axes, narrow)
        title = fill(chart.title, NARROW_TITLE) if narrow else chart.title
        axes.set_title(title, loc="left", fontweight="bold", fontsize=12 if narrow else 13)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=1 if narrow else 4, handlelength=2)
        _note(figure, chart.note, narrow)
        return _drawn(figure, kind)


def range_picture(chart: RangeChart, kind: str, *, narrow: bool = False) -> bytes:
    """`kind` is svg or png; `narrow` is for a phone: the measures stand under each other."""
    rows = len(chart.panels[0][2])
    count = len(chart.panels)
    size = (NARROW[0], 1.4 + (0.8 + 0.3 * rows) * count) if narrow else (SIZE[0] + 1.2, 1.8 + 0.36 * rows)
    with _figure(size) as figure:
        shape = (count, 1) if narrow else (1, count)
        every = figure.subplots(*shape, sharey=True, squeeze=False).ravel()
        for axes, (called, pounds, choices) in zip(every, chart.panels, strict=True):
            for at, row in enumerate(choices):
                axes.plot([row.low, row.high], [at, at], color=MIDDLE, linewidth=7, solid_capstyle="butt")
                axes.plot(row.middle, at, marker="D" if row.marked else "o", markersize=8, color=BRAND)
            axes.set_xlabel(called)
            axes.grid(True, axis="x")
            axes.grid(False, axis="y")
            axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
            axes.set_xlim(left=0)
            if pounds:
                axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"£{value / 1000:,.0f}k"))
        every[0].set_yticks(range(rows), [row.label for row in chart.panels[0][2]])
        every[0].invert_yaxis()
        for axes in every if narrow else every[:1]:
            for text, row in zip(axes.get_yticklabels(), chart.panels[0][2], strict=True):
                text.set_fontweight("bold" if row.marked else "normal")
        title = fill(chart.title, NARROW_TITLE) if narrow else chart.title
        figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12 if narrow else 13)
        _note(figure, chart.note, narrow)
        return _drawn(figure, kind)


@contextmanager
def _figure(size: tuple[float, float]) -> Iterator[Figure]:
    """Our own style, whatever stands in a matplotlibrc of this machine."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield Figure(figsize=size, layout="constrained")


def _months(axes: Axes, narrow: bool) -> None:
    first, last = (num2date(edge) for edge in axes.get_xlim())
    months = (last.year - first.year) * 12 + last.month - first.month
    often, seldom = ((1, 7), (1,)) if narrow else ((1, 4, 7, 10), (1, 7))
    locator = MonthLocator(bymonth=seldom if months > 30 else often)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(locator, formats=["%Y" if narrow and months > 30 else "%b %Y"] * 6, show_offset=False)
    )


def _note(figure: Figure, note: str, narrow: bool) -> None:
    if note:
        note = "\n".join(fill(line, NARROW_LINE) for line in note.split("\n")) if narrow else note
        figure.supxlabel(note, x=0.01, ha="left", fontsize=9, color=QUIET)


def _drawn(figure: Figure, kind: str) -> bytes:
    """Neither a date nor a program's name goes in: the same numbers are the same bytes."""
    held = BytesIO()
    if kind == "svg":
        FigureCanvasSVG(figure).print_svg(held, metadata={"Date": None, "Creator": None})
    else:
        FigureCanvasAgg(figure).print_png(held, metadata={"Software": None})
    return held.getvalue()
