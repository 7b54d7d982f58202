"""What a program asks the search box; the page reads the same words leniently."""

from typing import Any

from django import forms

from measures.queries.searching import KINDS
from measures.rules.search_words import LONGEST_QUERY


class SearchFilter(forms.Form):
    """`any_kind`: the kind is not asked for."""

    q = forms.CharField(max_length=LONGEST_QUERY)
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])

    def __init__(self, *args: Any, any_kind: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any_kind:
            del self.fields["kind"]
