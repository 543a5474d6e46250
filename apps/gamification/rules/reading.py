"""The rules as one person reads them: with what a comparison means for them, said before it begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.experiments.services import Place, announced, expose, place_of, running, withdrawal_of
from apps.gamification.rules.draws import Claim, forms_read
from apps.gamification.rules.holdouts import HAS_IT, Lot, lot_of
from apps.gamification.rules.models import FormDraw, RuleVersion
from apps.gamification.rules.switches import switch_key
from apps.gamification.rules.wording import RuleWords, form_words_in, rewards_words, words_of
from apps.ui.templatetags.ui import day


def words_for(person: User | None, versions: Sequence[RuleVersion], *, now: datetime) -> list[RuleWords]:
    """Whoever reads here what is worth points has met the point at which the arms differ: that is logged."""
    if person is None:
        return [words_of(version) for version in versions]
    keys = {switch_key(version.rule.key) for version in versions}
    places = {
        switch: place
        for switch, experiment in running(keys, now=now).items()
        if (place := expose(experiment, [person], now=now).get(person.pk))
    }
    places |= {
        switch: place
        for switch, experiment in announced(keys, now=now).items()
        if (place := place_of(experiment, person, now=now))
    }
    placed = [places.get(switch_key(version.rule.key)) for version in versions]
    claims = [Claim(version, person, now, _lot(place, now)) for version, place in zip(versions, placed, strict=True)]
    drawn = forms_read(claims, now=now)
    return [_words(*one, now) for one in zip(versions, placed, drawn, strict=True)]


def _lot(place: Place | None, now: datetime) -> Lot:
    """What is only announced hasn't begun: everybody has the rule until then."""
    started = place.experiment.started_at if place else None
    return lot_of(place, at=now) if place and started and started <= now else HAS_IT


def _words(version: RuleVersion, place: Place | None, drawn: FormDraw | None, now: datetime) -> RuleWords:
    words = words_of(version)
    if drawn and drawn.form != FormDraw.NONE:
        form = {"date": day(drawn.until), "form": form_words_in(version, drawn.form)}
        words = replace(
            words,
            points=rewards_words(version, drawn.form),
            form=_("For you until %(date)s: %(form)s.") % form,
        )
    if place is None or place.experiment.started_at is None:
        return words
    starts, withdrawn_at = place.experiment.started_at, withdrawal_of(place.experiment)
    if place.is_on:
        is_withdrawn_later = place.arm == "withdrawn" and withdrawn_at is not None
        return replace(words, note=_until(withdrawn_at)) if is_withdrawn_later and withdrawn_at else words
    if starts > now:
        return replace(
            words,
            note=_(
                "From %(date)s on you go without this rule for a while; chance decided so. Only so can we see whether "
                "it helps. What you do before counts as it says here."
            )
            % {"date": day(starts)},
        )
    return replace(
        words,
        is_off=True,
        note=_(
            "You go without this rule for a while; chance decided so. Only so can we see whether it helps. What you "
            "had before stays yours."
        ),
    )


def _until(moment: datetime) -> str:
    return _("For you it ends on %(date)s: we see then whether it was needed. What you do before counts.") % {
        "date": day(moment)
    }
