"""What was done, by whom, when, from where, and what it changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    PAGE = "page", _("page of the site")
    API = "api", _("API")
    ADMIN = "admin", _("administration")
    COMMAND = "command", _("command")
    TASK = "task", _("background task")
    UNKNOWN = "unknown", _("unknown: past the application")


class Kind(models.TextChoices):
    INSERT = "insert", _("created")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("deleted")
    TRUNCATE = "truncate", _("table emptied")
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SIGNED_OUT = "signed_out", _("signed out")
    LOCKED_OUT = "locked_out", _("sign-in locked")
    LOCK_LIFTED = "lock_lifted", _("sign-in set free")
    DOWNLOADED = "downloaded", _("file downloaded")
    EXPORTED = "exported", _("record exported")
    ERASED = "erased", _("person erased")
    FORGOTTEN = "forgotten", _("personal parts forgotten")
    MIGRATED = "migrated", _("database structure changed")


WRITES = (Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.TRUNCATE)


class Entry(models.Model):
    """One row changed, or one thing that happened. Only added (triggers); never a foreign key,
    so that nothing it tells of is held by it.

    Writes are entered by the database itself: audit.triggers. `xid` is the transaction's number on
    PostgreSQL, 0 on SQLite. `before` and `after` are JSON objects as text ("" for none), of changed
    columns only: it is this text that is chained. A value may be {"$": "secret"}, {"$": "personal"}
    or {"$": "sha256", "of": …, "length": …} instead of the thing itself.
    `personal` is JSON as well, with a salt: `origin` and values that name people. It is not chained
    itself, only its hash, and None once it was forgotten.
    """

    at = models.DateTimeField(_("at"))
    xid = models.BigIntegerField(_("transaction"), default=0)
    kind = models.CharField(_("what"), max_length=16, choices=Kind)
    relation = models.CharField(_("table"), max_length=63, blank=True)
    object_id = models.CharField(_("number of the row"), max_length=64, blank=True)
    label = models.CharField(_("known as"), max_length=120, blank=True)
    row_count = models.BigIntegerField(_("rows"), default=1)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    actor = models.BigIntegerField(_("person"), null=True, blank=True)
    behalf = models.BigIntegerField(_("on behalf of"), null=True, blank=True)
    door = models.CharField(_("door"), max_length=8, choices=Door)
    route = models.CharField(_("page, command or task"), max_length=120, blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)
    token = models.BigIntegerField(_("access key"), null=True, blank=True)
    db_user = models.CharField(_("account of the database"), max_length=63, blank=True)
    personal = models.TextField(_("personal part"), null=True, blank=True)  # noqa: DJ001  (None: forgotten or never there, "" would be a text to be hashed)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("audit record")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["relation", "object_id", "id"], name="audit_of_an_object"),
            models.Index(
                fields=["actor", "id"], condition=~models.Q(actor=None), name="audit_of_a_person"
            ),
            models.Index(
                fields=["request"], condition=~models.Q(request=""), name="audit_of_a_request"
            ),
            models.Index(fields=["door", "id"], name="audit_by_door"),
            models.Index(fields=["kind", "id"], name="audit_by_kind"),
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["xid"], name="audit_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.relation} {self.object_id}".strip()
