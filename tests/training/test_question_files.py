"""Question files of Moodle: what is written reads back the same, and a broken file is told its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.training.formats import gift, moodle
from alongside.training.formats.questions import CannotRead
from alongside.training.rules.questions import Answer, Question, tidied, tidy, true_false, whole

DOMAINS = {"values": "Values and principles", "relational": "Core relational skills"}
FORMATS = pytest.mark.parametrize("form", [gift, moodle], ids=["gift", "moodle"])

# Words with every sign that means something to one of the formats.
signs = st.sampled_from(list("~=#{}:\\%[]*/<>&'\"- \n\tTn$")) | st.characters(codec="utf-8")
words = st.text(signs, min_size=1, max_size=40) | st.sampled_from(
    ["::a::", "// no comment", "$CATEGORY: x", "a -> b", "[html] b", "%50%c", "TRUE", "]]>", "&amp;", "\\n", "####x"]
)


@st.composite
def questions(draw) -> Question:
    kind = draw(st.sampled_from(["choice", "true_false", "short", "essay"]))
    answers = ()
    if kind == "true_false":
        answers = true_false(draw(st.booleans()))
    elif kind == "short":
        answers = tuple(Answer(text) for text in draw(st.lists(words, min_size=1, max_size=4)))
    elif kind == "choice":
        texts = draw(st.lists(words, min_size=2, max_size=6, unique_by=lambda text: tidy(text, one_line=True)))
        right = draw(st.integers(1, len(texts) - 1))
        answers = tuple(Answer(text, number < right) for number, text in enumerate(texts))
    return tidied(
        Question(
            kind,
            draw(words),
            draw(words),
            draw(st.integers(1, 100)),
            draw(st.sampled_from(["", *DOMAINS])),
            answers,
            draw(st.just("") | words),
        )
    )


@FORMATS
@settings(max_examples=50, deadline=None)
@given(found=st.lists(questions().filter(lambda question: bool(whole(question))), min_size=1, max_size=4))
def test_what_is_written_out_reads_back_the_same(form, found):
    reading = form.read(form.write(found, DOMAINS).encode(), DOMAINS)
    assert list(reading.questions) == found and reading.left_out == ()


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=200) | st.text(signs, max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    for form in (gift, moodle):
        try:
            form.read(data, DOMAINS)
        except CannotRead as fault:
            assert str(fault).endswith(".") and len(fault.args) == 1


@FORMATS
def test_a_file_of_more_than_half_a_megabyte_is_refused(form):
    with pytest.raises(CannotRead, match="512 KB"):
        form.read(b"x" * (512 * 1024 + 1), DOMAINS)


def test_gift_as_moodle_writes_it():
    text = """// question: 1  name: Boundaries
::Boundaries::[plain]A peer may lend money to somebody they support.{FALSE#Never.#Right.}

$CATEGORY: $course$/top/Core relational skills

// [id:x] [tag:marks 3]
::Listening::Which of these is listening?{
 =Waiting#Yes
 ~Advising
}

::Several::Tick what helps{~%50%Time ~%50%Quiet ~%-100%Hurry}

Peer support began {=long ago =before 2010} in many places.

::Number::How many?{#42:2}

::Pairs::Match{=a -> b =c -> d}
"""
    reading = gift.read(text.encode(), DOMAINS)
    kinds = [(one.kind, one.domain, one.marks) for one in reading.questions]
    assert kinds == [
        ("true_false", "", 1), ("choice", "relational", 3), ("choice", "relational", 1), ("short", "relational", 1),
    ]  # fmt: skip
    assert [answer.right for answer in reading.questions[2].answers] == [True, True, False]
    assert reading.questions[3].text == "Peer support began _____ in many places."
    assert [one.place for one in reading.left_out] == ["Line 16", "Line 18"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::A::Right?{T}\n\n::B::Broken {=a ~b", "Line 3: the braces"),
        ("::A Right?{T}", "Line 1: the title"),
        ("\n\n::A::One of{=a =a ~a}", "Line 3: Two answers"),
        ("::A::Only wrong{~a ~b}", "Line 1: A multiple choice question offers a right answer"),
    ],
)
def test_a_broken_gift_file_is_told_its_line(text, told):
    with pytest.raises(CannotRead) as fault:
        gift.read(text.encode(), DOMAINS)
    assert str(fault.value).startswith(told)


def test_bytes_that_are_not_text_are_told_their_line():
    with pytest.raises(CannotRead, match=r"^Line 2 is not text in UTF-8"):
        gift.read(b"::A::B{T}\n\xff\xfe", DOMAINS)


def test_moodle_xml_with_html_weights_and_kinds_that_are_not_kept():
    text = """<?xml version="1.0"?><quiz>
    <question type="category"><category><text>$course$/top/Values and principles</text></category></question>
    <question type="multichoice"><name><text>Hope</text></name>
      <questiontext format="html"><text><![CDATA[<p>What is <b>hope</b>?<p>Choose &amp; tick]]></text></questiontext>
      <defaultgrade>2.0000000</defaultgrade><single>true</single>
      <answer fraction="100" format="html"><text>&lt;p&gt;A start&lt;/p&gt;</text></answer>
      <answer fraction="0"><text>An end</text></answer></question>
    <question type="matching"><name><text>Pairs</text></name></question>
    <question type="shortanswer"><name><text>Wild</text></name><questiontext><text>Say</text></questiontext>
      <answer fraction="100"><text>*peer*</text></answer></question></quiz>"""
    reading = moodle.read(text.encode(), DOMAINS)
    assert reading.questions == (
        Question(
            "choice", "Hope", "What is hope?\nChoose & tick", 2, "values", (Answer("A start"), Answer("An end", False))
        ),
    )
    assert [one.place for one in reading.left_out] == ["Question 2 (“Pairs”)", "Question 3 (“Wild”)"]


def test_r38_a_file_with_entities_is_refused():
    bomb = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><quiz>&a;&b;</quiz>'
    with pytest.raises(CannotRead, match="document type or entities"):
        moodle.read(bomb.encode(), DOMAINS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<quiz>\n<question>\n</quiz>", "Line 3, character 3"),
        ("<html></html>", "begins with <html>"),
        ('<quiz><question type="essay"><name><text>A</text></name></question></quiz>', "Question 1 (“A”): A question"),
        ('<quiz><question type="truefalse"><name><text>A</text></name></question></quiz>', "Question 1 (“A”): neither"),
    ],
)
def test_a_broken_moodle_file_is_told_its_place(text, told):
    with pytest.raises(CannotRead) as fault:
        moodle.read(text.encode(), DOMAINS)
    assert told in str(fault.value)
