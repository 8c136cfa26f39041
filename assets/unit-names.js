/* Units called by name on a still map: the name beside its place, joined by a hairline, never over another name. */
(function (ops) {
  "use strict";
  const LINE = 34, AWAY = [54, 110, 180, 260, 350];

  ops.unitNames = function (group, texts, shapes, view) {
    const {wide, high, scale, x, y, u, lens} = view, drawn = [], taken = [];
    const land = [...shapes.units.values()].map(({box}) => box.map((at, i) => at * scale + (i % 2 ? y : x)));
    if (lens) land.push([lens.x, lens.y, lens.x + lens.wide, lens.y + lens.high]);
    for (const {unit, text} of texts) {
      const [px, py] = view.at(shapes.units.get(unit).centre);
      const label = ops.svg("text", {class: "unit-name"});
      label.textContent = text;
      group.append(label);
      const width = label.getComputedTextLength();
      const spot = free(px, py, width, taken, land, wide, high, u);
      taken.push(spot);
      ops.attribute(label, "x", spot.x.toFixed(1));
      ops.attribute(label, "y", (spot.y + 10 * u).toFixed(1));
      const end = spot.x > px ? spot.x - 6 * u : spot.x + width < px ? spot.x + width + 6 * u : px;
      drawn.push(ops.svg("line", {class: "lead", x1: px, y1: py, x2: end, y2: spot.y}),
        ops.svg("circle", {class: "lead-end", cx: px, cy: py, r: 4 * u}), label);
    }
    group.replaceChildren(...drawn);
  };
  /* The nearest place that is free of other names and, where it can be, of land. */
  function free(px, py, width, taken, land, wide, high, u) {
    let best = null;
    for (const side of [-1, 1]) {
      for (const away of AWAY) {
        for (const down of [-1, 1, 0, -2, 2, -3, 3]) {
          const one = {x: side > 0 ? px + away * u : px - away * u - width, y: py + down * LINE * u, width};
          if (one.x < 0 || one.x + width > wide || one.y < LINE * u || one.y > high - LINE * u) continue;
          if (taken.some((other) => Math.abs(other.y - one.y) < LINE * u && one.x < other.x + other.width && other.x < one.x + width)) continue;
          const over = land.filter((box) => box[0] < one.x + width && box[2] > one.x && box[1] < one.y + LINE * u / 2 && box[3] > one.y - LINE * u / 2);
          one.cost = over.length * 80 + away + Math.abs(down) * 20;
          if (!best || one.cost < best.cost) best = one;
        }
      }
    }
    return best || {x: Math.min(Math.max(0, px - width / 2), wide - width), y: Math.min(Math.max(LINE * u, py), high - LINE * u), width};
  }
})(window.ops = window.ops || {});
