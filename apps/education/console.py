"""What the console shows of this app, and to whom."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.console.tiles import Tile, tile
from apps.education.articles.selectors import outdated
from apps.education.models import (
    Article,
    AssistantTone,
    Circle,
    Consultation,
    Course,
    Expert,
    ExpertTopic,
    Lesson,
    Post,
    Pushed,
    Question,
    Rehearsal,
    RehearsalBranch,
    RehearsalTurn,
    Salon,
    Tip,
    TipStep,
)

add_to_menu(
    Entry(Section.SUPPORT, 40, Question, _("Questions"), "help"),
    Entry(Section.SUPPORT, 42, Consultation, _("Questions to experts"), "support_agent"),
    Entry(Section.SUPPORT, 44, Expert, _("Experts"), "psychology"),
    Entry(Section.SUPPORT, 46, Post, _("Posts in groups"), "forum"),
    Entry(Section.CONTENT, 10, Article, _("Articles"), "menu_book"),
    Entry(Section.CONTENT, 19, AssistantTone, _("Tone of the help"), "record_voice_over"),
    Entry(Section.CONTENT, 12, Course, _("Courses"), "school"),
    Entry(Section.CONTENT, 13, Rehearsal, _("Rehearsals"), "theater_comedy"),
    Entry(Section.CONTENT, 14, RehearsalTurn, _("Turns of rehearsals"), "forum"),
    Entry(Section.CONTENT, 15, Circle, _("Groups by field"), "diversity_3"),
    Entry(Section.CONTENT, 11, Tip, _("Tips and tours"), "tips_and_updates"),
    Entry(Section.CONTENT, 18, Pushed, _("Worth a look"), "lightbulb"),
    Entry(Section.CONTENT, 16, ExpertTopic, _("Experts' topics"), "topic"),
    Entry(Section.CONTENT, 17, Salon, pgettext_lazy("salon", "Events"), "event"),
)


@tile(place=45, permission="education.change_article")
def articles_tile(now: datetime) -> Tile:
    return Tile(
        key="articles_to_look_at",
        title=gettext("Articles to look at"),
        value=str(len(outdated())),
        meaning=gettext("Articles that describe a page, a list or a setting that has changed since somebody looked."),
        url=reverse("admin:education_article_changelist") + "?look=changed",
    )


grant("support", {Question: VIEW, Article: ("view", "add")})  # drafts from what they answered
grant("support", {Consultation: ("view", "change"), Expert: NO_DELETE, ExpertTopic: VIEW})
grant("content", {ExpertTopic: EDIT, Consultation: VIEW, Expert: VIEW})
grant("content", {Article: EDIT, Course: EDIT, Lesson: EDIT, Question: VIEW})
grant("support", {Post: ("view", "change"), Circle: VIEW})
grant("content", {Circle: EDIT, Post: VIEW})
grant("content", {Rehearsal: EDIT, RehearsalTurn: EDIT, RehearsalBranch: EDIT})
grant("content", {Salon: NO_DELETE})
grant("support", {Salon: VIEW})
grant("content", {Tip: EDIT, TipStep: EDIT})
grant("content", {Pushed: VIEW, AssistantTone: ("view", "change")})
