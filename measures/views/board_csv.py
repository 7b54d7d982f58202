"""What the board shows, as a file: exactly what is filtered, for the same people."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from agencies.signals import file_served
from measures.exporting.board_csv import board_lines
from measures.forms.board import BoardFilter
from measures.permissions import check_may_oversee
from measures.queries.board import listed
from measures.views.asking import visit


@require_safe
def board_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    rows = listed(BoardFilter(request.GET).question(asked.day), asked.day, past=asked.past)
    lines = board_lines(rows, asked.day, past=asked.past)
    name = f"board-{asked.day.isoformat()}.csv"
    file_served.send(board_csv, request=request, what="board", pk="", name=name)
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
