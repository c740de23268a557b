"""The neutral identity can be read by everybody, and bears nothing that belongs to the NHS."""

import re
from itertools import chain

import pytest

from alongside.settings import ROOT

UI = ROOT / "alongside/ui"
STYLE = (UI / "static/ui/alongside.css").read_text()
THEME = (UI / "scss/neutral.scss").read_text()
OURS = dict(re.findall(r"--al-([\w-]+): (?:var\([^,]+, )?(#\w+)\)?;", STYLE))
NHS = dict(re.findall(r"\$nhsuk-([\w-]+): (#\w+)", THEME))
KINDS = ("yours", "others", "done", "stuck", "plain")


def light(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = list(
    chain(
        ((f"the tag {kind}", OURS[f"{kind}-ink"], OURS[f"{kind}-wash"]) for kind in KINDS),
        (
            (f"{name} on {ground}", NHS[name], under)
            for name in ("text-colour", "secondary-text-colour", "link-colour", "link-visited-colour", "button-colour")
            for ground, under in (
                ("paper", OURS["paper"]),
                ("the page", NHS["body-background-colour"]),
                ("wash", OURS["wash"]),
                ("the footer", NHS["template-background-colour"]),
            )
        ),
        [("white on the header", "#fff", NHS["brand-colour"])],
    )
)


@pytest.mark.parametrize(("what", "ink", "ground"), PAIRS, ids=lambda value: value if " " in value else None)
def test_words_stand_out_from_their_ground(what, ink, ground):
    assert contrast(ink, ground) >= 4.5


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


def test_each_tag_has_a_shape_of_its_own():
    shapes = {kind: re.findall(rf"\.al-tag--{kind}::before {{ ([^}}]*) }}", STYLE) for kind in KINDS}
    assert all(shapes.values())
    assert len({shape[0] for shape in shapes.values()}) == len(KINDS)


def test_our_colours_are_the_theme_s_where_both_say_them():
    assert OURS["brand"] == NHS["brand-colour"]
    assert OURS["ink"] == NHS["text-colour"]
    assert OURS["quiet"] == NHS["secondary-text-colour"]
    assert OURS["line"] == NHS["border-colour"]


def test_the_neutral_identity_has_no_nhs_font_and_no_nhs_blue():
    for text in (STYLE, THEME, (UI / "static/ui/wordmark.svg").read_text(), (UI / "static/ui/mark.svg").read_text()):
        assert "frutiger" not in text.lower()
        assert "#005eb8" not in text.lower()


def test_text_grows_with_the_reader_s_own_size():
    assert not re.search(r"font-size: [\d.]+px", STYLE)


def test_a_reader_who_wants_stillness_gets_it():
    assert "prefers-reduced-motion: reduce" in STYLE
