from pathlib import Path

from django.utils import timezone

from apps.accounts.consent.models import LegalText
from apps.accounts.content import segments as segments
from apps.content import content

FOLDER = Path(__file__).parent / "legal"


@content
def load_legal_texts() -> None:
    """A first version of each text, so that no page is empty; operators publish theirs over it."""
    for kind in LegalText.Kind.values:
        if not LegalText.objects.filter(kind=kind).exists():
            english, chinese = ((FOLDER / f"{kind}.{tongue}.txt").read_text("utf-8") for tongue in ("en", "zh"))
            LegalText.objects.create(kind=kind, number=1, body_en=english, body_zh=chinese, published_at=timezone.now())
