"""Signing in: django-allauth and django-axes as this site uses them."""
