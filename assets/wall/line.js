/* A promise as a line: its months, the target of 2025 thin and solid, later ones dashed, the forecast dotted with its
   band. Made once a container; later draws move what is there. */
(function (ops) {
  "use strict";
  const AHEAD = 6, FONT = 28;  // months of forecast that are drawn; the type at which u is one pixel
  const charts = new WeakMap();

  /* `group` gets exactly `count` children of this tag */
  ops.fillGroup = function (group, count, tag) {
    while (group.childNodes.length > count) group.lastChild.remove();
    while (group.childNodes.length < count) group.append(ops.svg(tag));
    return [...group.childNodes];
  };
  ops.set = function (element, values) {
    for (const [name, value] of Object.entries(values)) ops.attribute(element, name, String(value));
  };
  /* "M1 2L3 4"; null lifts the pen */
  ops.penned = function (points) {
    let drawn = "", pen = false;
    for (const point of points) {
      if (point) drawn += `${pen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = point !== null;
    }
    return drawn;
  };
  /* labels {y} no nearer than one line to each other, the order kept */
  ops.apart = function (labels, line, top, bottom) {
    labels.sort((a, b) => a.y - b.y);
    labels.forEach((label, i) => { if (i && label.y - labels[i - 1].y < line) label.y = labels[i - 1].y + line; });
    for (let i = labels.length - 1, room = bottom; i >= 0; i -= 1, room -= line) labels[i].y = Math.min(labels[i].y, room);
    labels.forEach((label) => { label.y = Math.max(label.y, top); });
    return labels;
  };
  ops.room = function (container) {
    const wide = container.clientWidth, high = container.clientHeight;
    return wide < 20 || high < 20 ? null
      : {wide, high, u: parseFloat(getComputedStyle(container).fontSize) / FONT};
  };
  /* Has what is to be drawn changed since the last time? */
  ops.isNew = function (container, drawn) {
    const told = JSON.stringify(drawn);
    if (container.drawn === told) return false;
    container.drawn = told;
    return true;
  };

  function made(container) {
    const parts = {
      targets: ops.svg("g"), band: ops.svg("path", {class: "band"}), ahead: ops.svg("path", {class: "ahead"}),
      line: ops.svg("path", {class: "drawn"}), now: ops.svg("circle", {class: "now"}), labels: ops.svg("g"),
    };
    parts.svg = ops.svg("svg", {"aria-hidden": "true"}, ...Object.values(parts));
    container.replaceChildren(parts.svg);
    charts.set(container, parts);
    return parts;
  }
  function scale(kpi, ahead, high, u) {
    const values = kpi.months.map((month) => month.value).filter((value) => value !== null)
      .concat(kpi.targets.map((target) => target.value), ahead.map((point) => point.value));
    let low = Math.min(...values), top = Math.max(...values);
    const least = Math.max((top - low) * 0.08, Math.abs(top) * 0.01, 1e-9);
    low -= least;
    top += least;
    return (value) => 8 * u + (high - 16 * u) * (1 - (Math.max(low, Math.min(top, value)) - low) / (top - low));
  }

  ops.wallLine = function (container, kpi) {
    const room = ops.room(container), ahead = kpi.forecast ? kpi.forecast.points.slice(0, AHEAD) : [];
    if (!room || !ops.isNew(container, [room, kpi.months, kpi.targets, ahead])) return;
    const parts = charts.get(container) || made(container), {wide, high, u} = room;
    ops.set(parts.svg, {viewBox: `0 0 ${wide} ${high}`});
    const isKnown = kpi.months.some((month) => month.value !== null);
    parts.svg.toggleAttribute("hidden", !isKnown);
    if (!isKnown) return;
    const right = kpi.targets.length ? (kpi.targets.some((one) => one.reference) ? 112 : 84) * u : 10 * u;
    const y = scale(kpi, ahead, high, u);
    const x = (index) => 3 * u + (wide - right - 6 * u) * index / Math.max(1, kpi.months.length - 1 + ahead.length);
    targets(parts, kpi, y, room, right);
    const points = kpi.months.map((month, index) => (month.value === null ? null : [x(index), y(month.value)]));
    ops.set(parts.line, {d: ops.penned(points)});
    const last = points[points.length - 1];
    parts.now.toggleAttribute("hidden", !last);
    if (last) ops.set(parts.now, {cx: last[0], cy: last[1], r: 7 * u});
    forecast(parts, ahead, last, (step) => x(kpi.months.length + step), y);
  };
  function targets(parts, kpi, y, {wide, high, u}, right) {
    const lines = ops.fillGroup(parts.targets, kpi.targets.length, "line");
    const labels = kpi.targets.map((target, i) => {
      const at = y(target.value);
      ops.set(lines[i], {x1: 0, x2: wide - right + 4 * u, y1: at, y2: at, class: target.year <= 2025 ? "target" : "target later"});
      return {y: at, text: (target.reference ? "≈ " : "") + target.year};
    });
    if (high < 56 * u) labels.splice(0, labels.length - 1);  // room for one name: that of the last target
    const texts = ops.fillGroup(parts.labels, labels.length, "text");
    ops.apart(labels, 30 * u, 12 * u, high - 12 * u).forEach((label, i) => {
      ops.set(texts[i], {x: wide, y: label.y + 10 * u, "text-anchor": "end"});
      ops.text(texts[i], label.text);
    });
  }
  function forecast(parts, ahead, last, x, y) {
    const isThere = Boolean(last && ahead.length);
    for (const part of [parts.band, parts.ahead]) part.toggleAttribute("hidden", !isThere);
    if (!isThere) return;
    ops.set(parts.ahead, {d: ops.penned([last, ...ahead.map((point, i) => [x(i), y(point.value)])])});
    const upper = ahead.map((point, i) => [x(i), y(point.high)]), lower = ahead.map((point, i) => [x(i), y(point.low)]);
    ops.set(parts.band, {d: ops.penned([last, ...upper, ...lower.reverse()]) + "Z"});
  }
})(window.ops = window.ops || {});
