"""What is handed to other programs: webhooks, the feed of changes, calendars."""
