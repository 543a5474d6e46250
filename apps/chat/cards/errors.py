"""Why a card can't be made, or nothing done with it."""

from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput, NotAllowed


class UnknownCardType(InvalidInput):
    code = "unknown_card_type"
    message = _("There is no such card.")


class UnknownAction(InvalidInput):
    code = "unknown_action"
    message = _("This card has nothing of that kind to do.")


class NotYourPart(NotAllowed):
    code = "not_your_part"
    message = _("That is for the other side to do.")


class CardNotHere(NotAllowed):
    code = "card_not_here"
    message = _("This card can't be sent in this conversation.")


class CardMoved(Conflict):
    """`data` names the state in which the card is now."""

    code = "card_moved"
    message = _("Somebody was faster: this card has moved on. It now shows how it stands.")


class CardAlreadyOpen(Conflict):
    code = "card_already_open"
    message = _("Such a card is already open here. Answer it, or take it back, first.")
