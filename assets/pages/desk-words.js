/* How the desk calls things: kinds, states, steps, reasons, clocks. Codes it does not know it shows as they are. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const KIND_WORDS = {fire: "Fire", flood: "Flood", alert: "Public alert", complaint: "Complaints", camera: "Camera event",
    mute: "Device silent", backlog: "Dossiers piling up", building: "Unlicensed building"};
  const STATE_WORDS = {triggered: "Waiting to be taken", acknowledged: "Taken", dispatched: "Forces sent",
    arrived: "On the spot", resolved: "Dealt with", closed: "Is closed", merged: "Merged"};
  const LEFT = {acknowledge: (told) => ops.t("{time} left to take it", told), arrive: (told) => ops.t("{time} left to arrive", told),
    resolve: (told) => ops.t("{time} left to deal with it", told)};
  const LATE = {acknowledge: (told) => ops.t("{time} too late to take it", told), arrive: (told) => ops.t("{time} too late to arrive", told),
    resolve: (told) => ops.t("{time} too late to deal with it", told)};
  const NBSP = "\u00a0";

  const known = (table, code) => (table[code] ? ops.t(table[code]) : code);
  desk.kindWord = (kind) => known(KIND_WORDS, kind);
  desk.kinds = () => Object.keys(KIND_WORDS);
  desk.stateWord = (row) => (row.unknown ? ops.t("unknown")
    : row.closing_proposed && ["triggered", "acknowledged", "dispatched", "arrived"].includes(row.state)
      ? ops.t("over, says its source") : known(STATE_WORDS, row.state));
  /* as short as a column of the list */
  const SHORT_WORDS = {triggered: "Waits", acknowledged: "Taken", dispatched: "Sent", arrived: "On the spot"};
  desk.stateShort = (row) => (row.unknown || !SHORT_WORDS[row.state] ? desk.stateWord(row)
    : row.closing_proposed ? ops.t("over?") : ops.t(SHORT_WORDS[row.state]));
  desk.severityOf = (row) => (row.unknown ? "unknown" : row.severity);
  desk.title = (row) => (row.subject ? `${desk.kindWord(row.kind)}: ${row.subject}` : desk.kindWord(row.kind));
  desk.where = (row) => [...new Set([ops.shortUnit(row.place), row.kind === "backlog" ? "" : ops.shortUnit(row.unit_name)])].filter(Boolean).join(", ");
  /* a person by the full name, a unit by its own; codes until the lists have come */
  desk.assignee = function (row) {
    const person = desk.people.people.find((one) => one.name === row.assignee), unit = desk.people.units.find((one) => one.code === row.assignee_unit);
    return row.assignee ? (person && person.full_name) || row.assignee : unit ? ops.shortUnit(unit.name) : row.assignee_unit || "";
  };

  /* Trần Thị Bình → T. T. Bình: a person is called by the last word */
  desk.assigneeShort = function (row) {
    const words = desk.assignee(row).split(" ");
    return row.assignee && words.length > 1 ? words.slice(0, -1).map((one) => one[0] + ".").join(NBSP) + NBSP + words[words.length - 1] : words.join(" ");
  };

  /* 04:12 below an hour, 2 h 05 below two days, then days */
  desk.span = function (ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 3600) {
      return String(Math.floor(seconds / 60)).padStart(2, "0") + ":" + String(seconds % 60).padStart(2, "0");
    }
    if (seconds < 172800) {
      return ops.t("{hours} h {minutes}", {hours: Math.floor(seconds / 3600),
        minutes: String(Math.floor(seconds / 60) % 60).padStart(2, "0")}).replaceAll(" ", NBSP);
    }
    return ops.t("{days} days", {days: ops.number(Math.floor(seconds / 86400))});
  };
  /* {text, look}: what a row's clock says now; look is "", "soon" or "over" */
  desk.clockShort = function (row, now) {
    if (row.unknown) return {text: ops.t("unknown"), look: "off"};
    if (!row.due_at || !row.clock) return {text: "", look: ""};
    const left = Date.parse(row.due_at) - now;
    if (left < 0) return {text: ops.t("late {time}", {time: desk.span(-left)}), look: "over"};
    return {text: desk.span(left), look: left < 120000 ? "soon" : ""};
  };
  desk.clockWords = function (row, now) {
    if (row.unknown) return {text: ops.t("Clock unknown: its source is silent"), look: "off"};
    if (!row.due_at || !row.clock) return {text: "", look: ""};
    const left = Date.parse(row.due_at) - now, words = (left < 0 ? LATE : LEFT)[row.clock], time = desk.span(Math.abs(left));
    return {text: words ? words({time}) : time,
      look: left < 0 ? "over" : left < 120000 ? "soon" : ""};
  };
  desk.fullTime = (iso) => ops.time(iso, ops.live.now());
  desk.kilobytes = (size) => (size < 1e6 ? ops.value(Math.max(1, Math.round(size / 1e3)), "kB", 0) : ops.value(size / 1e6, "MB", 1));
})(window.ops = window.ops || {});
