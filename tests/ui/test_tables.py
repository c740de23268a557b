"""Lists are sorted by links, and say how they are sorted."""

from django.http import QueryDict

from alongside.ui.tables import header_cell, sort_order, with_query

ORDERS = {"name": ("family_name", "given_name"), "waited": ("-trained_on",)}


def test_a_sort_that_no_column_has_is_the_usual_one():
    assert sort_order("password", ORDERS, "name") == ("name", ("family_name", "given_name"))
    assert sort_order("", ORDERS, "-waited") == ("-waited", ("trained_on",))


def test_a_minus_turns_every_part_of_an_order_round():
    assert sort_order("-name", ORDERS, "name") == ("-name", ("-family_name", "-given_name"))
    assert sort_order("-waited", ORDERS, "name") == ("-waited", ("trained_on",))


def test_a_heading_links_to_the_other_direction_and_says_its_own():
    query = QueryDict("sort=name&page=3&team=a")
    sorted_by = header_cell(query, "Name", "name", "name", False)
    assert 'aria-sort="ascending"' in sorted_by
    assert 'href="?sort=-name&amp;team=a"' in sorted_by
    assert 'href="?sort=name&amp;team=a"' in header_cell(query, "Name", "name", "-name", False)
    turned = header_cell(query, "Waited", "-waited", "-waited", True)
    assert 'aria-sort="descending"' in turned
    assert 'href="?sort=waited&amp;team=a"' in turned
    other = header_cell(query, "Waited", "-waited", "name", True)
    assert "aria-sort" not in other
    assert 'href="?sort=-waited&amp;team=a"' in other


def test_a_heading_without_a_sort_has_no_link():
    assert header_cell(QueryDict(), "<Turn>", "", "", False) == '<th scope="col">&lt;Turn&gt;</th>'


def test_a_value_with_several_answers_is_kept():
    assert with_query(QueryDict("day=mon&day=tue&page=2"), page=3) == "?day=mon&day=tue&page=3"
