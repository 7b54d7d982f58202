"""The policy document as a hierarchy: Concept → Goal → Task, Direction → LineOfAction."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.translated import Translated


class ConceptManager(models.Manager["Concept"]):
    def get_by_natural_key(self, slug: str) -> "Concept":
        return self.get(slug=slug)


class Concept(models.Model):
    """A policy document with a period. A repealed one stays readable."""

    slug = models.SlugField(_("slug"), unique=True)
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    title_kk = models.CharField(_("title in Kazakh"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(_("approving act"), max_length=250, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    repealed_by = models.CharField(_("repealing act"), max_length=250, blank=True)
    title = Translated()

    objects = ConceptManager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="concept_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | ~Q(repealed_by=""),
                name="concept_repealed_by_an_act",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Numbered(models.Model):
    """A numbered paragraph of the Concept in three languages, with the place it stands at."""

    number = models.PositiveSmallIntegerField(_("number"))
    text_ru = models.TextField(_("text in Russian"))
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    source = models.CharField(_("section of the Concept"), max_length=30)
    text = Translated()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class PrincipleManager(models.Manager["Principle"]):
    def get_by_natural_key(self, concept: str, number: int) -> "Principle":
        return self.get(concept__slug=concept, number=number)


class Principle(Numbered):
    """§2: one of the ten principles."""

    concept = models.ForeignKey(
        Concept, models.PROTECT, related_name="principles", verbose_name=_("concept")
    )

    objects = PrincipleManager()

    class Meta:
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
        ordering = ["concept", "number"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="principle_number_once")
        ]

    def natural_key(self) -> tuple[str, int]:
        return (self.concept.slug, self.number)


class GoalManager(models.Manager["Goal"]):
    def get_by_natural_key(self, concept: str, number: int) -> "Goal":
        return self.get(concept__slug=concept, number=number)


class Goal(Numbered):
    """§3: the goal."""

    concept = models.ForeignKey(
        Concept, models.PROTECT, related_name="goals", verbose_name=_("concept")
    )

    objects = GoalManager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["concept", "number"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="goal_number_once")
        ]

    def natural_key(self) -> tuple[str, int]:
        return (self.concept.slug, self.number)


class TaskManager(models.Manager["Task"]):
    def get_by_natural_key(self, concept: str, goal: int, number: int) -> "Task":
        return self.get(goal__concept__slug=concept, goal__number=goal, number=number)


class Task(Numbered):
    """§3: one of the fourteen tasks that serve the goal."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="tasks", verbose_name=_("goal"))

    objects = TaskManager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["goal", "number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="task_number_once")]

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.goal.natural_key(), self.number)


class DirectionKind(models.TextChoices):
    DIRECTION = "direction", _("direction")
    MECHANISM = "mechanism", _("part of the mechanism")


class DirectionManager(models.Manager["Direction"]):
    def get_by_natural_key(self, concept: str, kind: str, number: int) -> "Direction":
        return self.get(concept__slug=concept, kind=kind, number=number)


class Direction(Numbered):
    """§4: one of the five directions; §5: one of the four parts of the mechanism."""

    concept = models.ForeignKey(
        Concept, models.PROTECT, related_name="directions", verbose_name=_("concept")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DirectionKind)

    objects = DirectionManager()

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        ordering = ["concept", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "kind", "number"], name="direction_number_once"
            )
        ]

    def natural_key(self) -> tuple[str, str, int]:
        return (self.concept.slug, self.kind, self.number)


class LineManager(models.Manager["LineOfAction"]):
    def get_by_natural_key(
        self, concept: str, kind: str, direction: int, number: int
    ) -> "LineOfAction":
        return self.get(
            direction__concept__slug=concept,
            direction__kind=kind,
            direction__number=direction,
            number=number,
        )


class LineOfAction(Numbered):
    """A line of action inside a direction or a part of the mechanism, e.g. §4.3(2)."""

    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="lines", verbose_name=_("direction")
    )

    objects = LineManager()

    class Meta:
        verbose_name = _("line of action")
        verbose_name_plural = _("lines of action")
        ordering = ["direction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["direction", "number"], name="line_number_once")
        ]

    def natural_key(self) -> tuple[str, str, int, int]:
        return (*self.direction.natural_key(), self.number)
