from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.matching.profile.models import SalaryPeriod
from apps.matching.profile.money import Range

_SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "SGD": "S$", "HKD": "HK$", "JPY": "JP¥"}


def pay_text(pay: Range, language: str) -> str:
    """ "¥15,000–25,000 a month × 14", "" when nothing is stated."""
    with override(language):
        if not pay.is_stated:
            return ""
        symbol = _SYMBOLS.get(pay.currency, f"{pay.currency} " if pay.currency else "")
        amounts = [number_format(amount, force_grouping=True) for amount in (pay.least, pay.most) if amount is not None]
        if pay.least is not None and pay.most is None:
            figures = _("from %(amount)s") % {"amount": symbol + amounts[0]}
        elif pay.least is None:
            figures = _("up to %(amount)s") % {"amount": symbol + amounts[0]}
        else:
            figures = symbol + "–".join(dict.fromkeys(amounts))
        if pay.period:
            figures = _("%(pay)s %(period)s") % {"pay": figures, "period": SalaryPeriod(pay.period).label}
        return f"{figures} × {pay.months:g}" if pay.months else figures
