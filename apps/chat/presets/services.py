"""Writing presets, and telling a preset that was sent as it was from one that became a message of the sender's own."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, clean_body
from apps.chat.presets.files import forget_files
from apps.chat.presets.models import Preset
from apps.chat.presets.permissions import SHARED, may_change
from apps.chat.presets.selectors import presets_of, values_for
from apps.chat.presets.variables import broken_place, is_as_it_was, unknown_variables
from apps.errors import InvalidInput, NotAllowed, NotFound
from apps.matching.models import Job
from apps.ui.bilingual import is_chinese

MAX_PERSONAL = 200
MAX_TITLE = 80


@transaction.atomic
def save_preset(
    *,
    by: User,
    title: str,
    body: str,
    scope: str = Preset.Scope.PERSONAL,
    stage: str = "",
    job: int | None = None,
    preset: Preset | None = None,
) -> Preset:
    """Stores one's own or one's team's preset, in the writer's language. System presets are the operators'."""
    if scope not in (Preset.Scope.PERSONAL, *SHARED) or (scope in SHARED and by.company_id is None):
        raise NotAllowed
    if stage and stage not in Conversation.Stage.values:
        raise InvalidInput(field="stage")
    body = clean_body(body)
    if len(body) > 4000:
        raise InvalidInput(_("A preset may have up to 4,000 characters."), field="body")
    check_template(body)
    title = " ".join(title.split())
    if not title or len(title) > MAX_TITLE:
        raise InvalidInput(_("A title has 1 to 80 characters."), field="title")
    if preset is None:
        # Whoever saves two at once waits here, so that both are counted.
        User.objects.select_for_update().get(pk=by.pk)
        if Preset.objects.filter(owner=by, scope=scope).count() >= MAX_PERSONAL:
            raise InvalidInput(_("You have reached the number of presets that one may keep."))
        preset = Preset(owner=by)
    elif not may_change(by, preset):
        raise NotAllowed
    chinese = is_chinese(by.language)
    preset.scope = scope
    preset.company_id = by.company_id if scope in SHARED else None
    preset.job = own_job(by, job) if scope == Preset.Scope.JOB else None
    preset.stage = stage
    # In the other language it may say something else: a colleague's words stay.
    if chinese:
        preset.title_zh, preset.body_zh = title, body
    else:
        preset.title_en, preset.body_en = title, body
    preset.save()
    return preset


def check_template(body: str) -> None:
    """Raises InvalidInput, in words, for a variable that nothing fills and for a brace without its other half."""
    if unknown := unknown_variables(body):
        raise InvalidInput(_("We don't know what {%(name)s} stands for.") % {"name": unknown[0]}, field="body")
    if broken := broken_place(body):
        raise InvalidInput(
            _("Something is missing at “%(words)s”: each { needs its }.") % {"words": broken}, field="body"
        )


def own_job(by: User, job: int | None) -> Job:
    """A job of the person's company; raises InvalidInput for any other."""
    found = Job.objects.filter(pk=job or 0, company=by.company_id, company__isnull=False).first()
    if found is None:
        raise InvalidInput(_("Choose one of your company's jobs."), field="job")
    return found


@transaction.atomic
def delete_preset(*, by: User, preset: Preset) -> None:
    if not may_change(by, preset):
        raise NotAllowed
    forget_files(preset.files.all())
    preset.delete()


def resolve_origin(message: OutgoingMessage) -> None:
    """Says of a message that claims a preset what it really is: the preset as it was, or made one's own.
    Raises NotFound for a preset that the sender may not use."""
    sender = User.objects.filter(pk=message.sender_id or 0).first()
    preset = presets_of(sender).filter(pk=message.preset_id or 0).first() if sender else None
    if sender is None or preset is None:
        raise NotFound(field="preset")
    conversation = (
        Conversation.objects.for_user(sender)
        .select_related("candidate", "recruiter", "job__company")
        .filter(pk=message.conversation_id)
        .first()
    )
    values = values_for(sender, conversation) if conversation else {}
    message.origin = origin_of(message.body, preset, values)


def origin_of(body: str, preset: Preset, values: dict[str, str]) -> str:
    texts = [text for text in (preset.body_en, preset.body_zh) if text]
    if any(is_as_it_was(body, text, values) for text in texts):
        return Message.Origin.PRESET
    return Message.Origin.PRESET_EDITED
