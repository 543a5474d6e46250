"""What the console shows of this app, and to whom."""

from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, VIEW, grant
from apps.education.models import Article, Course, Lesson, Question, Rehearsal, RehearsalBranch, RehearsalTurn

add_to_menu(
    Entry(Section.SUPPORT, 40, Question, _("Questions"), "help"),
    Entry(Section.CONTENT, 10, Article, _("Articles"), "menu_book"),
    Entry(Section.CONTENT, 12, Course, _("Courses"), "school"),
    Entry(Section.CONTENT, 13, Rehearsal, _("Rehearsals"), "theater_comedy"),
    Entry(Section.CONTENT, 14, RehearsalTurn, _("Turns of rehearsals"), "forum"),
)
grant("support", {Question: VIEW, Article: ("view", "add")})  # drafts from what they answered
grant("content", {Article: EDIT, Course: EDIT, Lesson: EDIT, Question: VIEW})
grant("content", {Rehearsal: EDIT, RehearsalTurn: EDIT, RehearsalBranch: EDIT})
