"""What the picker offers is taken as a reaction."""

from django.conf import settings

from apps.chat.messages.services import is_emoji


def test_every_emoji_of_the_picker_may_be_a_reaction():
    lines = (settings.BASE_DIR / "static/chat/emoji/emojis.js").read_text().splitlines()
    offered = [line.strip(' "').split(" ")[0] for line in lines if line.startswith('  "') and "#" not in line]
    assert len(offered) > 150
    assert [emoji for emoji in offered if not is_emoji(emoji)] == []


def test_a_sign_of_the_keyboard_is_no_reaction():
    assert [text for text in ("^", "`", "ok", "1", "", "\ufe0f" * 17) if is_emoji(text)] == []
