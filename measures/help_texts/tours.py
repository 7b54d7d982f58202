"""Every tour of first steps, by role."""

from measures.help_texts.tours_keeping import ADMINISTRATOR
from measures.help_texts.tours_overseeing import COORDINATOR, OBSERVER
from measures.help_texts.tours_reporting import HEAD, OFFICER

TOURS = {tour.role: tour for tour in (OFFICER, HEAD, COORDINATOR, OBSERVER, ADMINISTRATOR)}
STEPS = {f"{role}.{step.key}": step for role, tour in TOURS.items() for step in tour.steps}
