"""The house keeps its shape: one direction, one room for each thing, a permission on every deed."""

import shutil
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.conf import settings

from alongside.access.gate import ACTIONS
from alongside.access.permissions import PERMISSIONS, May, Role
from alongside.areas import AREAS
from tools import house

CHECKS = [
    house.forward_imports,
    house.impure_engines,
    house.impure_rules,
    house.unguarded_actions,
    house.stray_writes,
    house.strange_rooms,
    house.signal_handlers,
    house.unsigned_rules,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_in_order(check):
    assert check() == []


PLANTED = [
    (house.forward_imports, "people/models.py", "from alongside.placement.models import Holding\n"),
    (house.forward_imports, "posts/rules.py", "def late():\n    import alongside.home.queries\n"),
    (house.impure_engines, "engines/placement/__init__.py", "import django\n"),
    (house.impure_engines, "engines/placement/__init__.py", "from datetime import date\nNOW = date.today()\n"),
    (house.impure_rules, "checks/rules.py", "from alongside.checks.models import Check\n"),
    (house.impure_rules, "checks/rules.py", "LATE = date.today()\n"),
    (house.unguarded_actions, "people/actions.py", "def rename_person(person, *, by):\n    pass\n"),
    (house.unguarded_actions, "people/actions.py", "@action(May.ADD_PERSON)\ndef rename(person, *, by):\n    pass\n"),
    (house.stray_writes, "home/queries/planted.py", "def sneak(model):\n    model.objects.create()\n"),
    (house.strange_rooms, "people/utils.py", ""),
    (house.strange_rooms, "people/extra.py", ""),
    (
        house.signal_handlers,
        "people/apps.py",
        "from django.db.models.signals import post_save\npost_save.connect(print)\n",
    ),
    (house.signal_handlers, "people/models.py", "@receiver(post_save)\ndef listen():\n    pass\n"),
    (house.unsigned_rules, "checks/rules.py", "def silent():\n    return 1\n"),
]


@pytest.mark.parametrize(("check", "place", "fault"), PLANTED)
def test_a_planted_fault_is_found(check, place, fault, tmp_path):
    shutil.copytree(house.ROOT / "alongside", tmp_path / "alongside", ignore=shutil.ignore_patterns("static"))
    path = tmp_path / "alongside" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n" + fault)
    assert len(check(tmp_path)) == len(check()) + (2 if place.endswith("utils.py") else 1)


def test_foreign_keys_point_backwards():
    for model in apps.get_models(include_auto_created=True):
        area = model._meta.app_config.name.removeprefix("alongside.")
        for field in model._meta.local_fields:
            if area in AREAS and field.is_relation:
                target = field.related_model._meta.app_config.name.removeprefix("alongside.")
                if target in AREAS:
                    assert AREAS.index(target) <= AREAS.index(area), f"{model.__name__}.{field.name}"


def test_the_installed_areas_are_the_map_in_its_order():
    installed = [app.removeprefix("alongside.") for app in settings.INSTALLED_APPS if app.startswith("alongside.")]
    assert tuple(installed) == AREAS


def test_no_lookup_crosses_forwards():
    """A reverse name that a later area gave to an earlier model is never used before that area."""
    reverse = {}
    for model in apps.get_models():
        area = model._meta.app_config.name.removeprefix("alongside.")
        for field in model._meta.local_fields:
            if area in AREAS and field.is_relation and not field.remote_field.hidden:
                home = field.related_model._meta.app_config.name.removeprefix("alongside.")
                if home in AREAS and home != area:
                    reverse.setdefault(field.remote_field.get_accessor_name(), set()).add(area)
    faults = []
    for area in AREAS:
        for path, tree in house.sources(house.ROOT / "alongside" / area):
            modules = {"alongside"} | {name.split(".")[-1] for _, name in house.imported(tree)}
            for node in house.ast.walk(tree):
                words = set()
                if isinstance(node, house.ast.Attribute):
                    words = set() if getattr(node.value, "id", "") in modules else {node.attr}
                elif isinstance(node, house.ast.keyword) and node.arg and "__" in node.arg:
                    words = set(node.arg.split("__")[:-1])
                for word in words & reverse.keys():
                    if all(AREAS.index(owner) > AREAS.index(area) for owner in reverse[word]):
                        faults.append(f"{path.relative_to(house.ROOT)}:{getattr(node, 'lineno', 0)} uses {word}")
    assert faults == []


def test_one_word_per_deed():
    for area in AREAS:
        if find_spec(f"alongside.{area}.actions"):
            import_module(f"alongside.{area}.actions")
    deeds = {permission for permission in May if not permission.value.startswith(("view_", "search"))}
    assert deeds == set(ACTIONS)
    assert all(ACTIONS[permission].__name__ == permission.value for permission in deeds)


def test_every_role_has_a_line_in_the_one_table():
    assert set(PERMISSIONS) == set(Role)
    assert all(May.VIEW_START in granted for granted in PERMISSIONS.values())


def test_model_names_are_unique_across_areas():
    names = [model.__name__ for model in apps.get_models() if model.__module__.startswith("alongside.")]
    assert len(names) == len(set(names))


FORBIDDEN_WORDS = {"nhs", "diagnosis", "diagnoses", "medication", "condition", "offence", "offences", "birth"}


def test_r1_r30_no_model_has_a_field_for_health_offences_or_an_nhs_number():
    for model in apps.get_models():
        if model.__module__.startswith("alongside."):
            for field in model._meta.get_fields():
                assert not FORBIDDEN_WORDS & set(field.name.split("_")), f"{model.__name__}.{field.name}"


def test_the_rules_page_is_current():
    assert (house.ROOT / "docs/rules.md").read_text() == house.rules_page(), "run `make map`"


def test_the_arrows_in_developing_are_those_that_exist():
    assert (house.ROOT / "DEVELOPING.md").read_text() == house.developing_page(), "run `make map`"
