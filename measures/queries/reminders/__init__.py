"""Who is reminded of what, and how the mails of a day went."""

from measures.queries.reminders.mails import MailBoard, mail_board

__all__ = ["MailBoard", "mail_board"]
