"""How much of a period is missing because a feed was silent, in words."""

from datetime import timedelta

from dashboard.i18n import Translator
from dashboard.outages import Missing
from layouts.kpi_words import number

_MINUTE = timedelta(minutes=1)


def missing_told(t: Translator, missing: Missing) -> str:
    """ "thiếu 6 giờ 12 phút, 0,8 % của kỳ"; "" where less than a minute is missing."""
    minutes = missing.longest // _MINUTE
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    whole = number(t, float(hours), 0)
    time = t("{hours} h {minutes} min", hours=whole, minutes=rest)
    if not hours:
        time = t("{minutes} min", minutes=rest)
    share = number(t, missing.share * 100, 1)
    return t("missing {time}, {share} % of the period", time=time, share=share)
