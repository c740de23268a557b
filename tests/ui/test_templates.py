"""Every template of every area is whole: it compiles, keeps to the content policy, and uses patterns that exist."""

import re

import pytest
from django.template import engines

from alongside.settings import ROOT

TEMPLATES = sorted(path for path in (ROOT / "alongside").glob("*/jinja2/**/*.jinja"))
IMPORT = re.compile(r'{%-?\s*import "(ui/\w+\.jinja)" as (\w+)')
CHOSEN = re.compile(r'{%-?\s*from "(ui/\w+\.jinja)" import ([^%]+?)\s*(?:with context)?\s*-?%}')


def named(path):
    return path.relative_to(ROOT / "alongside").as_posix()


def patterns(name):
    return set(re.findall(r"{% macro (\w+)", (ROOT / "alongside/ui/jinja2" / name).read_text()))


def unknown(source):
    """Patterns that a template uses and ui/ does not have."""
    used = {
        (file, name) for file, alias in IMPORT.findall(source) for name in re.findall(rf"\b{alias}\.(\w+)\(", source)
    }
    for file, names in CHOSEN.findall(source):
        used |= {(file, each.split(" as ")[0].strip()) for each in names.split(",")}
    return sorted(f"{file} has no {name}" for file, name in used if name not in patterns(file))


# A page turned into a PDF here: no browser reads it, and no policy of the site is sent with it.
ON_PAPER = "_paper.jinja"


def against_policy(source):
    """Inline styles, inline scripts and inline handlers, which the content policy would stop in silence."""
    return re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_whole(path):
    env = engines["jinja2"].env
    env.get_template(path.relative_to(next(p for p in path.parents if p.name == "jinja2")).as_posix())
    assert unknown(path.read_text()) == []
    if not path.name.endswith(ON_PAPER):
        assert against_policy(path.read_text()) == []


def test_faults_in_a_template_are_seen():
    assert unknown('{% import "ui/components.jinja" as ui %}{{ ui.tabel("x") }}') == [
        "ui/components.jinja has no tabel"
    ]
    assert unknown('{% from "ui/forms.jinja" import feild as f, form %}') == ["ui/forms.jinja has no feild"]
    for bad in ('<p style="x">', "<style>", "<script>1</script>", '<a onclick="x">', '<a href="javascript:x">'):
        assert against_policy(bad)
    assert not against_policy('<script src="{{ static("a.js") }}" defer></script>')
