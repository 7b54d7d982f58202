"""Django's admin classes with the model named in brackets, as the type checker wants them.

At run time Django's own cannot be subscripted; these can, and are otherwise the same.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, TabularInline
    from django.contrib.auth.admin import UserAdmin
    from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
    from django.forms import ModelForm
else:
    from django import forms as plain
    from django.contrib import admin
    from django.contrib.auth import admin as accounts
    from django.contrib.auth import forms

    class Subscripted:
        def __class_getitem__(cls, _models: object) -> type:
            return cls

    class ModelAdmin(Subscripted, admin.ModelAdmin):
        pass

    class TabularInline(Subscripted, admin.TabularInline):
        pass

    class ModelForm(Subscripted, plain.ModelForm):
        pass

    class UserAdmin(Subscripted, accounts.UserAdmin):
        pass

    class AdminUserCreationForm(Subscripted, forms.AdminUserCreationForm):
        pass

    class UserChangeForm(Subscripted, forms.UserChangeForm):
        pass


__all__ = [
    "AdminUserCreationForm",
    "ModelAdmin",
    "ModelForm",
    "TabularInline",
    "UserAdmin",
    "UserChangeForm",
]
