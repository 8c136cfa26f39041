/* What happens now: open incidents, the highest water, the tide. */
(function (ops) {
  "use strict";
  const GRAVITY = ["extreme", "severe", "moderate", "minor", "unknown"];
  const now = () => ops.live.now();
  ops.LEVEL_SEVERITY = ["minor", "moderate", "severe", "extreme"];
  ops.gaugeSpeaks = (gauge) => gauge.state === "live" && gauge.value !== null && gauge.quantity === "level";
  /* the gravest first */
  ops.gravity = (severity) => GRAVITY.indexOf(severity);

  const STATE_WORDS = {triggered: "new", acknowledged: "taken", dispatched: "dispatched",
    resolved: "resolved"};
  function incidentTitle(incident) {
    const kind = {fire: ops.t("Fire"), flood: ops.t("Flood")}[incident.kind];
    return kind ? `${kind}: ${incident.subject}` : incident.subject;
  }
  const incidentState = (incident) => (incident.unknown ? ops.t("unknown: its source is silent")
    : incident.closing_proposed ? ops.t("over, says its source") : ops.t(STATE_WORDS[incident.state] || incident.state));
  const incidentText = (incident) =>
    [ops.shortUnit(incident.unit_name), incidentState(incident)].filter(Boolean).join(" · ");
  function incidentRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("time"), ops.element("span"), ops.element("span"));
    return made;
  }
  /* an incident opens at its desk */
  function linkedRow(incident) {
    const made = incidentRow(), link = ops.element("a", "opens");
    link.href = "/desk/incidents/" + incident.id;
    made.children[1].append(link);
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
    ops.text(title.firstChild, incidentTitle(incident));
    ops.text(text, incidentText(incident));
    ops.text(time, ops.age(now() - Date.parse(incident.opened_at)));
    ops.text(value, incident.kind === "flood" && incident.value !== null && !incident.unknown ? ops.metres(incident.value) : "");
  }
  function incidents(root, board) {
    const list = ops.part(root, "incidents");
    const gravity = (one) => ops.gravity(one.unknown ? "unknown" : one.severity);
    const sorted = [...board.incidents].sort((a, b) => gravity(a) - gravity(b)
      || Date.parse(b.opened_at) - Date.parse(a.opened_at)).slice(0, 40);
    ops.list(list, sorted, (one) => one.id, linkedRow, fillIncident);
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
  function deepest(root, board) {
    const level = board.gauges.filter((one) => one.quantity === "level");
    const highest = level.filter(ops.gaugeSpeaks).sort((a, b) => b.level - a.level || b.value - a.value).slice(0, 3);
    ops.list(ops.part(root, "deepest"), highest, (one) => one.id, incidentRow, (element, gauge) => {
      const [icon, title, value, text] = element.children;
      const severity = ops.LEVEL_SEVERITY[gauge.level];
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
  function drawTide(root, {tide}) {
    const section = root.querySelector(".tide");
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
    if (!tide.points.length) return "";
    const told = Date.parse(tide.points[tide.points.length - 1][0]) - Date.parse(tide.points[0][0]);
    if (told < 13 * 3600e3) return "";  // less than one whole tide: its highest is no peak
    const top = tide.points.reduce((best, point) => (best === null || point[1] > best[1] ? point : best), null);
    return top ? ops.t("peak {value} at {time}", {value: ops.value(top[1], "m", 2), time: ops.clock(Date.parse(top[0]))}) : "";
  }
  ops.incidentTitle = incidentTitle;
  ops.incidentText = incidentText;
  ops.incidentState = incidentState;
  ops.draws("overview", ["incidents", "incidents_open"], incidents, true);
  ops.draws("overview", ["gauges"], deepest);
  ops.draws("overview", ["tide"], drawTide);
})(window.ops = window.ops || {});
