"""The scenes of the wall: one module each, its skeleton here, `assets/pages/wall-<name>.js` fills it.

Which of them a screen shows, in which order and for how long, is told by `wall.toml`.
"""

from collections.abc import Callable
from typing import Any

from dashboard.i18n import Translator
from layouts.wall_scenes import flood, now, one_stop, promises, ranking, wards

SCENES: tuple[Callable[[Translator], Any], ...] = (
    promises.scene,
    now.scene,
    wards.scene,
    one_stop.scene,
    flood.scene,
    ranking.scene,
)
