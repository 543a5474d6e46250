"""The types of cards, one a file. `apps.chat.cards.registry` says how to write one."""
