"""The screens: one module a page, and the pieces they share. Only here and in `web` is Dash known."""
