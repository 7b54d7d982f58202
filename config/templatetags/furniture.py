"""What the furniture of the pages asks."""

from django import template

register = template.Library()


@register.filter
def leads_to(address: str, page: object) -> bool:
    """Whether an address leads to that page, whatever stands in its query string."""
    return bool(page) and address.partition("?")[0] == page
