/* The tide of the last hours, and ahead as its own past tells it, against the alarm levels. */
(function (ops) {
  "use strict";
  const HOUR = 3600e3, PAST = 12, AHEAD = 24, GAP = HOUR;
  const curves = new WeakMap();

  function made(container) {
    const parts = {
      hours: ops.svg("g", {class: "hours"}), alarms: ops.svg("g"), ahead: ops.svg("path", {class: "ahead"}),
      line: ops.svg("path", {class: "drawn"}), now: ops.svg("circle", {class: "now"}), peak: ops.svg("circle", {class: "peak"}),
      labels: ops.svg("g"), times: ops.svg("g"),
    };
    parts.svg = ops.svg("svg", {"aria-hidden": "true"}, ...Object.values(parts));
    container.replaceChildren(parts.svg);
    curves.set(container, parts);
    return parts;
  }
  const timed = (points) => points.map(([at, value]) => [Date.parse(at), value]);

  /* a station by its name alone: "Trạm" stands before it in some lists */
  ops.tideStation = (tide) => tide.station.replace(/^Trạm /, "");
  /* tide: as of the board; ahead: its `tide_ahead` or null; now: ms */
  ops.wallTide = function (container, tide, ahead, now) {
    const room = ops.room(container);
    if (!room || !ops.isNew(container, [room, Math.floor(now / 60e3), tide, ahead && ahead.peak])) return;
    const parts = curves.get(container) || made(container), {wide, high, u} = room;
    const start = now - PAST * HOUR, end = now + (ahead ? AHEAD * HOUR : 0);
    const past = timed(tide.points).filter(([at]) => at >= start);
    const coming = ahead ? timed(ahead.points).filter(([at]) => at >= now && at <= end) : [];
    ops.set(parts.svg, {viewBox: `0 0 ${wide} ${high}`});
    const values = [...past, ...coming].map(([, value]) => value).concat(tide.levels);
    parts.svg.toggleAttribute("hidden", !values.length);
    if (!values.length) return;
    const low = Math.min(...values), top = Math.max(...values), right = 84 * u, foot = 40 * u;
    const x = (at) => 2 * u + (wide - right - 4 * u) * (at - start) / (end - start);
    const y = (value) => 8 * u + (high - foot - 16 * u) * (1 - (value - low) / Math.max(top - low, 0.1));
    alarms(parts, tide.levels, y, room, right, foot);
    hours(parts, start, end, x, room, right, foot);
    const line = [];
    past.forEach(([at, value], i) => {
      if (i && at - past[i - 1][0] > GAP) line.push(null);  // a gap is a gap
      line.push([x(at), y(value)]);
    });
    ops.set(parts.line, {d: ops.penned(line)});
    const last = line[line.length - 1];
    parts.now.toggleAttribute("hidden", !last);
    if (last) ops.set(parts.now, {cx: last[0], cy: last[1], r: 7 * u});
    ops.set(parts.ahead, {d: ops.penned(coming.map(([at, value]) => [x(at), y(value)]))});
    const peak = ahead && ahead.peak && Date.parse(ahead.peak.at) <= end ? ahead.peak : null;
    parts.peak.toggleAttribute("hidden", !peak);
    if (peak) ops.set(parts.peak, {cx: x(Date.parse(peak.at)), cy: y(peak.value), r: 7 * u});
  };
  function alarms(parts, levels, y, {wide, high, u}, right, foot) {
    const lines = ops.fillGroup(parts.alarms, levels.length, "line");
    levels.forEach((level, i) => ops.set(lines[i],
      {x1: 0, x2: wide - right + 4 * u, y1: y(level), y2: y(level), class: "alarm"}));
    /* levels nearer to each other than a line of text have one name together: I–III */
    const names = [];
    levels.forEach((level, i) => {
      const last = names[names.length - 1];
      if (last && Math.abs(last.y - y(level)) < 30 * u) {
        Object.assign(last, {to: i, y: (y(levels[last.from]) + y(level)) / 2});
      } else names.push({from: i, to: i, y: y(level)});
    });
    const texts = ops.fillGroup(parts.labels, names.length, "text");
    names.forEach(({from, to, y: at}, i) => {
      ops.set(texts[i], {x: wide, y: Math.max(22 * u, Math.min(at + 10 * u, high - foot)), "text-anchor": "end"});
      ops.text(texts[i], from === to ? ops.ROMAN[from] : `${ops.ROMAN[from]}–${ops.ROMAN[to]}`);
    });
  }
  function hours(parts, start, end, x, {high, u}, right, foot) {
    const every = (end - start) / HOUR > 30 ? 12 : 6, marks = [];
    for (let at = Math.ceil(start / HOUR) * HOUR; at <= end; at += HOUR) {
      if (ops.hour(at) % every === 0 && x(at) > 26 * u) marks.push(at);
    }
    const lines = ops.fillGroup(parts.hours, marks.length, "line"), texts = ops.fillGroup(parts.times, marks.length, "text");
    marks.forEach((at, i) => {
      ops.set(lines[i], {x1: x(at), x2: x(at), y1: 4 * u, y2: high - foot, class: "hair"});
      ops.set(texts[i], {x: x(at), y: high - 8 * u, "text-anchor": "middle"});
      ops.text(texts[i], ops.hour(at) + "h");
    });
  }
  /* "peak 1,62 m at 17:20", with the alarm level it passes; what is wrong where the station is silent */
  ops.tideWords = function (tide, ahead, now) {
    if (!tide) return ops.t("No data yet");
    if (tide.state !== "live") {
      return tide.observed_at ? ops.t("No data since {time}", {time: ops.time(tide.observed_at, now)}) : ops.t("No data yet");
    }
    if (!ahead || !ahead.peak || Date.parse(ahead.peak.at) < now) return ops.t("now {value}", {value: ops.value(tide.value, "m", 2)});
    const told = {value: ops.value(ahead.peak.value, "m", 2), time: ops.time(ahead.peak.at, now)};
    return ahead.peak.level ? ops.t("peak {value} at {time}, alarm level {level}", {...told, level: ops.ROMAN[ahead.peak.level - 1]})
      : ops.t("peak {value} at {time}", told);
  };
})(window.ops = window.ops || {});
