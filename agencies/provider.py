"""Where django-allauth looks for providers of sign-in: here a ministry's own, by OpenID Connect."""

from agencies.signing_in.oidc import MinistryProvider

provider_classes = [MinistryProvider]
