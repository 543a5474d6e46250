"""Why something became of an award: what people read in their own language, and what operators choose from."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    COPIED = "copied", _("the text had been sent elsewhere too")
    ARRANGED = "arranged", _("the conversation was arranged for the points")
    OUTSIDE_RULE = "outside_rule", _("it didn't meet the rule")
    OUR_MISTAKE = "our_mistake", _("we had counted it by mistake")
    NOT_EARNEST = "not_earnest", _("the answer didn't respond to what was asked")
    ONE_SIDED = "one_sided", _("the conversation had one side only")
    UNCONFIRMED = "unconfirmed", _("nobody with a standing of their own confirmed it")
    RECALLED = "recalled", _("its author took the message back")
    UNDONE = "undone", _("a deed that it stood on was taken back")
    CHECKED = "checked", _("an operator saw that it is earnest")
    OUR_HOLD = "our_hold", _("it was held by our mistake")
    APPEAL = "appeal", _("a second look showed that it was earned")


REVERSED_WORDS: dict[str, str | Promise] = {
    Reason.COPIED: _("The text had been sent elsewhere too."),
    Reason.ARRANGED: _("The conversation looked arranged for the points."),
    Reason.OUTSIDE_RULE: _("On a second look it didn't meet the rule."),
    Reason.OUR_MISTAKE: _("We had counted it by mistake."),
    Reason.RECALLED: _("You took the message back."),
    Reason.UNDONE: _("A deed that it stood on was taken back."),
    Reason.NOT_EARNEST: _("As it reads now, the answer doesn't respond to what was asked."),
}
BY_ITSELF = (Reason.RECALLED, Reason.UNDONE)
TO_RELEASE = [(reason, reason.label) for reason in (Reason.CHECKED, Reason.OUR_HOLD)]
TO_REVERSE = [(reason, Reason(reason).label) for reason in REVERSED_WORDS if reason not in BY_ITSELF]
LAPSED_WORDS: dict[str, str | Promise] = {
    "": _("No earnest answer came in time. That isn't a fault of yours."),
    Reason.NOT_EARNEST: _("The answer wasn't of the kind that counts: own words that respond to what was asked."),
    Reason.ONE_SIDED: _("By then only one of you had written in earnest."),
    Reason.OUTSIDE_RULE: _("By then it didn't meet the rule."),
    Reason.UNCONFIRMED: _("Who answered you hadn't talked in earnest with others by then, so it couldn't count."),
    Reason.ARRANGED: _("The conversation looked arranged for the points."),
}
UNMET: dict[str, Reason] = {
    "earnest": Reason.NOT_EARNEST,
    "two_sided": Reason.ONE_SIDED,
    "both_said": Reason.OUTSIDE_RULE,
    "stands": Reason.OUTSIDE_RULE,
    "independent": Reason.OUTSIDE_RULE,
    "others_helped": Reason.OUTSIDE_RULE,
}
"""What is said of an award that ends because this late fact of its deed doesn't hold."""
