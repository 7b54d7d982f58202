"""Pictures of figures: pure definitions (rows and words in, a Vega-Lite specification out), and one
way to draw them. Every picture stands beside a table of the same numbers."""

from measures.pictures.drawing import Picture, draw, draw_png, picture
from measures.pictures.words import Words

__all__ = ["Picture", "Words", "draw", "draw_png", "picture"]
