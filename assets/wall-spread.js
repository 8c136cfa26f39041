/* How the units of a map spread: a hairline each over the map's own colours, which are its legend; above them the
   city's value and, on a unit's wall, the unit's own. */
(function (ops) {
  "use strict";
  const STEPS = 5, ROW = 36;

  /* values: [{unit, value}]; scale as ops.unitMap's colour gives it; marks: [{text, value}], each told above the ticks */
  ops.wallSpread = function (container, values, scale, kpi, marks) {
    const wide = container.clientWidth, high = container.clientHeight;
    const u = parseFloat(getComputedStyle(container).fontSize) / 28;
    const drawn = JSON.stringify([wide, high, u, scale, kpi, marks, values.map((one) => one.value)]);
    if (container.drawn === drawn) return;
    container.drawn = drawn;
    const svg = ops.svg("svg", {viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true"});
    container.replaceChildren(svg);
    container.hidden = !scale;
    if (!scale || wide < 60) return;
    const base = high - 58 * u, edge = 10 * u;
    const x = (value) => edge + (wide - 2 * edge) * Math.max(0, Math.min(1, (value - scale.low) / (scale.high - scale.low)));
    for (let step = 0; step < STEPS; step += 1) {
      const side = (wide - 2 * edge) / STEPS;
      svg.append(ops.svg("rect", {class: "s" + step, x: edge + step * side, y: base, width: side, height: 18 * u}));
    }
    for (const {value} of values) {
      svg.append(ops.svg("line", {class: "one", x1: x(value), x2: x(value), y1: base - 8 * u, y2: base - 44 * u}));
    }
    const decimals = scale.high - scale.low < 1 ? 2 : 0;
    svg.append(text(ops.value(scale.low, kpi.unit, decimals), edge, base + 50 * u, "start"),
      text(ops.value(scale.high, kpi.unit, decimals), wide - edge, base + 50 * u, "end"));
    marks.filter(({value}) => value >= scale.low && value <= scale.high).forEach((mark, row) => {
      const at = x(mark.value), side = at < wide * 0.3 ? "start" : at > wide * 0.7 ? "end" : "middle", up = base - (52 + ROW * row) * u;
      svg.append(ops.svg("line", {class: "city", x1: at, x2: at, y1: base + 18 * u, y2: up}),
        text(mark.text, at, up - 10 * u, side, "strong"));
    });
    ops.attribute(container, "aria-label", `${ops.value(scale.low, kpi.unit, decimals)} – ${ops.value(scale.high, kpi.unit, decimals)}`);
  };
  function text(words, x, y, anchor, more = "") {
    const made = ops.svg("text", {x, y, "text-anchor": anchor, class: more});
    made.textContent = words;
    return made;
  }
})(window.ops = window.ops || {});
