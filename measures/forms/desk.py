"""Which pile of a desk is asked for."""

from django import forms

from measures.queries.desk import SHOWN


class DeskFilter(forms.Form):
    """Read strictly, for programs; the page takes a word that it does not know for NOW."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWN])
