/* The scene Now: incidents by severity on the map, the gravest and newest in words, today's services. */
(function (ops) {
  "use strict";
  const {wallNumber} = ops;
  let map = null;

  function draw(section, board) {
    const part = (name) => ops.part(section, name);
    map = map || ops.unitMap(part("now-map"), {plain: true, lens: true, near: true});
    map.here(board.unit ? board.unit.code : null);
    map.points(points(board));
    incidents(part, board);
    severities(part("now-severities"), board);
    today(part, board);
  }
  /* incidents, and every gauge that is over a level or silent: one that is well is no news */
  function points({incidents: open, gauges}) {
    const told = new Set(open.map((one) => `${one.unit}|${one.subject}`));
    const first = open.filter((one) => one.unit).map((one) => ({key: "i" + one.id, unit: one.unit, lat: one.lat, lon: one.lon,
      severity: ops.severityOf(one), size: "large"}));
    const news = gauges.filter((one) => !told.has(`${one.unit}|${one.name}`) && (one.state !== "live" || one.level))
      .map(ops.gaugePoint);
    return [...first, ...news].sort(ops.pointOrder);
  }
  function incidents(part, board) {
    ops.text(part("now-open"), ops.t("{count} open", {count: ops.number(board.incidents_open)}));
    ops.happening(part("now-incidents"), part("now-more"), board);
  }
  /* the shapes' words, with how many of each are open; without numbers where not all are told */
  function severities(list, {incidents: open, incidents_open: count}) {
    const isWhole = open.length === count;
    const rows = ops.SEVERITIES.map((severity) => ({severity,
      count: open.filter((one) => ops.severityOf(one) === severity).length})).filter((one) => one.count);
    ops.list(list, rows, (one) => one.severity, ({severity}) => {
      const row = ops.element("li"), icon = ops.element("i");
      icon.append(ops.shape(severity));
      row.append(icon, ops.element("b"), ops.element("span", "", ops.severityWord(severity)));
      return row;
    }, (row, one) => ops.text(row.children[1], isWhole ? ops.number(one.count) : ""));
  }
  function today(part, {today: told, tide_ahead: ahead}) {
    const {fire, flood, complaints, dossiers, cameras} = told || {};
    ops.wallBlock(part("now-fire"), fire, fire && {open: wallNumber(fire.open), alarms: wallNumber(fire.alarms),
      mute: wallNumber(fire.panels_mute)});
    ops.wallBlock(part("now-flood"), flood, flood && {over: flood.over && ops.number(flood.over[0]),
      worst: flood.worst === null ? null : ops.metres(flood.worst),
      peak: ahead && ahead.peak ? ops.clock(Date.parse(ahead.peak.at)) : null});
    ops.wallBlock(part("now-complaints"), complaints, complaints && {received: wallNumber(complaints.received),
      in_time: wallNumber(complaints.answered_in_time), overdue: wallNumber(complaints.overdue)});
    ops.wallBlock(part("now-dossiers"), dossiers, dossiers && {received: wallNumber(dossiers.received),
      on_time: wallNumber(dossiers.on_time), overdue: wallNumber(dossiers.overdue)});
    ops.wallBlock(part("now-cameras"), cameras, cameras && {online: wallNumber(cameras.online),
      share: ops.wallShare(cameras.online, cameras.known), mute: wallNumber(cameras.mute)});
  }

  /* a gauge as a point of a map */
  ops.gaugePoint = (gauge) => ({key: "g" + gauge.id, unit: gauge.unit, lat: gauge.lat, lon: gauge.lon,
    severity: gauge.state === "live" ? ops.LEVEL_SEVERITY[gauge.level] : "unknown",
    size: gauge.state === "live" && gauge.level ? "middle" : "small"});
  /* the gravest first; what is well or silent after all else */
  ops.pointOrder = (a, b) => (ops.gravity(a.severity) + (a.size === "small" ? 10 : 0))
    - (ops.gravity(b.severity) + (b.size === "small" ? 10 : 0));

  ops.wallScene("now", {keys: ["incidents", "incidents_open", "gauges", "today", "tide_ahead", "unit"], draw, ages: true});
})(window.ops = window.ops || {});
