"""What the view sets share through which dates are moved and set."""

from agencies.rest import views
from measures.api.as_of import AsOf, Row


class Acting(AsOf[Row], views.Acting[Row]):
    """Reads as of any day; acts are today's, whatever `as_of`."""
