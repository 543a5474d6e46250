"""How a prepared reply will read: with a name and a job filled in, and its questions in brackets."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.chat.presets.variables import Rendered, render


def invented_values(*, me: str = "", is_candidate: bool = False, company: str = "") -> dict[str, str]:
    """For who has no conversation to take them from; `me` and `company` are real where they are given."""
    other = _("Lin Yi")
    mine = me or _("Chen Mo")
    return {
        "me.name": mine,
        "other.name": other,
        "candidate.name": mine if is_candidate else other,
        "recruiter.name": other if is_candidate else mine,
        "company.name": company or _("Harbour Labs"),
        "job.title": _("Data analyst"),
        "job.city": _("Hamburg"),
    }


def example(template: str, values: Mapping[str, str]) -> Rendered:
    rendered = render(template, values)
    text = rendered.text
    for prompt in rendered.prompts:
        text = text.replace(f"{{?{prompt}}}", f"[{prompt}]")
    return Rendered(text=text, prompts=rendered.prompts)
