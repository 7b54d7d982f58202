"""The name under which a person keeps a view of the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from measures.models.saved_view import LONGEST_NAME


class ViewNameForm(PlainForm):
    name = forms.CharField(label=_("Name of the view"), max_length=LONGEST_NAME)
