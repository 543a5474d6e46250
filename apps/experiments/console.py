"""What the console shows of this app, and to whom."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.experiments.models import Arm, Experiment, Guardrail

add_to_menu(Entry(Section.INCENTIVES, 60, Experiment, _("Experiments"), "experiment"))
grant("incentives", {Experiment: NO_DELETE, Arm: EDIT, Guardrail: EDIT})
grant("content", {Experiment: NO_DELETE, Arm: EDIT, Guardrail: EDIT})
grant("analyst", {Experiment: VIEW, Arm: VIEW, Guardrail: VIEW})
