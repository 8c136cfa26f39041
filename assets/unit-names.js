/* Units called by name on a still map: the name beside its place, joined by a hairline, never over another name. */
(function (ops) {
  "use strict";
  const LINE = 34, AWAY = 54;

  ops.unitNames = function (group, texts, shapes, {wide, high, scale, x, y, u}) {
    const drawn = [], taken = [];
    for (const {unit, text} of texts) {
      const at = shapes.units.get(unit).centre;
      const [px, py] = [x + at[0] * scale, y + at[1] * scale];
      const label = ops.svg("text", {class: "unit-name"});
      label.textContent = text;
      group.append(label);
      const width = label.getComputedTextLength();
      const spot = free(px, py, width, taken, wide, high, u);
      taken.push(spot);
      ops.attribute(label, "x", spot.x.toFixed(1));
      ops.attribute(label, "y", (spot.y + 10 * u).toFixed(1));
      const end = spot.x > px ? spot.x - 6 * u : spot.x + width < px ? spot.x + width + 6 * u : px;
      drawn.push(ops.svg("line", {class: "lead", x1: px, y1: py, x2: end, y2: spot.y}),
        ops.svg("circle", {class: "lead-end", cx: px, cy: py, r: 4 * u}), label);
    }
    group.replaceChildren(...drawn);
  };
  /* right or left of the place, higher or lower, wherever it is free first */
  function free(px, py, width, taken, wide, high, u) {
    const isClear = (one) => one.x >= 0 && one.x + width <= wide && one.y > LINE * u && one.y < high - LINE * u
      && !taken.some((other) => Math.abs(other.y - one.y) < LINE * u && one.x < other.x + other.width && other.x < one.x + width);
    for (const down of [-1, 1, -2, 2, -3, 3, 4, -4]) {
      for (const side of px > wide / 2 ? [1, -1] : [-1, 1]) {
        const spot = {x: side > 0 ? px + AWAY * u : px - AWAY * u - width, y: py + down * LINE * u, width};
        if (isClear(spot)) return spot;
      }
    }
    return {x: Math.min(Math.max(0, px - width / 2), wide - width), y: Math.min(Math.max(LINE * u, py), high - LINE * u), width};
  }
})(window.ops = window.ops || {});
