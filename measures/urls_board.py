"""The coordinator's board, the views kept of it, and the queues that wait for decisions."""

from django.urls import URLPattern, URLResolver, path

from measures.views import board, queues, review, saved_views, together

urlpatterns: list[URLPattern | URLResolver] = [
    path("board/", board.board, name="board"),
    path("board/totals/", board.board_totals, name="board-totals"),
    path("board/views/", saved_views.keep, name="keep-view"),
    path("board/views/<int:pk>/", saved_views.saved_view, name="saved-view"),
    path("review/", queues.reports, name="review-queue"),
    path("review/extensions/", queues.extensions, name="extension-queue"),
    path("review/deadlines/", queues.deadlines, name="deadline-queue"),
    path("review/accept/", together.together, {"act": "accept"}, name="accept-together"),
    path("review/assign/", together.together, {"act": "assign"}, name="assign-together"),
    path("review/<int:pk>/", review.review, name="review"),
    path("review/<int:pk>/reviewer/", review.assign, name="assign-reviewer"),
]
