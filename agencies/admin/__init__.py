"""Administration of people, bodies and the working calendar."""

from django.contrib import admin

from agencies.admin import bodies, days, people, tokens
from agencies.forms import AdminSignInForm

admin.site.login_form = AdminSignInForm

__all__ = ["bodies", "days", "people", "tokens"]
