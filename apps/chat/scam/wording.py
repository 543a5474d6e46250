"""What the guard says, by trick: to the reader what no honest employer does, to the sender what their message asks."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.chat.scam.models import Family

READER: dict[str, Promise] = {
    Family.FEE: _("Asks for money before hiring. Nobody may."),
    Family.DEPOSIT: _("Asks for a deposit before hiring. Nobody may."),
    Family.UNIFORM_MEDICAL: _("Wants you to pay for a uniform or a check-up. That's for the employer to pay."),
    Family.TRAINING_LOAN: _(
        "Training first, paid by you or on credit: the debt would be yours, the job isn't certain."
    ),
    Family.BRUSHING: _("Paid clicks and orders that you pay for first are a known trick, and fake orders are illegal."),
    Family.LAUNDERING: _("Lending an account or passing money on is a crime, for you too."),
    Family.DOCUMENTS: _(
        "Asks for an identity document or bank details. Not needed before you have an offer in writing."
    ),
    Family.CODE: _("Asks for a code from your phone. Never give it to anybody."),
    Family.LURE: _("Wants to move you to another app at once. Scams begin there; you can stay here."),
    Family.OVERSEAS: _("Promises a lot for a job abroad. Check the employer and the visa before anything else."),
    Family.CRYPTO: _("A job doesn't ask you to invest. Guaranteed profit doesn't exist."),
    Family.PHISHING: _("Wants you to sign in or install something. Don't enter passwords or card numbers there."),
    Family.VISA: _("Asks for money for a visa or permit. An employer who sponsors you pays for it."),
    Family.MLM: _("You would pay to join and earn by bringing in others. That isn't a job."),
    Family.CHEQUE: _("Sends money that you should pass on: the cheque bounces later, and your money is gone."),
    Family.MODEL: _("This reads like scams that we know. Be careful with money, documents and codes."),
}

SENDER = _("This may read as a scam: “{sentence}”. If it's meant honestly, you can send it anyway.")


def for_reader(family: str) -> str:
    return str(READER.get(family, READER[Family.MODEL]))
