/* The drawn lines: a KPI's months against its targets, and the tide against its alarm levels. */
(function (ops) {
  "use strict";
  const ROMAN = ["I", "II", "III", "IV"];

  function frame(container) {
    const width = Math.max(40, container.clientWidth), height = Math.max(24, container.clientHeight);
    return {width, height, u: parseFloat(getComputedStyle(container).getPropertyValue("font-size")) / 20};
  }
  function place(svg, container, width, height) {
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-hidden", "true");
    container.replaceChildren(svg);
  }
  function path(points) {
    let drawn = "", pen = false;
    for (const point of points) {
      if (point === null) { pen = false; continue; }
      drawn += `${pen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = true;
    }
    return drawn;
  }
  /* labels no nearer than one line to each other, the order kept */
  function spread(labels, line, top, bottom) {
    labels.sort((a, b) => a.y - b.y);
    labels.forEach((label, i) => { if (i && label.y - labels[i - 1].y < line) label.y = labels[i - 1].y + line; });
    const over = labels.length ? labels[labels.length - 1].y - bottom : 0;
    if (over > 0) labels.forEach((label) => { label.y = Math.max(top, label.y - over); });
    return labels;
  }

  /* Months as a line, the first target thin and solid, later ones dashed. */
  ops.monthsLine = function (container, kpi) {
    const {width, height, u} = frame(container);
    const values = kpi.months.map((month) => month.value);
    const known = values.filter((value) => value !== null).concat(kpi.targets.map((target) => target.value));
    const svg = ops.svg("svg");
    place(svg, container, width, height);
    if (!known.length) return;
    let low = Math.min(...known), high = Math.max(...known);
    const least = Math.max((high - low) * 0.15, Math.abs(high) * 0.01, 1e-9);
    low -= least; high += least;
    const right = kpi.targets.some((target) => target.reference) ? 66 * u : kpi.targets.length ? 54 * u : 8 * u, top = 7 * u, bottom = height - 7 * u;
    const x = (i) => 2 + (width - right - 4) * (values.length > 1 ? i / (values.length - 1) : 1);
    const y = (value) => bottom - (bottom - top) * (value - low) / (high - low);
    const labels = kpi.targets.map((target, i) => {
      const at = y(target.value);
      svg.append(ops.svg("line", {x1: 0, x2: width - right + 6 * u, y1: at, y2: at,
        class: i === 0 ? "target" : "target later"}));
      return {y: at, text: (target.reference ? "≈" : "") + target.year};
    });
    for (const label of spread(labels, 19 * u, 10 * u, height - 6 * u)) {
      const text = ops.svg("text", {x: width, y: label.y + 6 * u, "text-anchor": "end"});
      text.textContent = label.text;
      svg.append(text);
    }
    const points = values.map((value, i) => (value === null ? null : [x(i), y(value)]));
    svg.append(ops.svg("path", {d: path(points), class: "drawn"}));
    const last = points[points.length - 1];
    if (last) svg.append(ops.svg("circle", {cx: last[0], cy: last[1], r: 6 * u, class: "now"}));
  };

  /* The last 24 hours of a tide station. */
  ops.tideCurve = function (container, tide, now) {
    const {width, height, u} = frame(container);
    const svg = ops.svg("svg");
    place(svg, container, width, height);
    const end = now, start = end - 24 * 3600e3;
    const points = tide.points.map(([at, value]) => [Date.parse(at), value]);
    const all = points.map((point) => point[1]).concat(tide.levels);
    if (!all.length) return;
    const low = Math.min(...all), high = Math.max(...all);
    const right = 74 * u, foot = 28 * u, top = 10 * u;
    const x = (ms) => (width - right) * (ms - start) / (end - start);
    const y = (value) => height - foot - (height - foot - top) * (value - low) / Math.max(high - low, 0.1);
    const labels = tide.levels.map((level, i) => {
      svg.append(ops.svg("line", {x1: 0, x2: width - right + 6 * u, y1: y(level), y2: y(level), class: "alarm"}));
      return {y: y(level), text: `${ROMAN[i]} ${ops.number(level, 1)}`};
    });
    for (const label of spread(labels, 20 * u, 8 * u, height - foot)) {
      const text = ops.svg("text", {x: width, y: label.y + 6 * u, "text-anchor": "end"});
      text.textContent = label.text;
      svg.append(text);
    }
    const hour = 3600e3;
    for (let at = Math.ceil(start / hour) * hour; at <= end; at += hour) {
      if (ops.hour(at) % 6 || x(at) > width - right - 12 * u) continue;
      svg.append(ops.svg("line", {x1: x(at), x2: x(at), y1: top, y2: height - foot, class: "hair"}));
      const text = ops.svg("text", {x: Math.max(x(at), 2), y: height - 4 * u, "text-anchor": x(at) < 20 * u ? "start" : "middle"});
      text.textContent = ops.hour(at) + "h";
      svg.append(text);
    }
    const line = [];
    points.forEach((point, i) => {
      if (i && point[0] - points[i - 1][0] > hour) line.push(null);  // a gap is a gap
      line.push([x(point[0]), y(point[1])]);
    });
    svg.append(ops.svg("path", {d: path(line), class: "drawn"}));
    const last = line[line.length - 1];
    if (last) {
      svg.append(ops.svg("circle", {cx: last[0], cy: last[1], r: 6 * u, class: "now"}));
      const under = last[1] < 60 * u;
      const text = ops.svg("text", {x: Math.min(last[0] + 8 * u, width - right), y: last[1] + (under ? 30 : -16) * u,
        "text-anchor": "end", class: "label"});
      text.textContent = ops.value(points[points.length - 1][1], "m", 2);
      svg.append(text);
    }
  };
  ops.ROMAN = ROMAN;
  ops.spread = spread;
})(window.ops = window.ops || {});
