"""Which plan a report tells of."""

from django import template

from reports.draw.in_force import plan_in_force

register = template.Library()
register.simple_tag(plan_in_force, name="plan_then")
