/* The inner city enlarged in a free corner of the map, as atlases do: half of the units stand there on a tenth of the land.
   Only where borders are drawn, and where there is room for it to be worth it. */
(function (ops) {
  "use strict";
  const WORTH = 1.5, GAP = 14, TITLE = 44, LEAST = 120;

  /* The view with a lens: → {from: box of the drawing, x, y, wide, high in pixels, scale, times}, or null */
  ops.unitLens = function (shapes, view) {
    const units = [...shapes.units.values()];
    if (units[0].cartogram) return null;
    const from = inner(units), room = corner(units, view);
    if (!room || room.wide < LEAST * view.u || room.high < LEAST * view.u) return null;
    const scale = Math.min(room.wide / (from[2] - from[0]), room.high / (from[3] - from[1]));
    if (scale < WORTH * view.scale) return null;
    const wide = (from[2] - from[0]) * scale, high = (from[3] - from[1]) * scale;
    return {from, scale, wide, high, x: view.wide - wide - 2 * view.u, y: room.y, times: scale / view.scale};
  };
  /* where the smaller half of the units stands */
  function inner(units) {
    const size = ({box}) => (box[2] - box[0]) * (box[3] - box[1]);
    const half = [...units].sort((a, b) => size(a) - size(b)).slice(0, Math.ceil(units.length / 2));
    const sides = [0, 1].map((i) => half.map((one) => one.centre[i]).sort((a, b) => a - b));
    const at = (side, share) => side[Math.round((side.length - 1) * share)];
    const room = Math.sqrt(size(half[half.length - 1])) / 3;
    return [at(sides[0], 0.12) - room, at(sides[1], 0.12) - room, at(sides[0], 0.88) + room, at(sides[1], 0.88) + room];
  }
  /* the largest free rectangle in the upper right corner */
  function corner(units, {x, y, scale, wide, u}) {
    let best = null;
    for (let share = 0.3; share <= 0.75; share += 0.03) {
      const left = wide * (1 - share);
      const under = units.filter(({box}) => x + box[2] * scale > left - GAP * u);
      const foot = Math.min(...under.map(({box}) => y + box[1] * scale)) - GAP * u;
      const one = {wide: wide - left, high: foot - TITLE * u, y: TITLE * u};
      if (one.high > 0 && (!best || Math.min(one.wide, one.high) > Math.min(best.wide, best.high))) best = one;
    }
    return best;
  }

  /* Draws the lens and, on the map, the frame of what it shows; `lands` is the group of the units. */
  ops.drawUnitLens = function (group, lens, {x, y, scale, u}, lands) {
    if (!lens) {
      group.replaceChildren();
      return;
    }
    const [left, top, right, bottom] = lens.from;
    const rect = (at, more) => ops.svg("rect", {...at, class: more});
    const title = ops.svg("text", {class: "inset-name", x: lens.x + lens.wide, y: lens.y - 12 * u, "text-anchor": "end"});
    title.textContent = ops.t("enlarged {times} times", {times: ops.number(lens.times, 1)});
    const clip = ops.svg("svg", {x: lens.x, y: lens.y, width: lens.wide, height: lens.high,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`, class: "lens"}, ops.svg("use", {href: "#" + lands}));
    group.replaceChildren(
      rect({x: lens.x, y: lens.y, width: lens.wide, height: lens.high}, "lens-ground"), clip,
      rect({x: lens.x, y: lens.y, width: lens.wide, height: lens.high}, "lens-frame"),
      rect({x: x + left * scale, y: y + top * scale, width: (right - left) * scale, height: (bottom - top) * scale}, "lens-frame"), title);
  };
  ops.isInLens = (lens, [x, y]) => x > lens.from[0] && x < lens.from[2] && y > lens.from[1] && y < lens.from[3];
})(window.ops = window.ops || {});
