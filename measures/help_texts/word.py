"""A word of the tracker, with what it means."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Word:
    """`key` is its anchor on the help page: /help/#nil-return."""

    key: str
    title: Promise
    text: Promise
