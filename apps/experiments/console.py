"""What the console shows of this app, and to whom."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import NO_DELETE, VIEW, grant
from apps.experiments.models import Experiment, Exposure

add_to_menu(
    Entry(Section.INCENTIVES, 60, Experiment, _("Experiments"), "science"),
)
grant("incentives", {Experiment: NO_DELETE, Exposure: VIEW})
grant("analyst", {Experiment: VIEW, Exposure: VIEW})
