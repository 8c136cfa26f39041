/* The first screen's map and its strip of feeds. The rest of it: overview-kpis.js, overview-now.js. */
(function (ops) {
  "use strict";
  const now = () => ops.live.now();
  const silent = (kpi) => kpi.feed_state === "silent";

  function chosen(board) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const key = board.map[wanted] ? wanted : "online_share";
    return board.kpis.find((kpi) => kpi.key === key);
  }
  function colours(root, board) {
    if (!ops.map.ready) return;
    const kpi = chosen(board);
    const select = document.getElementById("map-kpi");
    if (select.value !== kpi.key) select.value = kpi.key;
    root.querySelectorAll("[data-map-kpi]").forEach((button) => ops.attribute(button, "aria-pressed",
      String(button.dataset.mapKpi === kpi.key)));
    ops.fileIs(select.parentElement.querySelector(".download"), `/api/kpi/${kpi.key}/units.{format}`);
    const off = silent(kpi);
    const scale = ops.map.colour(off ? {} : board.map[kpi.key] || {}, kpi);
    legend(ops.part(root, "legend"), scale, kpi);
    const most = ops.map.extremes(), say = ops.part(root, "extremes");
    const text = off ? ops.kpi.sinceWords(kpi) : most ? [
      ops.t("highest: {unit} {value}", {unit: most.highest.name, value: most.highest.text}),
      ops.t("lowest: {unit} {value}", {unit: most.lowest.name, value: most.lowest.text})].join("\n") : "";
    ops.text(say, [text, unknownUnits(board)].filter(Boolean).join("\n"));
    ops.attribute(ops.part(root, "map"), "aria-label", `${ops.t("Map of the wards")}: ${text}`);
  }
  function unknownUnits(board) {
    const total = Object.values(board.unknown_unit || {}).reduce((sum, count) => sum + count, 0);
    return total ? ops.t("{count} records of an unknown unit", {count: ops.number(total)}) : "";
  }
  function legend(list, scale, kpi) {
    const caption = scale ? `${ops.number(scale.low, scale.high - scale.low < 1 ? 2 : 0)} → ` +
      ops.value(scale.high, kpi.unit, scale.high - scale.low < 1 ? 2 : 0) : "";
    if (list.dataset.drawn === caption) return;
    list.dataset.drawn = caption;
    const swatches = scale ? [0, 1, 2, 3, 4].map((step) => ops.element("li", "s" + step)) : [];
    if (scale) swatches.push(ops.element("li", "caption", caption));
    list.replaceChildren(...swatches, ops.element("li", "nodata"), ops.element("li", "caption", ops.t("no data")));
  }
  function places(_root, board) {
    if (!ops.map.ready) return;
    const incidents = board.incidents.filter((one) => one.unit).map((one) => ({
      key: "i" + one.id, unit: one.unit, lat: one.lat, lon: one.lon, size: "large",
      severity: one.unknown ? "unknown" : one.severity, title: ops.incidentTitle(one),
      text: [one.kind === "flood" && one.value !== null ? ops.metres(one.value) : "", ops.incidentText(one)].filter(Boolean).join(" · "),
    }));
    const told = new Set(board.incidents.map((one) => `${one.unit}|${one.subject}`));
    const gauges = board.gauges.filter((one) => !told.has(`${one.unit}|${one.name}`)).map((one) => ({
      key: "g" + one.id, unit: one.unit, lat: one.lat, lon: one.lon, title: one.name,
      severity: one.state === "live" ? ops.LEVEL_SEVERITY[one.level] : "unknown",
      size: one.state === "live" && one.level ? "middle" : "small",
      text: one.state === "live" ? gaugeText(one) : silentText(one),
    }));
    const order = (one) => ops.gravity(one.severity) + (one.size === "small" ? 10 : 0);
    ops.map.place([...incidents, ...gauges].sort((a, b) => order(a) - order(b)));
  }
  function gaugeText(gauge) {
    const value = gauge.quantity === "rain" ? ops.value(gauge.value, "mm", 1) : ops.metres(gauge.value);
    return gauge.level ? `${value} · ${ops.t("over alarm level {level}", {level: ops.ROMAN[gauge.level - 1]})}` : value;
  }
  function silentText(gauge) {
    return gauge.observed_at ? ops.t("silent since {time}", {time: ops.time(gauge.observed_at, now())}) : ops.t("No data yet");
  }

  /* --- feeds ------------------------------------------------------------------------------------------- */
  function feedRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("span"), ops.element("a"));
    return made;
  }
  function fillFeed(element, feed, feeds) {
    const [, name, text, link] = element.children;
    ops.choose(element, ["live", "late", "silent"], feed.state);
    ops.text(name, ops.feedName(feed, feeds));
    ops.text(text, ops.feedText(feed, now()));
    ops.text(link, feed.rejected_open ? ops.t("{count} rejected", {count: ops.number(feed.rejected_open)}) : "");
    ops.attribute(link, "href", "/feeds?feed=" + encodeURIComponent(feed.name));
    link.hidden = !feed.rejected_open;
  }
  function strip(root, {feeds}) {
    ops.list(ops.part(root, "feeds"), feeds, (feed) => feed.name, feedRow,
      (element, feed) => fillFeed(element, feed, feeds));
  }

  function choose(key) {
    history.replaceState(null, "", "#" + key);
    ops.redraw();
  }
  function hatch() {
    const pattern = ops.svg("pattern", {id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)"}, ops.svg("rect", {width: 6, height: 6, class: "ground"}),
    ops.svg("rect", {width: 2, height: 6, class: "stripe"}));
    document.body.append(ops.svg("svg", {width: 0, height: 0, class: "patterns", "aria-hidden": "true"},
      ops.svg("defs", {}, pattern)));
  }

  ops.draws("overview", ["kpis", "map", "unknown_unit"], colours);
  ops.draws("overview", ["gauges", "incidents"], places);
  ops.draws("overview", ["feeds"], strip, true);
  ops.onPage("overview", (root) => {
    hatch();
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-map-kpi]");
      if (button) choose(button.dataset.mapKpi);
    });
    document.getElementById("map-kpi").addEventListener("change", (event) => choose(event.target.value));
    ops.map.whenReady(ops.redraw);
  });
})(window.ops = window.ops || {});
