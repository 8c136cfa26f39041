/* The tide of the past and the next 24 hours: what was measured as a line, what is expected dotted, alarm levels, the peak. */
(function (ops) {
  "use strict";
  const HOUR = 3600e3, DAY = 24 * HOUR;

  /* tide and ahead as on the board, either may be missing; now in ms */
  ops.tideDays = function (container, tide, ahead, now) {
    const wide = container.clientWidth, high = container.clientHeight;
    const u = parseFloat(getComputedStyle(container).fontSize) / 28;
    const svg = ops.svg("svg", {viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true"});
    container.replaceChildren(svg);
    if (wide < 60 || high < 60) return;
    const past = read(tide && tide.points), next = read(ahead && ahead.points).filter(([at]) => at > now);
    const levels = (tide && tide.levels) || [];
    const all = [...past, ...next].map((point) => point[1]).concat(levels);
    if (!all.length) return;
    const low = Math.min(...all), span = Math.max(Math.max(...all) - low, 0.1);
    const right = wide - 150 * u, top = 46 * u, foot = high - 44 * u;
    const on = {wide, high, u, right, top, foot, now, x: (ms) => right * (ms - now + DAY) / (2 * DAY), y: (value) => foot - (foot - top) * (value - low) / span};
    hours(svg, on);
    alarms(svg, levels, on);
    const line = gaps(past, on);
    if (levels.length) flooded(svg, [...past, ...next], levels[0], on);
    svg.append(ops.svg("path", {class: "ahead", d: path(gaps(next, on))}));
    svg.append(ops.svg("path", {class: "drawn", d: path(line)}));
    svg.append(ops.svg("line", {class: "present", x1: on.x(now), x2: on.x(now), y1: top - 40 * u, y2: foot}));
    if (ahead && ahead.peak) peak(svg, ahead.peak, on);
    if (tide && tide.state !== "silent" && past.length) measured(svg, past[past.length - 1], on);
  };
  const read = (points) => (points || []).map(([at, value]) => [Date.parse(at), value]).filter((point) => point[1] !== null);

  function hours(svg, {x, u, now, right, top, foot, high}) {
    const every = right * 6 / 48 < 64 * u ? 12 : 6;
    for (let at = Math.ceil((now - DAY) / HOUR) * HOUR; at <= now + DAY; at += HOUR) {
      if (ops.hour(at) % every) continue;
      svg.append(ops.svg("line", {class: ops.hour(at) ? "hair" : "hair midnight", x1: x(at), x2: x(at), y1: top, y2: foot}));
      if (x(at) < 30 * u || x(at) > right - 30 * u) continue;
      svg.append(label(ops.hour(at) + "h", x(at), high - 8 * u, "middle"));
    }
  }
  function alarms(svg, levels, {y, u, right, wide, top, foot}) {
    const labels = levels.map((level, i) => ({at: y(level), y: y(level), text: `${ops.ROMAN[i]}  ${ops.value(level, "m", 1)}`}));
    for (const one of ops.spread(labels, 32 * u, top - 20 * u, foot)) {
      svg.append(ops.svg("path", {class: "alarm", d: `M0 ${one.at}H${right}L${right + 22 * u} ${one.y}H${right + 30 * u}`}));
      svg.append(label(one.text, right + 36 * u, one.y + 10 * u, "start"));
    }
  }
  /* what stands over the first level is filled */
  function flooded(svg, points, level, on) {
    let run = [];
    const close = () => {
      if (run.length > 1) svg.append(ops.svg("path", {class: "over", d: path(run) + `L${run[run.length - 1][0].toFixed(1)} ${on.y(level).toFixed(1)}L${run[0][0].toFixed(1)} ${on.y(level).toFixed(1)}Z`}));
      run = [];
    };
    for (const [at, value] of points) {
      if (value >= level) run.push([on.x(at), on.y(value)]);
      else close();
    }
    close();
  }
  function peak(svg, {at, value}, {x, y, u, top, right, now}) {
    const px = x(Date.parse(at));
    svg.append(ops.svg("circle", {class: "peak", cx: px, cy: y(value), r: 8 * u}));
    const [from, side] = px < x(now) + 130 * u ? [x(now) + 14 * u, "start"] : px > right - 60 * u ? [right + 60 * u, "end"] : [px, "middle"];
    svg.append(label(`${ops.clock(Date.parse(at))} · ${ops.value(value, "m", 2)}`, from, top - 16 * u, side, "strong"));
  }
  function measured(svg, [at, value], {x, y, u, top}) {
    svg.append(ops.svg("circle", {class: "now", cx: x(at), cy: y(value), r: 8 * u}));
    svg.append(label(`${ops.clock(at)} · ${ops.value(value, "m", 2)}`, x(at) - 14 * u, top - 16 * u, "end", "strong"));
  }
  function label(text, x, y, anchor, more = "") {
    const made = ops.svg("text", {x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, class: more});
    made.textContent = text;
    return made;
  }
  function gaps(points, {x, y}) {
    const line = [];
    points.forEach(([at, value], i) => {
      if (i && at - points[i - 1][0] > HOUR) line.push(null);  // a gap is a gap
      line.push([x(at), y(value)]);
    });
    return line;
  }
  function path(points) {
    let drawn = "", pen = false;
    for (const point of points) {
      if (point) drawn += `${pen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = point !== null;
    }
    return drawn;
  }
})(window.ops = window.ops || {});
