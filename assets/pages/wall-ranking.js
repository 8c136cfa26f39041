/* The scene "ranking": a row a promise; every unit as a tick on one line, then the best, the last, the most improved. */
(function (ops) {
  "use strict";
  const ROWS = 3, LISTS = ["top", "bottom", "improved"];

  function row() {
    const made = ops.element("article", "ranked"), head = ops.element("header"), parts = {};
    for (const [tag, name] of [["h3", "name"], ["p", "value"], ["div", "strip"], ["p", "place"]]) {
      head.append(parts[name] = ops.element(tag, name));
    }
    parts.strip.setAttribute("role", "img");
    made.append(head);
    const names = {top: ops.t("Best"), bottom: ops.t("Last"), improved: ops.t("Most improved in three months")};
    for (const name of LISTS) {
      made.append(parts[name] = ops.element("ol", "of-" + name));
      parts[name].dataset.name = names[name];  // on a phone, where the columns have no heads
    }
    made.append(parts.none = ops.element("p", "none"));
    made.parts = parts;
    return made;
  }
  function unit() {
    const made = ops.element("li");
    made.append(ops.element("span"), ops.element("b"));
    return made;
  }
  function fill(element, kpi, board) {
    const {parts} = element, silent = ops.kpi.silent(kpi), ranks = silent ? null : kpi.ranks;
    element.classList.toggle("off", !ranks);
    ops.text(parts.name, ops.wall.kpiName(kpi.key));
    ops.text(parts.value, silent || kpi.value === null ? "–" : ops.value(kpi.value, kpi.unit, kpi.decimals));
    ops.text(parts.place, kpi.rank && board.unit && ranks ? ops.t("{unit}: place {place} of {of}",
      {unit: ops.shortUnit(board.unit.name), ...kpi.rank}) : "");
    ops.text(parts.none, ranks ? "" : silent ? ops.kpi.sinceWords(kpi)
      : kpi.filling || kpi.value === null ? ops.kpi.stateOf(kpi)[1] : ops.t("Not told by unit"));
    for (const name of LISTS) {
      ops.list(parts[name], ranks ? ranks[name].slice(0, ROWS) : [], (one) => one.code, unit, (line, one) => {
        ops.text(line.firstChild, ops.shortUnit(one.name));
        ops.text(line.lastChild, name === "improved" ? changed(one.change, kpi) : ops.value(one.value, kpi.unit, kpi.decimals));
      });
    }
    strip(parts.strip, kpi, ranks ? ranks.values : [], Boolean(board.unit));
  }
  const changed = (change, kpi) => (change > 0 ? "+" : "") + ops.number(change, kpi.unit === "%" ? 1 : kpi.decimals);

  /* every unit as a tick between the lowest and the highest; the city, and the wall's own unit, stand out */
  function strip(box, kpi, known, isUnit) {
    const room = ops.room(box);
    box.classList.toggle("alone", known.length < 2);
    if (!room || !ops.isNew(box, [room, kpi.value, kpi.city_value, known, isUnit])) return;
    if (!box.firstChild) {
      box.append(ops.svg("svg", {}, ops.svg("line", {class: "hair"}), ops.svg("path", {class: "ticks"}),
        ops.svg("path", {class: "own"}), ops.svg("circle", {class: "now"})));
    }
    const [svg] = box.children, [base, ticks, mine, city] = svg.children, {wide, high, u} = room;
    svg.toggleAttribute("hidden", known.length < 2);
    if (known.length < 2) return;
    const low = Math.min(...known), top = Math.max(...known), end = 8 * u;
    const x = (value) => end + (wide - 2 * end) * (top > low ? (Math.max(low, Math.min(top, value)) - low) / (top - low) : 0.5);
    const tick = (value, half) => `M${x(value).toFixed(1)} ${high / 2 - half * u}V${high / 2 + half * u}`;
    ops.set(svg, {viewBox: `0 0 ${wide} ${high}`});
    ops.set(base, {x1: end, x2: wide - end, y1: high / 2, y2: high / 2});
    ops.set(ticks, {d: known.map((value) => tick(value, 9)).join("")});
    ops.set(mine, {d: isUnit && kpi.value !== null ? tick(kpi.value, 15) : ""});
    const middle = kpi.unit === "%" ? (kpi.city_value ?? kpi.value) : null;  // a city's sum is no place among its units
    city.toggleAttribute("hidden", middle === null);
    if (middle !== null) ops.set(city, {cx: x(middle), cy: high / 2, r: 8 * u});
    ops.attribute(box, "aria-label", ops.t("from {low} to {high}", {low: ops.value(low, kpi.unit, kpi.decimals),
      high: ops.value(top, kpi.unit, kpi.decimals)}));
  }
  ops.wallScene("ranking", {
    keys: ["promises", "unit"],
    draw(root, board) {
      ops.list(ops.part(root, "ranking"), board.promises, (kpi) => kpi.key, row, (element, kpi) => fill(element, kpi, board));
    },
  });
})(window.ops = window.ops || {});
