"""Which pile of a desk is asked for."""

from django import forms

from measures.queries.desk import SHOWN


class DeskFilter(forms.Form):
    """Read strictly, for programs; the page shows what is to be done for a word it does not know."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWN])
