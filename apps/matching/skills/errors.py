from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput


class TooManySkills(InvalidInput):
    code = "too_many_skills"
    message = _("Name 50 skills at most.")
