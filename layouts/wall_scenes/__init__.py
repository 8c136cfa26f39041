"""The scenes of the wall: one module each, its skeleton here, `assets/pages/wall-<name>.js` fills it.

Which of them a screen shows, in which order and for how long, is told by `wall.toml`.
"""

from collections.abc import Callable
from typing import Any

from dashboard.i18n import Translator
from layouts.wall_scenes import promises, ranking

SCENES: tuple[Callable[[Translator], Any], ...] = (promises.scene, ranking.scene)
