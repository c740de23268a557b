"""What may be entered while a workbook is loaded."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from alongside.interchange.formats.archive import MOST_BYTES, look_inside
from alongside.interchange.formats.refusals import SENTENCES
from alongside.interchange.formats.table import Refusal
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.rules import Fate, SheetKind, SheetLayout, meanings
from alongside.interchange.rules.words import FIELD_WORDS, KIND_WORDS

# What is small when unpacked is read at once, so that every fault of it is told on the page it was chosen on.
READ_AT_ONCE = 3_000_000
MOST_HEADING_ROWS = 2
LEAVE_OUT = ("", "Leave this column out")


def safe_name(name: str) -> str:
    """The file's name without folders and without characters that show nothing or turn the line round."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return " ".join(shown.split())[:100] or "workbook.xlsx"


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label="Workbook",
        help_text="An Excel workbook (.xlsx) of up to 12 MB, with your own sheets and columns.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        error_messages={"required": "Choose the workbook with your lists", "empty": SENTENCES["empty_file"]},
    )

    def clean_workbook(self):
        """One sentence for a file that cannot be read; it is looked into before any reader is given it."""
        upload = self.cleaned_data["workbook"]
        if upload.size > MOST_BYTES:
            raise ValidationError(SENTENCES["too_large"])
        data = upload.read()
        found = look_inside(data)
        if not isinstance(found, Refusal) and sum(len(part) for part in found.values()) <= READ_AT_ONCE:
            found = open_workbook(data, safe_name(upload.name))
        if isinstance(found, Refusal):
            raise ValidationError(found.sentence)
        self.cleaned_data["file_name"] = safe_name(upload.name)
        return data


class SheetForm(forms.Form):
    """What one sheet holds, where its headings stand, and what each column means."""

    kind = forms.ChoiceField(
        label="What this sheet holds",
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        help_text="When you choose another kind, its columns are guessed anew.",
    )
    header_rows = forms.CharField(
        label="Row of the headings",
        required=False,
        max_length=12,
        help_text="For example 4, or 2 and 3 where there are two. When it changes, the columns are guessed anew.",
        widget=forms.TextInput(attrs={"width": 5, "unmarked": True}),
    )

    def __init__(self, *args, sheet: SheetLayout, examples: dict[str, list[str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.initial = {"kind": sheet.kind.value, "header_rows": " and ".join(map(str, sheet.header_rows))}
        choices = [LEAVE_OUT, *((field, FIELD_WORDS[field]) for field in meanings(sheet.kind))]
        for column in sheet.columns:
            if column.locked:
                continue
            heading = " ".join(part for part in (column.group, column.header) if part) or "no heading"
            shown = examples.get(column.column, [])
            name = f"column_{column.column}"
            self.fields[name] = forms.ChoiceField(
                label=f"Column {column.column}: {heading}",
                choices=choices,
                required=False,
                help_text=f"For example {', '.join(shown)}." if shown else _why(column.never_load),
                widget=forms.Select(attrs={"unmarked": True}),
            )
            self.initial[name] = column.field

    def clean_kind(self) -> SheetKind:
        return SheetKind(self.cleaned_data["kind"])

    def clean_header_rows(self) -> tuple[int, ...]:
        said = self.cleaned_data["header_rows"].strip()
        numbers = tuple(int(one) for one in re.findall(r"\d{1,6}", said))
        if said and (not numbers or re.sub(r"\d+|and|[\s,&+-]", "", said)):
            raise ValidationError("Type the number of the row as Excel shows it, such as 4, or 2 and 3")
        together = numbers == tuple(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        if len(numbers) > MOST_HEADING_ROWS or not together or 0 in numbers:
            raise ValidationError("Headings stand in one row, or in two rows one below the other")
        return numbers

    def clean(self):
        answers = super().clean()
        seen: dict[str, str] = {}
        for name in self.fields:
            meaning = answers.get(name, "")
            if not name.startswith("column_") or not meaning:
                continue
            if meaning in seen:
                words = FIELD_WORDS[meaning]
                self.add_error(name, f"{words} is column {seen[meaning]} already. Leave one of the two out.")
            seen[meaning] = name.removeprefix("column_")
        return answers

    @property
    def columns(self) -> dict[str, str]:
        """What was chosen for each column."""
        chosen = self.cleaned_data.items()
        return {name.removeprefix("column_"): meaning for name, meaning in chosen if name.startswith("column_")}


def _why(never_load: str) -> str:
    return f"Left out: {never_load}." if never_load else ""


class QuestionsForm(forms.Form):
    """One field a question; whatever is not answered keeps waiting."""

    def __init__(self, *args, questions: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            few = question["about"] in ("pairs", "ticks")
            choices = [tuple(choice) for choice in question["choices"]]
            self.fields[f"question_{number}"] = forms.ChoiceField(
                label=question["sentence"],
                choices=choices if few else [("", "Let it wait"), *choices],
                required=False,
                widget=(forms.RadioSelect if few else forms.Select)(attrs={"unmarked": True}),
            )

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        given = ((question, self.cleaned_data[f"question_{n}"]) for n, question in enumerate(self.questions))
        return [(question["about"], question["key"], answer) for question, answer in given if answer]


class RowsForm(forms.Form):
    """Which rows of a load are shown."""

    sheet = forms.ChoiceField(label="Sheet", required=False, widget=forms.Select(attrs={"unmarked": True}))
    fate = forms.ChoiceField(
        label="What becomes of them",
        required=False,
        choices=[("", "All but rows without data"), *((fate.name.lower(), fate.value.capitalize()) for fate in Fate)],
        widget=forms.Select(attrs={"unmarked": True}),
    )
    reason = forms.ChoiceField(label="Reason", required=False, widget=forms.Select(attrs={"unmarked": True}))

    def __init__(self, *args, sheets: list[str], reasons: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [("", "All sheets"), *((str(n), name) for n, name in enumerate(sheets, 1))]
        self.fields["reason"].choices = [("", "Any or none"), *((one, spoken(one)) for one in reasons)]
        self.sheets = sheets

    def shows(self, row: dict) -> bool:
        """Whether a row is among those asked for; an answer that is none of the choices asks for nothing."""
        wanted = self.cleaned_data if self.is_valid() else {}
        sheet, fate, reason = (wanted.get(name, "") for name in ("sheet", "fate", "reason"))
        if sheet and row["sheet"] != self.sheets[int(sheet) - 1]:
            return False
        if fate and row["fate"] != Fate[fate.upper()].value:
            return False
        if not fate and row["fate"] == Fate.NOT_DATA.value:
            return False
        return not reason or any(told["kind"] == reason for told in row["told"])


def spoken(kind: str) -> str:
    """A kind of reason in words."""
    return kind.replace("_", " ").replace("nhs", "NHS").capitalize().replace("Nhs", "NHS")


class ConfirmForm(forms.Form):
    """A deed that needs no answer, only the button."""
