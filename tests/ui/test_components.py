"""Every pattern comes out as markup that a browser, a screen reader and a strict content policy accept."""

import re
from html.parser import HTMLParser

from django.core.paginator import Paginator
from django.template import engines

from tests.ui.conftest import EVERY_PATTERN, EveryFieldForm

VOID = {"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect", "source"}


class Reader(HTMLParser):
    """Collects ids, references and faults of one page."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.refers, self.faults = [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice: {attrs}")
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> has an inline style or script: {attrs}")
        if tag == "script" and not given.get("src"):
            self.faults.append("a script stands in the page")
        if tag == "img" and not given.get("alt"):
            self.faults.append(f"a picture without words: {attrs}")
        self.ids += [given["id"]] if "id" in given else []
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.refers += (given.get(name) or "").split()
        if given.get("href", "").startswith("#") and len(given["href"]) > 1:
            self.refers.append(given["href"][1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()


def faults(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    found = reader.faults + [f"<{tag}> is never closed" for tag in reader.open]
    found += [f"two things are called {each}" for each in set(reader.ids) if reader.ids.count(each) > 1]
    return found + [f"nothing is called {each}" for each in reader.refers if each not in reader.ids]


def test_a_page_of_every_pattern_is_sound(every_pattern):
    assert faults(every_pattern()) == []


def test_a_page_of_every_error_is_sound(every_pattern):
    assert faults(every_pattern(form=EveryFieldForm({}))) == []


def test_the_reader_sees_faults():
    broken = '<p style="x"><b></p><a href="#gone">x</a><i id="a"></i><i id="a"></i><img src="x"><script>1</script>'
    said = " ".join(faults(broken))
    for part in ("inline style", "closes", "nothing is called gone", "two things are called a", "without words"):
        assert part in said


def test_every_pattern_is_on_the_page_of_every_pattern():
    env = engines["jinja2"].env
    for alias, name in (("ui", "ui/components.jinja"), ("nhs", "ui/forms.jinja")):
        source = env.loader.get_source(env, name)[0]
        macros = set(re.findall(r"{% macro (\w+)", source))
        inside = set(re.findall(r"{{ (\w+)\(", source)) | set(re.findall(r"{% call (\w+)\(", source))
        used = set(re.findall(rf"{alias}\.(\w+)\(", EVERY_PATTERN))
        assert macros - used - inside == {"error_summary"} & macros


def test_a_name_cannot_bring_markup_into_a_page(visit):
    page = visit(
        '{% import "ui/components.jinja" as ui %}{{ ui.heading(bad) }}{{ ui.tag(bad) }}{{ ui.summary([(bad, bad)]) }}'
        "{{ ui.nothing(bad) }}{{ ui.timeline([{'title': bad}]) }}{{ ui.turn_tag('other', bad) }}",
        bad="<script>alert(1)</script>",
    )
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 7


def test_a_tag_says_in_words_whose_turn_it_is(visit):
    source = '{% import "ui/components.jinja" as ui %}{{ ui.turn_tag(turn, who) }}'
    assert "Your turn" in visit(source, turn="yours")
    assert "Waiting for the referee" in visit(source, turn="other", who="the referee")
    assert "Tomasz to act" in visit(source, turn="person", who="Tomasz")
    assert "Done" in visit(source, turn="done")


def test_a_number_that_is_nought_is_not_said_to_be_missing(visit):
    page = visit('{% import "ui/components.jinja" as ui %}{{ ui.summary([("Peers", 0)]) }}')
    assert "Not yet recorded" not in page


def test_the_next_page_keeps_the_filter_and_the_sort(every_pattern):
    page = every_pattern()
    assert 'href="?sort=name&amp;page=3&amp;team=a"' in page
    assert 'aria-label="Page 2" aria-current="page"' in page


def test_a_list_says_how_much_of_it_is_shown(visit):
    source = '{% import "ui/components.jinja" as ui %}{{ ui.pagination(page, none, "people") }}'
    counts = {n: visit(source, page=Paginator(range(n), 50).page(1)) for n in (0, 1, 2)}
    assert "No people" in counts[0]
    assert "There is one here" in counts[1]
    assert "Showing 1 to 2 of 2 people" in counts[2]


def test_work_that_has_ended_asks_no_more(visit):
    source = '{% import "ui/components.jinja" as ui %}{{ ui.progress("L", 5, 5, "/p/", poll="/q/", running=running) }}'
    assert 'hx-get="/q/"' in visit(source, running=True)
    assert "hx-get" not in visit(source, running=False)
