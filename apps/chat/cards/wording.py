"""How lists and quotes name a card."""

from apps.chat.cards.selectors import line_of
from apps.chat.messages.wording import tell_cards_by

tell_cards_by(line_of)
