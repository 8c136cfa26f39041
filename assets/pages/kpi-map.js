/* The units of a day's map as equal hexagons, coloured by one KPI in five steps of one hue; each is a link. */
(function (ops) {
  "use strict";
  const UP = 1 / Math.sqrt(3);  // a hexagon's corner from its centre, in its widths

  ops.kpiHexagons = function (box, told) {
    const units = told.units.map(([name, short, address, value, words, outside, estimate, chosen], i) => (
      {name, short, address, value, words, outside, estimate, chosen, x: told.places[i][0], y: told.places[i][1]}));
    box.replaceChildren();
    if (!units.length) return;
    const scale = ops.map.scale(units.map((unit) => unit.value), told.percent ? "%" : told.decimals ? "x" : "");
    const [west, east] = [Math.min(...units.map((unit) => unit.x)) - 0.55, Math.max(...units.map((unit) => unit.x)) + 0.55];
    const [north, south] = [Math.min(...units.map((unit) => unit.y)) - 0.65, Math.max(...units.map((unit) => unit.y)) + 0.65];
    const svg = ops.svg("svg", {viewBox: `${west} ${north} ${east - west} ${south - north}`, preserveAspectRatio: "xMidYMid meet"});
    svg.append(hatch());
    const tip = ops.element("p", "tip");
    tip.hidden = true;
    const plot = ops.element("div", "plot");
    plot.append(svg, tip);
    box.append(plot);
    const named = units.length <= 60;
    box.classList.toggle("few", named);
    for (const unit of [...units].sort((a, b) => a.chosen - b.chosen)) svg.append(hexagon(unit, scale, named, tip, plot));
    box.append(legend(units, scale, told));
  };

  /* no data has a look of its own, never that of a low value */
  function hatch() {
    const pattern = ops.svg("pattern", {id: "kpi-hatch", width: "0.12", height: "0.12", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)"});
    pattern.append(ops.svg("rect", {width: "0.12", height: "0.12", class: "ground"}), ops.svg("rect", {width: "0.05", height: "0.12", class: "stripe"}));
    return ops.svg("defs", {}, pattern);
  }
  function hexagon(unit, scale, named, tip, plot) {
    const link = ops.svg("a", {href: unit.address, tabindex: "-1", class: "hexagon" + (unit.chosen ? " chosen" : "") + (unit.outside ? " outside" : "")});
    const size = unit.outside ? 0.46 : 0.485;
    const corners = [0, 1, 2, 3, 4, 5].map((turn) => {
      const angle = Math.PI / 180 * (60 * turn + 30);
      return `${(unit.x + Math.cos(angle) * size * 2 * UP).toFixed(3)} ${(unit.y + Math.sin(angle) * size * 2 * UP).toFixed(3)}`;
    });
    const style = unit.value === null || !scale ? "nodata" : "s" + scale.step(unit.value);
    link.append(ops.svg("path", {d: "M" + corners.join("L") + "Z", class: style}));
    if (unit.estimate && unit.value !== null) link.append(ops.svg("path", {class: "estimated " + style, d: `M${unit.x - 0.14} ${unit.y + 0.36}h.28`}));
    if (named) label(link, unit, style);
    const say = (event) => {
      tip.textContent = `${unit.name}: ${unit.value === null ? ops.t("no data") : unit.words}`
        + (unit.estimate && unit.value !== null ? ` · ${ops.t("estimate")}` : "");
      tip.hidden = false;
      const edge = plot.getBoundingClientRect();
      const left = Math.min(event.clientX - edge.left + 14, edge.width - tip.offsetWidth);
      tip.style.left = Math.max(0, left) + "px";
      tip.style.top = Math.max(0, event.clientY - edge.top - tip.offsetHeight - 12) + "px";
    };
    link.addEventListener("pointermove", say);
    link.addEventListener("pointerleave", () => { tip.hidden = true; });
    return link;
  }
  /* the name on two lines where it is long, the value below */
  function label(link, unit, style) {
    const words = unit.short.split(" "), half = Math.ceil(words.length / 2);
    const lines = unit.short.length > 8 && words.length > 1 ? [words.slice(0, half).join(" "), words.slice(half).join(" ")] : [unit.short];
    const size = Math.min(0.19, 1.5 / Math.max(...lines.map((one) => one.length)));
    const top = unit.y - (lines.length - 1) * 0.1;
    const write = (text, y, name) => {
      const made = ops.svg("text", {x: unit.x, y: y.toFixed(3), class: `${name} ${style}`, "font-size": size.toFixed(3)});
      made.textContent = text;
      link.append(made);
    };
    lines.forEach((line, i) => write(line, top + i * 0.2, "name"));
    write(unit.value === null ? "–" : unit.words.split(" (")[0], top + lines.length * 0.2 + 0.02, "figure");
  }

  function legend(units, scale, told) {
    const list = ops.element("ul", "legend");
    if (scale) {
      for (let step = 0; step < 5; step++) list.append(ops.element("li", "s" + step));
      const value = (number) => ops.value(number, "", told.decimals && !Number.isInteger(number) ? told.decimals : 0);
      list.append(ops.element("li", "caption", `${value(scale.low)} → ${value(scale.high)}${told.unit ? "\u00a0" + told.unit : ""}`));
    }
    if (units.some((unit) => unit.value === null)) list.append(ops.element("li", "nodata"), ops.element("li", "caption", ops.t("no data")));
    if (units.some((unit) => unit.estimate && unit.value !== null)) list.append(ops.element("li", "is-estimate"), ops.element("li", "caption", ops.t("estimate")));
    if (units.some((unit) => unit.outside)) list.append(ops.element("li", "is-outside"), ops.element("li", "caption", told.outside));
    return list;
  }
})(window.ops = window.ops || {});
