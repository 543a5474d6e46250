from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "bad_json": _("This line isn't a JSON object."),
    "bad_encoding": _("This line holds bytes that are no text."),
    "bad_text": _("“%(column)s” holds characters that can't be stored."),
    "column_count": _("This row has %(value)s cells, the heading has another number."),
    "empty_row": _("Every cell that we know is empty."),
    "no_title": _("The job's title is missing."),
    "too_long": _("“%(column)s” is too long."),
    "bad_salary": _("“%(column)s” says “%(value)s”, which we can't read as pay."),
    "bad_years": _("“%(column)s” says “%(value)s”, which we can't read as years of experience."),
    "bad_degree": _("“%(column)s” says “%(value)s”, which isn't a degree we know."),
    "bad_date": _("“%(column)s” says “%(value)s”, which isn't a date."),
    "bad_number": _("“%(column)s” says “%(value)s”, which isn't a whole number."),
    "bad_flag": _("“%(column)s” says “%(value)s”, which is neither yes nor no."),
    "bad_type": _("“%(column)s” isn't of the expected type."),
    "range_reversed": _("“%(column)s”: the lower figure is above the higher one."),
    "too_many_skills": _("More than 50 skills are named."),
    "twice_in_file": _("The same row is already on line %(value)s."),
    "same_id_in_file": _("The id “%(column)s” is already on line %(value)s."),
    "person_has_resume": _("This person has a résumé already."),
}


@dataclass
class RowDefect(Exception):
    """Why one row can't come in; worded for the reader by `reason`."""

    code: str
    column: str = ""
    value: str = ""


def reason(code: str, *, column: str = "", value: str = "") -> str:
    """The sentence for a defect in the active language."""
    return str(REASONS.get(code, code)) % {"column": column, "value": value}
