/* The first screen: fills the page's places from the board, and only where something is new. */
(function (ops) {
  "use strict";
  const GRAVITY = ["extreme", "severe", "moderate", "minor", "unknown"];
  const KIND_WORDS = {dossiers: "One-stop shop", complaints: "Complaints", cameras: "Cameras", fire: "Fire safety",
    flood: "Floods and tide"};
  let root = null, board = null;
  const now = () => ops.live.now();
  const kpiOf = (key) => board.kpis.find((kpi) => kpi.key === key);

  /* --- KPIs -------------------------------------------------------------------------------------------- */
  const silent = (kpi) => kpi.feed_state === "silent";
  const points = (kpi, difference) => (kpi.unit === "%"
    ? ops.t("{number} points", {number: ops.number(Math.abs(difference), kpi.decimals)})
    : ops.value(Math.abs(difference), kpi.unit, kpi.decimals));
  /* the target that the state is held against: the last one due, else the next */
  function inForce(kpi) {
    const year = new Date(now()).getFullYear();
    const due = kpi.targets.filter((target) => target.year <= year);
    return due.length ? due[due.length - 1] : kpi.targets[0];
  }
  function stateOf(kpi) {
    if (silent(kpi)) return ["off", sinceWords(kpi)];
    if (kpi.value === null) return ["off", ops.t("No data")];
    const target = inForce(kpi);
    switch (kpi.state) {
      case "met": return ["ok", ops.t("Met {year}", {year: target ? target.year : ""})];
      case "at_risk": return ["warn", ops.t("At risk")];
      case "missed": return ["bad", ops.t("Missed")];
      default: return ["plain", ""];
    }
  }
  function sinceWords(kpi) {
    if (!kpi.silent_since) return ops.t("No data yet");
    return ops.t("No data since {time}", {time: ops.time(kpi.silent_since, now())});
  }
  function lastWords(kpi) {
    return kpi.last_value === null ? "" : ops.t("last {value}", {value: ops.value(kpi.last_value, kpi.unit, kpi.decimals)});
  }
  function sentence(kpi) {
    if (silent(kpi)) return lastWords(kpi);
    if (kpi.value === null) return ops.t("Nothing to count yet");
    const target = inForce(kpi);
    if (target) {
      const beyond = (kpi.value - target.value) * (kpi.direction === "up" ? 1 : -1);
      const values = {points: points(kpi, beyond), year: target.year};
      if (target.reference) {
        return beyond >= 0 ? ops.t("{points} beyond the reference level of {year}", values)
          : ops.t("{points} short of the reference level of {year}", values);
      }
      return beyond >= 0 ? ops.t("{points} beyond the target of {year}", values)
        : ops.t("{points} short of the target of {year}", values);
    }
    if (kpi.key === "flood_deepest") {
      const deepest = board.gauges.filter(speaks).sort((a, b) => b.value - a.value)[0];
      return deepest ? deepest.name : ops.t("No gauge speaks");
    }
    return trend(kpi);
  }
  function trend(kpi) {
    if (kpi.previous === null || kpi.previous === undefined) return "";
    const change = kpi.value - kpi.previous;
    if (Math.abs(change) < 0.5 / 10 ** kpi.decimals) return ops.t("as at the end of last month");
    const values = {points: points(kpi, change)};
    return change > 0 ? ops.t("up {points} on last month", values) : ops.t("down {points} on last month", values);
  }
  function timeOf(kpi) {
    if (!kpi.data_at) return "";
    const time = ops.time(kpi.data_at, now());
    return kpi.feed_state === "late" ? ops.t("{time} · late", {time}) : time;
  }
  function shown(kpi) {
    return silent(kpi) || kpi.value === null ? "–" : ops.number(kpi.value, kpi.decimals);
  }

  function tile(element) {
    const kpi = kpiOf(element.dataset.kpi);
    if (!kpi) return;
    const [state, word] = stateOf(kpi);
    ops.choose(element, ["ok", "warn", "bad", "off", "plain"], state);
    element.classList.toggle("late", kpi.feed_state === "late");
    const value = shown(kpi);
    ops.text(ops.part(element, "value"), value);
    ops.text(ops.part(element, "unit"), value === "–" ? "" : kpi.unit);
    ops.text(ops.part(element, "state"), word);
    ops.text(ops.part(element, "time"), timeOf(kpi));
    ops.text(ops.part(element, "sentence"), sentence(kpi));
    const line = ops.part(element, "line");
    const drawn = JSON.stringify([kpi.months, kpi.targets, line.clientWidth, line.clientHeight]);
    if (line.dataset.drawn !== drawn) {
      line.dataset.drawn = drawn;
      ops.monthsLine(line, kpi);
      ops.attribute(line, "aria-label", months(kpi));
    }
  }
  function months(kpi) {
    const known = kpi.months.filter((month) => month.value !== null);
    if (!known.length) return ops.t("No months yet");
    const first = known[0], last = known[known.length - 1];
    const targets = kpi.targets.map((target) => ops.t("target {year}: {value} ({source})",
      {...target, value: ops.value(target.value, kpi.unit, 0)}));
    return [ops.t("from {first} in {start} to {last} in {end}", {
      first: ops.value(first.value, kpi.unit, kpi.decimals), start: ops.month(first.month),
      last: ops.value(last.value, kpi.unit, kpi.decimals), end: ops.month(last.month)}), ...targets].join("; ");
  }
  function row(element) {
    const kpi = kpiOf(element.dataset.kpi);
    if (!kpi) return;
    const off = silent(kpi) || kpi.value === null;
    element.classList.toggle("off", off);
    ops.text(ops.part(element, "value"), off ? "–" : ops.value(kpi.value, kpi.unit, kpi.decimals));
    ops.text(ops.part(element, "last"), off ? lastWords(kpi) : "");
  }
  function group(element) {
    const first = board.kpis.find((kpi) => kpi.group === element.dataset.group);
    if (!first) return;
    element.classList.toggle("off", silent(first));
    element.classList.toggle("late", first.feed_state === "late");
    ops.text(ops.part(element, "time"), !silent(first) ? timeOf(first) : first.silent_since
      ? ops.t("silent since {time}", {time: ops.time(first.silent_since, now())}) : ops.t("No data yet"));
  }
  function kpis() {
    root.querySelectorAll(".tile").forEach(tile);
    root.querySelectorAll(".group").forEach(group);
    root.querySelectorAll(".group [data-kpi]").forEach(row);
    const months = board.kpis[0].months;
    ops.text(ops.part(root, "period"), months.length
      ? ops.t("{month}, against the targets of 2025 and 2030", {month: ops.monthName(months[months.length - 1].month)}) : "");
  }

  /* --- map --------------------------------------------------------------------------------------------- */
  function chosen() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    return kpiOf(wanted) && board.map[wanted] ? wanted : "online_share";
  }
  function colours() {
    if (!ops.map.ready) return;
    const kpi = kpiOf(chosen());
    const select = document.getElementById("map-kpi");
    if (select.value !== kpi.key) select.value = kpi.key;
    root.querySelectorAll("[data-map-kpi]").forEach((button) => ops.attribute(button, "aria-pressed",
      String(button.dataset.mapKpi === kpi.key)));
    const off = silent(kpi);
    const scale = ops.map.colour(off ? {} : board.map[kpi.key] || {}, kpi);
    legend(scale, kpi);
    const most = ops.map.extremes(), say = ops.part(root, "extremes");
    const text = off ? sinceWords(kpi) : most ? [
      ops.t("highest: {unit} {value}", {unit: most.highest.name, value: most.highest.text}),
      ops.t("lowest: {unit} {value}", {unit: most.lowest.name, value: most.lowest.text})].join("\n") : "";
    ops.text(say, [text, unknownUnits()].filter(Boolean).join("\n"));
    ops.attribute(ops.part(root, "map"), "aria-label", `${ops.t("Map of the wards")}: ${text}`);
  }
  function unknownUnits() {
    const total = Object.values(board.unknown_unit || {}).reduce((sum, count) => sum + count, 0);
    return total ? ops.t("{count} records of an unknown unit", {count: ops.number(total)}) : "";
  }
  function legend(scale, kpi) {
    const list = ops.part(root, "legend");
    const caption = scale ? `${ops.number(scale.low, scale.high - scale.low < 1 ? 2 : 0)} → ` +
      ops.value(scale.high, kpi.unit, scale.high - scale.low < 1 ? 2 : 0) : "";
    if (list.dataset.drawn === caption) return;
    list.dataset.drawn = caption;
    const swatches = scale ? [0, 1, 2, 3, 4].map((step) => ops.element("li", "s" + step)) : [];
    if (scale) swatches.push(ops.element("li", "caption", caption));
    list.replaceChildren(...swatches, ops.element("li", "nodata"), ops.element("li", "caption", ops.t("no data")));
  }
  const speaks = (gauge) => gauge.state === "live" && gauge.value !== null && gauge.quantity === "level";
  const LEVEL_SEVERITY = ["minor", "moderate", "severe", "extreme"];
  function places() {
    if (!ops.map.ready) return;
    const incidents = board.incidents.filter((one) => one.unit).map((one) => ({
      key: "i" + one.id, unit: one.unit, lat: one.lat, lon: one.lon, size: "large",
      severity: one.unknown ? "unknown" : one.severity, title: incidentTitle(one),
      text: [one.kind === "flood" && one.value !== null ? ops.metres(one.value) : "", incidentText(one)].filter(Boolean).join(" · "),
    }));
    const told = new Set(board.incidents.map((one) => `${one.unit}|${one.subject}`));
    const gauges = board.gauges.filter((one) => !told.has(`${one.unit}|${one.name}`)).map((one) => ({
      key: "g" + one.id, unit: one.unit, lat: one.lat, lon: one.lon, title: one.name,
      severity: one.state === "live" ? LEVEL_SEVERITY[one.level] : "unknown",
      size: one.state === "live" && one.level ? "middle" : "small",
      text: one.state === "live" ? gaugeText(one) : silentText(one),
    }));
    const order = (one) => GRAVITY.indexOf(one.severity) + (one.size === "small" ? 10 : 0);
    ops.map.place([...incidents, ...gauges].sort((a, b) => order(a) - order(b)));
  }
  function gaugeText(gauge) {
    const value = gauge.quantity === "rain" ? ops.value(gauge.value, "mm", 1) : ops.metres(gauge.value);
    return gauge.level ? `${value} · ${ops.t("over alarm level {level}", {level: ops.ROMAN[gauge.level - 1]})}` : value;
  }
  function silentText(gauge) {
    return gauge.observed_at ? ops.t("silent since {time}", {time: ops.time(gauge.observed_at, now())}) : ops.t("No data yet");
  }

  /* --- incidents --------------------------------------------------------------------------------------- */
  const STATE_WORDS = {triggered: "new", acknowledged: "taken", dispatched: "dispatched",
    resolved: "resolved"};
  function incidentTitle(incident) {
    const kind = {fire: ops.t("Fire"), flood: ops.t("Flood")}[incident.kind];
    return kind ? `${kind}: ${incident.subject}` : incident.subject;
  }
  function incidentText(incident) {
    const state = incident.unknown ? ops.t("unknown: its source is silent")
      : incident.closing_proposed ? ops.t("over, says its source") : ops.t(STATE_WORDS[incident.state] || incident.state);
    return [ops.shortUnit(incident.unit_name), state].filter(Boolean).join(" · ");
  }
  function incidentRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("time"), ops.element("span"), ops.element("span"));
    return made;
  }
  function fillIncident(element, incident) {
    const [icon, title, time, text, value] = element.children;
    const severity = incident.unknown ? "unknown" : incident.severity;
    if (icon.dataset.severity !== severity) {
      icon.dataset.severity = severity;
      icon.replaceChildren(ops.shape(severity), ops.element("span", "spoken", ops.severityWord(severity)));
    }
    element.classList.toggle("off", incident.unknown);
    ops.text(title, incidentTitle(incident));
    ops.text(text, incidentText(incident));
    ops.text(time, ops.age(now() - Date.parse(incident.opened_at)));
    ops.text(value, incident.kind === "flood" && incident.value !== null ? ops.metres(incident.value) : "");
  }
  function incidents() {
    const list = ops.part(root, "incidents");
    const gravity = (one) => GRAVITY.indexOf(one.unknown ? "unknown" : one.severity);
    const sorted = [...board.incidents].sort((a, b) => gravity(a) - gravity(b)
      || Date.parse(b.opened_at) - Date.parse(a.opened_at)).slice(0, 40);
    ops.list(list, sorted, (one) => one.id, incidentRow, fillIncident);
    ops.text(ops.part(root, "open"), ops.t("{count} open", {count: ops.number(board.incidents_open)}));
    /* what does not fit is said in words, not cut through */
    const rows = [...list.children];
    rows.forEach((one) => { one.hidden = false; });
    const room = list.clientHeight + 1;  // rows are placed from the list's own top
    let fits = rows.filter((one) => one.offsetTop + one.offsetHeight <= room).length;
    rows.forEach((one, index) => { one.hidden = index >= fits; });
    const rest = board.incidents_open - Math.min(fits, sorted.length);
    ops.text(ops.part(root, "more"), !board.incidents_open ? ops.t("Nothing is open")
      : rest > 0 ? ops.t("and {count} more", {count: ops.number(rest)}) : "");
  }
  function deepest() {
    const level = board.gauges.filter((one) => one.quantity === "level");
    const highest = level.filter(speaks).sort((a, b) => b.level - a.level || b.value - a.value).slice(0, 3);
    ops.list(ops.part(root, "deepest"), highest, (one) => one.id, incidentRow, (element, gauge) => {
      const [icon, title, value, text] = element.children;
      const severity = LEVEL_SEVERITY[gauge.level];
      if (icon.dataset.severity !== severity) {
        icon.dataset.severity = severity;
        icon.replaceChildren(ops.shape(severity));
      }
      ops.text(title, gauge.name);
      ops.text(value, ops.metres(gauge.value));
      ops.text(text, gauge.level ? ops.t("over alarm level {level}", {level: ops.ROMAN[gauge.level - 1]}) : ops.t("below alarm level I"));
    });
    const mute = level.filter((one) => one.state !== "live").length;
    ops.text(ops.part(root, "levels"), mute ? ops.t("{mute} of {count} silent",
      {mute: ops.number(mute), count: ops.number(level.length)})
      : ops.t("{count} gauges", {count: ops.number(level.length)}));
  }
  function tide() {
    const section = root.querySelector(".tide"), tide = board.tide;
    section.classList.toggle("off", !tide || tide.state !== "live");
    const heading = ops.part(root, "tide-now"), curve = ops.part(root, "tide");
    if (!tide) {
      ops.text(heading, ops.t("No data yet"));
      curve.replaceChildren();
      return;
    }
    const at = tide.observed_at || (tide.points.length ? tide.points[tide.points.length - 1][0] : null);
    ops.text(heading, tide.state === "live" ? peak(tide)
      : at ? ops.t("No data since {time}", {time: ops.time(at, now())}) : ops.t("No data yet"));
    ops.tideCurve(curve, tide, now());
    ops.attribute(curve, "aria-label", heading.textContent);
  }
  function peak(tide) {
    const top = tide.points.reduce((best, point) => (best === null || point[1] > best[1] ? point : best), null);
    return top ? ops.t("peak {value} at {time}", {value: ops.value(top[1], "m", 2), time: ops.clock(Date.parse(top[0]))}) : "";
  }

  /* --- feeds ------------------------------------------------------------------------------------------- */
  function feedRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("span"), ops.element("a"));
    return made;
  }
  function fillFeed(element, feed) {
    const [, name, text, link] = element.children;
    ops.choose(element, ["live", "late", "silent"], feed.state);
    ops.text(name, ops.feedName(feed, board.feeds));
    ops.text(text, ops.feedText(feed, now()));
    ops.text(link, feed.rejected_open ? ops.t("{count} rejected", {count: ops.number(feed.rejected_open)}) : "");
    ops.attribute(link, "href", "/feeds?feed=" + encodeURIComponent(feed.name));
    link.hidden = !feed.rejected_open;
  }
  ops.feedName = function (feed, feeds) {
    if (feed.title) return feed.title;
    const alone = feeds.filter((one) => one.kind === feed.kind).length === 1;
    return alone && KIND_WORDS[feed.kind] ? ops.t(KIND_WORDS[feed.kind]) : feed.name;
  };
  ops.feedText = function (feed, at) {
    if (!feed.spoke_at) return ops.t("nothing yet");
    if (feed.state === "silent") return ops.t("silent since {time}", {time: ops.time(feed.spoke_at, at)});
    if (feed.state === "late") {
      return ops.t("late by {minutes} min", {minutes: ops.number(Math.floor((at - Date.parse(feed.spoke_at)) / 60000))});
    }
    const rate = feed.per_minute;
    return ops.t("{count}/min", {count: ops.number(rate, rate < 10 && rate % 1 ? 1 : 0)});
  };
  function feeds() {
    ops.list(ops.part(root, "feeds"), board.feeds, (feed) => feed.name, feedRow, fillFeed);
  }

  /* --- what is drawn when ------------------------------------------------------------------------------- */
  const DRAWN_FROM = [
    [kpis, ["kpis"]],
    [colours, ["kpis", "map", "unknown_unit"]],
    [places, ["gauges", "incidents"]],
    [incidents, ["incidents", "incidents_open"]],
    [deepest, ["gauges"]],
    [tide, ["tide"]],
    [feeds, ["feeds"]],
  ];
  function draw(changed) {
    board = ops.live.board;
    for (const [drawer, keys] of DRAWN_FROM) if (keys.some((key) => changed.has(key))) drawer();
  }
  function everything() {
    if (board) DRAWN_FROM.forEach(([drawer]) => drawer());
  }
  function tick() {  // ages go on without news
    if (!board) return;
    incidents();
    feeds();
  }
  function choose(key) {
    history.replaceState(null, "", "#" + key);
    if (board) colours();
  }
  function hatch() {
    const pattern = ops.svg("pattern", {id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)"}, ops.svg("rect", {width: 6, height: 6, class: "ground"}),
    ops.svg("rect", {width: 2, height: 6, class: "stripe"}));
    document.body.append(ops.svg("svg", {width: 0, height: 0, class: "patterns", "aria-hidden": "true"},
      ops.svg("defs", {}, pattern)));
  }

  ops.page("overview", (mounted) => {
    root = mounted;
    hatch();
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-map-kpi]");
      if (button) choose(button.dataset.mapKpi);
    });
    document.getElementById("map-kpi").addEventListener("change", (event) => choose(event.target.value));
    ops.map.whenReady(() => { if (board) { colours(); places(); } });
    ops.live.listen(draw);
    setInterval(tick, 1000);
    let resizing = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(resizing);
      resizing = requestAnimationFrame(everything);
    }).observe(root);
    document.fonts.ready.then(everything);
  });
})(window.ops = window.ops || {});
