"""How figures are written in ru, kk and en official papers."""

from decimal import Decimal

from django import template
from django.utils.formats import get_format

register = template.Library()
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


@register.filter
def figure(value: Decimal) -> str:
    """67386.000 as "67 386"; four digits stay together, so that a year reads as a year."""
    number = value.normalize()
    text = f"{abs(number):,f}" if abs(number) >= 10_000 else f"{abs(number):f}"
    whole, _dot, part = text.partition(".")
    whole = whole.replace(",", NO_BREAK_SPACE)
    sign = MINUS if number < 0 else ""
    return sign + whole + (get_format("DECIMAL_SEPARATOR") + part if part else "")
