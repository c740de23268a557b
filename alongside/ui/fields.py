"""From a Django form field to the words and attributes of an NHS form component."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

from alongside.ui.forms import PARTS, NhsDateInput

KINDS = (
    (NhsDateInput, "date"),
    (forms.HiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.DateInput, ""),
    (forms.DateTimeInput, ""),
    (forms.widgets.Input, "text"),
)
CHOSEN = {"select", "radios", "checkboxes", "checkbox"}
DRESSING = ("width", "prefix", "suffix", "rows")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: its words, the place they link to, and which boxes of a date they are about."""

    text: str
    href: str = ""
    parts: tuple[str, ...] = ()


def kind_of(bound: BoundField) -> str:
    kind = next((kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)), "")
    if not kind:
        raise TypeError(f"{bound.name}: no NHS component for {type(bound.field.widget).__name__}")
    return kind


def first_id(bound: BoundField) -> str:
    return f"{bound.auto_id}_day" if isinstance(bound.field.widget, NhsDateInput) else bound.auto_id


def sentence(bound: BoundField, error: ValidationError) -> str:
    """The error's own words; Django's bare 'This field is required.' says instead what to do."""
    said = " ".join(error.messages)
    if error.code != "required" or said != str(forms.Field.default_error_messages["required"]):
        return said.removesuffix(".") if said.count(".") == 1 else said
    kind, label = kind_of(bound), str(bound.label)
    name = label if label[:2].isupper() else label[:1].lower() + label[1:]
    if kind == "checkbox":
        return f"Tick the box to confirm: {name}"
    if label.endswith("?"):
        return f"Answer the question: {label}" if kind in CHOSEN else f"Enter an answer: {label}"
    return f"{'Select' if kind in CHOSEN or kind == 'file' else 'Enter'} {name}"


def field_problems(bound: BoundField) -> list[Problem]:
    found = []
    for error in bound.form.errors.as_data().get(bound.name, ()) if bound.form.is_bound else ():
        parts = tuple((error.params or {}).get("parts", ())) if getattr(error, "params", None) else ()
        place = f"{bound.auto_id}_{parts[0]}" if parts else first_id(bound)
        found.append(Problem(sentence(bound, error), f"#{place}", parts))
    return found


def problems(*forms_on_page: forms.BaseForm) -> list[Problem]:
    """Everything to mend on the page, in the order of its fields; what belongs to no field comes first."""
    found: list[Problem] = []
    for form in forms_on_page:
        if isinstance(form, forms.BaseFormSet):
            found += [Problem(text) for text in form.non_form_errors()]
            found += problems(*form.forms)
        elif form.is_bound:
            found += [Problem(text) for text in form.non_field_errors()]
            found += [problem for bound in form for problem in field_problems(bound)]
    return found


def describe(bound: BoundField, large: bool = False) -> dict[str, Any]:
    """What ui/forms.jinja needs to draw one field."""
    field, widget, kind = bound.field, bound.field.widget, kind_of(bound)
    attrs = {name: value for name, value in widget.attrs.items() if (name, value) != ("rows", "10")}
    found = field_problems(bound)
    optional = not field.required and kind not in {"checkbox", "hidden"} and not attrs.pop("unmarked", False)
    return {
        "kind": kind,
        "name": bound.html_name,
        "id": bound.auto_id,
        "label": f"{bound.label} (optional)" if optional else str(bound.label),
        "large": large,
        "hint": str(bound.help_text) if isinstance(bound.help_text, str | Promise) else bound.help_text,
        "error": " ".join(problem.text for problem in found),
        "value": said(bound.value()) if kind not in {"date", "file", "password"} | CHOSEN else "",
        "disabled": field.disabled,
        **{name: attrs.pop(name, None) for name in DRESSING},
        **typed(field, kind, attrs),
        **parts_of(bound, kind, found),
    }


def said(value: object) -> str:
    return "" if value is None else str(value)


def typed(field: forms.Field, kind: str, attrs: dict[str, Any]) -> dict[str, Any]:
    """The keyboard a phone shows, what a browser may fill in, and how long an answer may be."""
    widget, answer = field.widget, {"type": getattr(field.widget, "input_type", "text")}
    if kind == "text":
        if isinstance(field, forms.DecimalField | forms.FloatField):
            answer |= {"type": "text", "inputmode": "decimal", "spellcheck": False}
        elif isinstance(field, forms.IntegerField):
            answer |= {"type": "text", "inputmode": "numeric", "spellcheck": False}
        elif isinstance(field, forms.EmailField):
            answer |= {"type": "email", "inputmode": "email", "spellcheck": False}
        elif widget.input_type == "tel":
            answer |= {"inputmode": "tel", "spellcheck": False}
    if kind == "textarea":
        answer["maxlength"] = getattr(field, "max_length", None)
    for name in ("autocomplete", "inputmode", "autocapitalize", "spellcheck"):
        if name in attrs:
            answer[name] = attrs.pop(name)
    for name in ("maxlength", "minlength", "cols", "step", "min", "max", "class"):
        attrs.pop(name, None)
    return {**answer, "attributes": {name: value for name, value in attrs.items() if value not in (None, False)}}


def parts_of(bound: BoundField, kind: str, found: list[Problem]) -> dict[str, Any]:
    """The boxes of a date, or the items of a choice."""
    value = bound.value()
    if kind == "date":
        wrong = {part for problem in found for part in problem.parts or PARTS}
        words = bound.field.widget.boxes(value)
        birthday = bound.field.widget.birthday
        return {
            "boxes": [
                {
                    "id": f"{bound.auto_id}_{part}",
                    "name": f"{bound.html_name}_{part}",
                    "label": part.capitalize(),
                    "value": words[part],
                    "width": 4 if part == "year" else 2,
                    "error": part in wrong,
                    "autocomplete": f"bday-{part}" if birthday else None,
                }
                for part in PARTS
            ]
        }
    if kind == "checkbox":
        return {"checked": bool(value)}
    if kind not in CHOSEN:
        return {}
    groups = choice_groups(bound, value)
    items = [item for group in groups for item in group["items"]]
    short = kind == "radios" and len(items) == 2 and all(len(item["text"]) <= 10 for item in items)
    return {"groups": groups, "items": items, "inline": short}


def choice_groups(bound: BoundField, value: Any) -> list[dict[str, Any]]:
    """The choices under their group headings; those outside a group come with no heading."""
    chosen = {str(each) for each in (value if isinstance(value, list | tuple | set) else [value])}
    groups: list[dict[str, Any]] = []
    for key, held in bound.field.choices:
        heading, options = (str(key), held) if isinstance(held, list | tuple) else ("", [(key, held)])
        if heading or not groups or groups[-1]["label"]:
            groups.append({"label": heading, "items": []})
        groups[-1]["items"] += [
            {
                "value": str(answer),
                "text": str(words),
                "checked": str(answer) in chosen or (value is None and answer == ""),
            }
            for answer, words in options
        ]
    return groups
