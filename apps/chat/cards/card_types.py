"""Every file in `types/` is a card type; each registers itself."""

from importlib import import_module
from pkgutil import iter_modules

import apps.chat.cards.wording  # noqa: F401  names cards in lists from now on
from apps.chat.cards import types

for module in iter_modules(types.__path__):
    import_module(f"{types.__name__}.{module.name}")
