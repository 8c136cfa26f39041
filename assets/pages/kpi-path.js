/* A KPI's path: its periods as a line, the targets at their years, the forecast with its band, what was published,
   and the days on which the units changed. The nearest point is read out under the pointer or the arrow keys. */
(function (ops) {
  "use strict";
  const DAY = 864e5;
  const at = (iso) => Date.parse(iso);
  const middle = (first, last) => (at(first) + at(last) + DAY) / 2;

  ops.kpiPath = function (box, told) {
    const head = legend(box, told), chart = frame(box, told, head);
    if (!chart) return;
    grid(chart);
    breaks(chart);
    targets(chart);
    ahead(chart);
    if (told.city.length) line(chart, told.city, "drawn whole-city");
    own(chart);
    known(chart);
    reading(chart);
  };

  /* --- the frame -------------------------------------------------------------------------------------------- */
  function frame(box, told, read) {
    const width = Math.max(260, box.clientWidth), em = parseFloat(getComputedStyle(box).fontSize);
    const plot = ops.element("div", "plot");
    box.append(plot);
    const height = Math.max(120, plot.clientHeight);
    const points = told.spans.map(([first, last, name], i) => ({x: middle(first, last), name, i}));
    const start = Math.min(at(told.spans[0][0]), ...told.known.map((one) => at(one.first)));
    const end = Math.max(at(told.until) + DAY, at(told.spans[told.spans.length - 1][1]) + DAY);
    const values = [...told.values, ...told.city, ...told.targets.map((one) => one.value), ...told.known.map((one) => one.value),
      ...told.ahead.flatMap((one) => one.slice(3))].filter((one) => one !== null);
    const svg = ops.svg("svg", {viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true"});
    plot.append(svg);
    if (!values.length) return null;
    const scale = range(values, told.most);
    const several = new Set(told.targets.map((one) => one.value)).size < told.targets.length ? 5 : 0;
    const labels = Math.max(...told.targets.map((one) => one.text.length + (one.reference ? 6 : 5) + several), 0);
    const left = (ops.number(scale.high, scale.decimals).length + 1) * em * 0.6 + em * 0.4, right = Math.max(labels * em * 0.6, em * 0.8);
    const top = em * 1.5, foot = em * 1.9;
    return {box, told, svg, read, em, width, height, left, right, top, foot, start, end, points, ...scale,
      x: (ms) => left + (width - left - right) * (ms - start) / (end - start),
      y: (value) => height - foot - (height - foot - top) * (value - scale.low) / (scale.high - scale.low)};
  }
  /* A step that a person would choose: 1, 2 or 5 times a power of ten. */
  function range(values, most) {
    let low = Math.min(...values), high = Math.max(...values);
    const least = Math.max((high - low) * 0.06, Math.abs(high) * 0.01, 1e-9);
    low = low >= 0 ? Math.max(0, low - least) : low - least;
    high = most !== null && high <= most ? Math.min(most * 1.02, high + least) : high + least;
    const power = 10 ** Math.floor(Math.log10((high - low) / 3 || 1));
    const step = [1, 2, 5, 10].map((n) => n * power).find((one) => (high - low) / one <= 5) || power;
    return {low, high, step, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9))};
  }
  function text(chart, x, y, words, anchor, style) {
    const made = ops.svg("text", {x, y, "text-anchor": anchor});
    if (style) made.setAttribute("class", style);
    made.textContent = words;
    chart.svg.append(made);
    return made;
  }
  function grid(chart) {
    const {svg, left, right, width, height, foot, top, em, x, y} = chart;
    for (let value = Math.ceil(chart.low / chart.step - 1e-9) * chart.step; value <= chart.high; value += chart.step) {
      svg.append(ops.svg("line", {x1: left, x2: width - right, y1: y(value), y2: y(value), class: "hair"}));
      text(chart, left - em * 0.5, y(value) + em * 0.35, ops.number(Math.abs(value) < chart.step / 1e6 ? 0 : value, chart.decimals), "end");
    }
    if (chart.end - chart.start > 400 * DAY) return years(chart);
    const every = Math.ceil(chart.points.length * em * 5.5 / (width - left - right));
    chart.points.forEach((point, i) => {
      if ((chart.points.length - 1 - i) % every) return;
      const name = point.name.split(" (")[0].replace(/\/(\d{4})$/, "");
      text(chart, x(point.x), height - em * 0.4, name, "middle");
    });
    svg.append(ops.svg("line", {x1: left, x2: left, y1: top, y2: height - foot, class: "hair"}));
  }
  function years(chart) {
    const {svg, x, height, foot, top, em} = chart;
    const first = new Date(chart.start).getUTCFullYear(), last = new Date(chart.end - DAY).getUTCFullYear();
    for (let year = first; year <= last; year++) {
      const from = Math.max(Date.UTC(year, 0, 1), chart.start), to = Math.min(Date.UTC(year + 1, 0, 1), chart.end);
      if (from > chart.start) svg.append(ops.svg("line", {x1: x(from), x2: x(from), y1: top, y2: height - foot, class: "hair"}));
      const room = x(to) - x(from), name = room > em * 2.4 ? year : `’${String(year).slice(2)}`;
      if (room > em * 1.3) text(chart, (x(from) + x(to)) / 2, height - em * 0.4, name, "middle");
    }
  }
  /* a hairline on the day on which other units began, and what began */
  function breaks(chart) {
    const {svg, x, height, foot, em} = chart;
    for (const [iso, day, words] of chart.told.breaks) {
      if (at(iso) <= chart.start || at(iso) >= chart.end) continue;
      svg.append(ops.svg("line", {x1: x(at(iso)), x2: x(at(iso)), y1: em * 0.3, y2: height - foot, class: "break"}));
      const room = chart.width - chart.right - x(at(iso)) > em * 11, told = room || x(at(iso)) > em * 13 ? `${day}: ${words}` : day;
      text(chart, x(at(iso)) + (room ? 0.4 : -0.4) * em, em * 0.95, told, room ? "start" : "end", "note");
    }
  }

  /* --- targets and forecast --------------------------------------------------------------------------------- */
  function targets(chart) {
    const {svg, told, left, right, width, em, x, y} = chart;
    const years = told.targets.map((one) => one.year), now = new Date(at(told.spans[told.spans.length - 1][0])).getUTCFullYear();
    const firstYear = Math.min(...years);
    const labels = told.targets.map((one) => {
      const later = one.year > Math.max(firstYear, now - 1) && one.year !== firstYear, due = Date.UTC(one.year + 1, 0, 1);
      svg.append(ops.svg("line", {x1: left, x2: width - right, y1: y(one.value), y2: y(one.value), class: later ? "target later" : "target"}));
      if (due <= chart.end && due > chart.start) {
        const tick = ops.svg("path", {d: `M${x(due)} ${y(one.value) - em * 0.5}v${em}`, class: "due"});
        svg.append(tick);
      }
      return {y: y(one.value), years: [`${one.reference ? "≈" : ""}${one.year}`], text: one.text};
    }).reduce((before, one) => {  // one label for one height
      const same = before.find((other) => Math.abs(other.y - one.y) < 1);
      if (!same) before.push(one); else if (!same.years.includes(one.years[0])) same.years.push(one.years[0]);
      return before;
    }, []);
    labels.sort((a, b) => a.y - b.y);
    labels.forEach((label, i) => { if (i && label.y - labels[i - 1].y < em * 1.1) label.y = labels[i - 1].y + em * 1.1; });
    labels.forEach((label) => {
      const last = label.years.length > 1 ? `${label.years[0]}–${label.years[label.years.length - 1]}` : label.years[0];
      text(chart, width - right + em * 0.4, label.y + em * 0.35, `${last}: ${label.text}`, "start", "goal");
    });
  }
  function ahead(chart) {
    const {svg, told, x, y} = chart;
    if (!told.ahead.length) return;
    const of = (one, place) => [x(middle(one[0], one[1])), y(one[place])];
    const band = (part, style) => {
      if (part.length < 2) return;
      const edge = [...part.map((one) => of(one, 5)), ...part.map((one) => of(one, 4)).reverse()];
      svg.append(ops.svg("path", {d: "M" + edge.map((one) => one.map((n) => n.toFixed(1)).join(" ")).join("L") + "Z", class: style}));
    };
    band(told.ahead.slice(0, told.tried), "band");
    band(told.ahead.slice(Math.max(0, told.tried - 1)), "band beyond");
    svg.append(ops.svg("path", {d: "M" + told.ahead.map((one) => of(one, 3).map((n) => n.toFixed(1)).join(" ")).join("L"), class: "expected"}));
  }

  /* --- lines and points ------------------------------------------------------------------------------------- */
  function line(chart, values, style) {
    const told = values.map((value, i) => (value === null ? null : [chart.x(chart.points[i].x), chart.y(value)]));
    let drawn = "", pen = false;
    told.forEach((point) => {
      if (point) drawn += `${pen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = Boolean(point);
    });
    chart.svg.append(ops.svg("path", {d: drawn, class: style}));
  }
  /* what is not over yet is no part of the line: a thin stroke to a ring */
  function own(chart) {
    const {told, svg, x, y, em, points} = chart, last = told.values.length - 1;
    const whole = told.open ? told.values.map((value, i) => (i === last ? null : value)) : told.values;
    line(chart, whole, "drawn");
    /* a value between two gaps would not be seen as a line */
    whole.forEach((value, i) => {
      if (value !== null && (i === 0 || whole[i - 1] === null) && (i === last || whole[i + 1] === null || whole[i + 1] === undefined)) {
        svg.append(ops.svg("circle", {cx: x(points[i].x), cy: y(value), r: em * 0.2, class: "now"}));
      }
    });
    if (told.values[last] === null) return;
    const here = [x(points[last].x), y(told.values[last])];
    if (told.open && last && told.values[last - 1] !== null) {
      svg.append(ops.svg("path", {d: `M${x(points[last - 1].x)} ${y(told.values[last - 1])}L${here[0]} ${here[1]}`, class: "drawn unfinished"}));
    }
    svg.append(ops.svg("circle", {cx: here[0], cy: here[1], r: em * 0.3, class: told.open ? "now open" : "now"}));
  }
  function known(chart) {
    const {told, svg, x, y, em} = chart;
    chart.marks = told.known.map((one) => {
      const [from, to] = [x(at(one.first)), x(at(one.last) + DAY)], mid = (from + to) / 2, height = y(one.value), r = em * 0.42;
      const mark = ops.svg("g", {class: "known", tabindex: "0", role: "img", "aria-label": `${one.text}. ${one.source}`});
      if (to - from > r * 2) mark.append(ops.svg("path", {d: `M${from} ${height}H${to}`}));
      mark.append(ops.svg("path", {d: `M${mid - r} ${height}L${mid} ${height - r}L${mid + r} ${height}L${mid} ${height + r}Z`}));
      svg.append(mark);
      return {mark, one};
    });
  }

  /* --- words above the drawing ------------------------------------------------------------------------------ */
  function legend(box, told) {
    const head = ops.element("p", "path-head"), list = ops.element("span", "keys");
    const key = (style, words) => { const made = ops.element("span", style, words); list.append(made); };
    key("own", told.names[0]);
    if (told.city.length) key("of-city", told.names[1]);
    if (told.ahead.length) key("of-ahead", ops.t("forecast, four of five within the band"));
    if (told.known.length) key("of-known", ops.t("published"));
    if (told.open) key("of-open", ops.t("the present period: {words}", {words: told.open}));
    const read = ops.element("span", "read");
    read.setAttribute("aria-live", "polite");
    head.append(list, read);
    box.replaceChildren(head);
    return read;
  }
  function reading(chart) {
    const {box, svg, told, x, y, top, height, foot} = chart;
    const amount = (value) => (value === null ? ops.t("no data") : ops.value(value, told.unit, told.decimals));
    const stops = chart.points.map((point) => {
      const value = told.values[point.i], parts = [`${point.name}: ${amount(value)}`];
      if (point.i === told.values.length - 1 && told.open) parts.push(told.open);
      if (told.city.length) parts.push(`${told.names[1]}: ${amount(told.city[point.i])}`);
      return {x: x(point.x), y: value === null ? null : y(value), words: parts.join(" · ")};
    }).concat(told.ahead.filter((one) => middle(one[0], one[1]) > chart.points[chart.points.length - 1].x).map((one, i) => ({
      x: x(middle(one[0], one[1])), y: y(one[3]),
      words: ops.t("{month}: forecast {value} ({low} to {high})",
        {month: one[2], value: amount(one[3]), low: amount(one[4]), high: amount(one[5])}),
    })));
    const cross = ops.svg("line", {y1: top, y2: height - foot, class: "cross", visibility: "hidden"});
    const dot = ops.svg("circle", {r: chart.em * 0.28, class: "cross", visibility: "hidden"});
    svg.append(cross, dot);
    let active = -1;
    const show = (index) => {
      active = index;
      const stop = stops[index], visibility = stop ? "visible" : "hidden";
      cross.setAttribute("visibility", visibility);
      dot.setAttribute("visibility", stop && stop.y !== null ? "visible" : "hidden");
      ops.text(chart.read, stop ? stop.words : "");
      if (!stop) return;
      cross.setAttribute("x1", stop.x);
      cross.setAttribute("x2", stop.x);
      if (stop.y !== null) { dot.setAttribute("cx", stop.x); dot.setAttribute("cy", stop.y); }
    };
    const nearest = (px) => stops.reduce((best, stop, i) => (Math.abs(stop.x - px) < Math.abs(stops[best].x - px) ? i : best), 0);
    svg.onpointermove = (event) => {
      if (event.target.closest(".known")) return;
      const edge = svg.getBoundingClientRect();
      show(nearest((event.clientX - edge.left) * chart.width / edge.width));
    };
    svg.onpointerleave = () => show(-1);
    for (const {mark, one} of chart.marks) {
      const say = () => { show(-1); ops.text(chart.read, `${one.text} · ${one.source}`); };
      mark.addEventListener("pointerenter", say);
      mark.addEventListener("focus", say);
      mark.addEventListener("blur", () => show(-1));
    }
    box.onkeydown = (event) => {
      const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (!step) return;
      event.preventDefault();
      const from = active < 0 ? chart.points.length - (step < 0 ? 0 : 1) : active;
      show(Math.max(0, Math.min(stops.length - 1, active < 0 && step < 0 ? from - 1 : from + (active < 0 ? 0 : step))));
    };
    box.onblur = () => show(-1);
  }
})(window.ops = window.ops || {});
