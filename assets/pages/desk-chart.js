/* A gauge's last hours as a line against its alarm levels, and the plan of what stands within 500 m. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const HOUR = 3600e3, WIDTH = 460, HEIGHT = 132, RIGHT = 54, FOOT = 20, TOP = 10;

  function text(svg, x, y, words, more = {}) {
    const made = ops.svg("text", {x, y, ...more});
    made.textContent = words;
    svg.append(made);
  }
  /* {points: [[iso, value]], levels, quantity, unit}; a silence of more than a fifth of the time is a gap */
  desk.gaugeChart = function (told, now, hours = 6) {
    const svg = ops.svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "gauge-chart", role: "img"});
    const start = now - hours * HOUR, points = told.points.map(([at, value]) => [Date.parse(at), value]);
    const levels = told.levels || [], all = points.map((one) => one[1]).concat(levels);
    if (!points.length) {
      text(svg, 0, HEIGHT / 2, ops.t("No reading in the last {hours} hours", {hours}));
      svg.setAttribute("aria-label", ops.t("No reading in the last {hours} hours", {hours}));
      return svg;
    }
    const low = Math.min(0, ...all), high = Math.max(...all) + Math.max(0.05 * (Math.max(...all) - low), 0.01);
    const x = (ms) => (WIDTH - RIGHT) * (ms - start) / (now - start);
    const y = (value) => HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * (value - low) / Math.max(high - low, 0.01);
    const said = (value) => (told.unit === "m" || !told.unit ? ops.metres(value) : ops.value(value, told.unit, 1));
    let label = -99;
    levels.forEach((level, index) => {
      svg.append(ops.svg("line", {x1: 0, x2: WIDTH - RIGHT + 4, y1: y(level), y2: y(level), class: "alarm"}));
      if (label < 0 || label - y(level) > 13) {
        label = y(level);
        text(svg, WIDTH, label + 4, `${ops.ROMAN[index]} ${said(level)}`, {"text-anchor": "end"});
      }
    });
    for (let at = Math.ceil(start / HOUR) * HOUR; at <= now; at += HOUR) {
      svg.append(ops.svg("line", {x1: x(at), x2: x(at), y1: TOP, y2: HEIGHT - FOOT, class: "hair"}));
      if (x(at) < WIDTH - RIGHT - 14) text(svg, Math.max(x(at), 0), HEIGHT - 4, ops.hour(at) + "h", {"text-anchor": x(at) < 14 ? "start" : "middle"});
    }
    let drawn = "";
    points.forEach(([at, value], index) => {
      const gap = index && at - points[index - 1][0] > Math.max(20 * 60e3, (now - start) / 12);
      drawn += `${!index || gap ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    });
    svg.append(ops.svg("path", {d: drawn, class: "drawn"}));
    const [at, value] = points[points.length - 1];
    svg.append(ops.svg("circle", {cx: x(at), cy: y(value), r: 4, class: "now"}));
    const over = levels.filter((level) => value >= level).length;
    svg.setAttribute("aria-label", `${ops.t("now {value} at {time}", {value: said(value), time: ops.clock(at)})}${
      over ? ", " + ops.t("over alarm level {level}", {level: ops.ROMAN[over - 1]}) : ""}`);
    return svg;
  };

  /* the incident in the middle, 250 and 500 m around it, north up */
  desk.plan = function (row, devices) {
    const svg = ops.svg("svg", {viewBox: "-112 -120 224 238", class: "plan", "aria-hidden": "true"});
    for (const radius of [50, 100]) svg.append(ops.svg("circle", {r: radius, class: "around"}));
    text(svg, 0, -106, ops.t("N"), {"text-anchor": "middle"});
    text(svg, 0, 115, "500 m", {"text-anchor": "middle"});
    const across = 111320 * Math.cos(row.lat * Math.PI / 180);
    for (const one of devices) {
      const dx = (one.lon - row.lon) * across / 5, dy = (row.lat - one.lat) * 111320 / 5;
      const mark = one.kind === "camera" ? ops.svg("rect", {x: dx - 5, y: dy - 5, width: 10, height: 10})
        : ops.svg("circle", {cx: dx, cy: dy, r: 5});
      mark.setAttribute("class", "device " + (one.silent ? "mute" : one.level ? "high" : ""));
      svg.append(mark);
    }
    const middle = ops.svg("svg", {x: -11, y: -11, width: 22, height: 22, viewBox: "0 0 24 24"}, ops.shape(desk.severityOf(row)));
    svg.append(middle);
    return svg;
  };
})(window.ops = window.ops || {});
