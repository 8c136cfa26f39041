/* Open incidents, the gravest first, with their age: what does not fit is said in words. */
(function (ops) {
  "use strict";
  const MOST = 40;
  const now = () => ops.live.now();
  ops.severityOf = (incident) => (incident.unknown ? "unknown" : incident.severity);
  ops.byGravity = (a, b) => ops.gravity(ops.severityOf(a)) - ops.gravity(ops.severityOf(b))
    || Date.parse(b.opened_at) - Date.parse(a.opened_at);
  ops.incidentValue = (incident) => (incident.kind === "flood" && incident.value !== null && !incident.unknown
    ? ops.metres(incident.value) : "");
  /* the shape of a severity in an <i>, changed only where it is another */
  ops.showShape = function (element, severity) {
    if (element.dataset.severity === severity) return;
    element.dataset.severity = severity;
    element.replaceChildren(ops.shape(severity), ops.element("span", "spoken", ops.severityWord(severity)));
  };

  /* "Flood 61 cm: Calmette" */
  ops.incidentWords = function (incident) {
    const value = ops.incidentValue(incident), title = ops.incidentTitle(incident);
    return value ? title.replace(":", ` ${value}:`) : title;
  };
  function row() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("span", "where"), ops.element("span"), ops.element("time"));
    return made;
  }
  function fill(element, incident) {
    const [icon, title, where, state, age] = element.children;
    ops.showShape(icon, ops.severityOf(incident));
    element.classList.toggle("off", incident.unknown);
    ops.text(title, ops.incidentWords(incident));
    ops.text(where, ops.shortUnit(incident.unit_name));
    ops.text(state, ops.incidentState(incident));
    ops.text(age, ops.age(now() - Date.parse(incident.opened_at)));
  }
  /* What has no room is hidden; measured anew only where words or room have changed, ages alone move nothing. */
  function fit(list) {
    const rows = [...list.children], isBound = ops.wall.mode !== "column", few = 5;
    const words = rows.map((one) => [...one.children].slice(1, 4).map((part) => part.textContent));
    if (!ops.isNew(list, [isBound, list.clientWidth, list.clientHeight, document.fonts.status, words])) return;
    rows.forEach((one) => { one.hidden = false; });
    const end = list.getBoundingClientRect().top + list.clientHeight + 1;
    const fits = isBound ? rows.filter((one) => one.getBoundingClientRect().bottom <= end).length : few;
    rows.forEach((one, index) => { one.hidden = index >= fits; });
  }
  /* list: an <ol class="happening"> with room of its own; more: where the rest is said */
  ops.happening = function (list, more, board) {
    const shown = [...board.incidents].sort(ops.byGravity).slice(0, MOST);
    ops.list(list, shown, (one) => one.id, row, fill);
    fit(list);
    const rest = board.incidents_open - [...list.children].filter((one) => !one.hidden).length;
    ops.text(more, !board.incidents_open ? ops.t("Nothing is open")
      : rest > 0 ? ops.t("and {count} more", {count: ops.number(rest)}) : "");
  };
})(window.ops = window.ops || {});
