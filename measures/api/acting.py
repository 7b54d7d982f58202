"""What the view sets share through which dates are moved and set."""

from typing import Any, cast

from rest_framework import serializers

from agencies.models import User
from measures.api.as_of import AsOf, Row


class Acting(AsOf[Row]):
    """Who calls, on which business day, and what was sent. Acts are today's, whatever `as_of`."""

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    def sent(self, serializer: type[serializers.BaseSerializer[Any]]) -> dict[str, Any]:
        form = serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)
