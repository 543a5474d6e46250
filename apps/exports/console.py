"""What the console shows of this app, and to whom: who may export a list finds their files."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import VIEW, grant
from apps.exports.models import ListExport

add_to_menu(Entry(Section.OPERATION, 71, ListExport, _("Exported lists"), "download"))
for group in ("support", "content", "analyst"):
    grant(group, {ListExport: VIEW})
