"""The forms of passwords: allauth's work, our words and looks."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import local_passwords
from agencies.forms import dress
from agencies.services_letters import write

NEW, NEW_AGAIN = gettext_lazy("New password"), gettext_lazy("New password once more")
DIFFERENT = gettext_lazy("Type the same new password twice.")


def _rules() -> str:
    return " ".join(password_validators_help_texts())


RULES = lazy(_rules, str)()


def plain(form: forms.BaseForm, **labels: Any) -> None:
    """No placeholders, which are no labels; no colons; classes as everywhere."""
    form.label_suffix = ""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = ""
    dress(form)


def same_twice(form: forms.BaseForm) -> None:
    """Said in our words, at the second field."""
    first, second = (form.cleaned_data.get(name) for name in ("password1", "password2"))
    if first and second and first != second:
        form.add_error("password2", DIFFERENT)


class NewPasswordFields:
    """What all forms that choose a password share, laid over allauth's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": gettext_lazy("Present password")}
        plain(self, password1=NEW, password2=NEW_AGAIN, **labels)  # type: ignore[arg-type]
        self.fields["password1"].help_text = RULES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        same_twice(self)  # type: ignore[arg-type]
        return self.cleaned_data  # type: ignore[attr-defined,no-any-return]


class NewPasswordForm(NewPasswordFields, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(NewPasswordFields, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class FirstPasswordForm(NewPasswordFields, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    pass


class PasswordAgainForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password=gettext_lazy("Password"))


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """The e-mail goes by the name `username`, as it always has on this site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields.pop("login")
        self.fields["username"] = email
        self.order_fields(["username", "password"])
        plain(self, username=gettext_lazy("E-mail"), password=gettext_lazy("Password"))
        email.widget.attrs |= {"autocomplete": "username webauthn", "autofocus": True}

    def clean(self) -> dict[str, Any]:
        """Where the password is right, it may be told why it opens nothing."""
        self.cleaned_data["login"] = self.cleaned_data.get("username", "")
        cleaned: dict[str, Any] = super().clean()
        if self.user and not local_passwords.may_have_one(self.user):
            raise forms.ValidationError(local_passwords.SAID, code=local_passwords.BY_PROVIDER)
        return cleaned


class ResetForm(forms.Form):
    """Whoever asks, and whatever is typed: one row is written and one answer given. Who the
    address belongs to, the worker finds out."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        dress(self)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest) -> None:
        write("reset", self.cleaned_data["email"], now=timezone.now())


class NewAddressForm(forms.Form):
    """`person`: whose address it is to be."""

    email = forms.EmailField(label=gettext_lazy("New e-mail address"), max_length=254)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.person = person
        dress(self)

    def clean_email(self) -> str:
        """Whether another account has it is not told here: that person is written to instead."""
        email = str(self.cleaned_data["email"]).lower()
        if email == self.person.email:
            raise forms.ValidationError(_("This is your address already."))
        return email
