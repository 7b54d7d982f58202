"""What services raise when an action is not possible now; people read the message."""

from django.utils.functional import Promise


class Refused(Exception):
    """`code` is stable and machine-readable; the message is translated and says what to do.

    A lack of rights is django.core.exceptions.PermissionDenied instead.
    """

    def __init__(self, code: str, message: "str | Promise") -> None:
        super().__init__(message)
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])


class Away(Refused):
    """Something that the site needs does not answer: nothing was done, and the same can be tried
    again. The code is one of agencies.rest.codes."""
