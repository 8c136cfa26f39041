/* A new grave incident takes the screen: what, where, since when, what is done; then the screen is given back.
   More of them while it is taken stand beside; a storm may not keep the screen for hours. */
(function (ops) {
  "use strict";
  const FRESH = 15 * 60e3;  // an incident that was opened earlier is no news to a wall that has just come back
  const ROUNDS = 3;         // so many times its time at most, then as long a rest
  const MOST_OTHERS = 3;
  const wall = ops.wall;
  const now = () => ops.live.now();
  let known = null;    // id → severity, of the last board: never more than that board holds
  let taken = null;    // {ids, since, first}: ids the newest first; steady times
  let restUntil = 0, map = null, box = null;
  wall.isTaken = false;

  const settings = () => ops.display.told.takeover;
  const isGrave = (one) => !one.unknown && settings().severities.includes(one.severity);

  function look(board) {
    if (!board || !ops.display.isTold) return;
    const before = known, steady = performance.now();
    known = new Map(board.incidents.map((one) => [one.id, one.severity]));
    const least = before === null ? settings().seconds * 1000 : FRESH;
    const fresh = board.incidents.filter((one) => isGrave(one) && now() - Date.parse(one.opened_at) < least
      && (before === null || !isGraver(before.get(one.id), one.severity))).sort(ops.byGravity);
    if (fresh.length && (taken || steady >= restUntil || fresh[0].severity === "extreme")) take(fresh, steady);
    if (taken) {
      taken.ids = taken.ids.filter((id) => known.has(id));
      if (taken.ids.length) draw(board);
      else give();
    }
  }
  /* was it known, and at least as grave? */
  const isGraver = (was, severity) => was !== undefined && ops.gravity(was) <= ops.gravity(severity);

  function take(fresh, steady) {
    const ids = fresh.map((one) => one.id);
    taken = {
      ids: [...ids, ...(taken ? taken.ids.filter((id) => !ids.includes(id)) : [])],
      first: taken ? taken.first : steady, since: steady,
    };
    wall.isTaken = true;
    wall.root.classList.add("taken");
    box.hidden = false;
  }
  function give() {
    if (!taken) return;
    restUntil = performance.now() + (performance.now() - taken.first > settings().seconds * 1000 * (ROUNDS - 1) ? settings().seconds * 1000 : 0);
    taken = null;
    wall.isTaken = false;
    wall.root.classList.remove("taken");
    box.hidden = true;
    wall.redraw();
  }
  function tick() {
    if (!taken) return;
    const time = performance.now(), seconds = settings().seconds * 1000;
    if (time - taken.since >= seconds || time - taken.first >= seconds * ROUNDS) give();
    else if (ops.live.board) draw(ops.live.board);
  }

  function build() {
    const parts = {};
    const add = (parent, tag, name) => {
      parts[name] = ops.element(tag, name);
      parent.append(parts[name]);
      return parts[name];
    };
    const text = add(box, "div", "taken-text"), head = add(text, "p", "taken-head");
    add(head, "i", "taken-shape");
    add(head, "b", "taken-severity");
    add(text, "h2", "taken-title");
    add(text, "p", "taken-where");
    const facts = add(text, "dl", "taken-facts");
    for (const [name, word] of [["since", ops.t("Since")], ["done", ops.t("What is done")], ["level", ops.t("Water")]]) {
      const one = add(facts, "div", "of-" + name);
      one.append(ops.element("dt", "", word));
      add(one, "dd", name);
    }
    add(text, "ol", "taken-others");
    add(text, "p", "taken-more");
    const place = add(box, "div", "wall-map");
    if (ops.unitMap) map = ops.unitMap(place, {plain: true});
    box.parts = parts;
  }
  function long(ms) {
    const minutes = Math.max(0, Math.floor(ms / 60000)), hours = Math.floor(minutes / 60);
    return hours ? ops.t("{hours} h {minutes} min", {hours, minutes: minutes % 60}) : ops.t("{minutes} min", {minutes});
  }
  function draw(board) {
    if (!box.parts) build();
    const incidents = taken.ids.map((id) => board.incidents.find((one) => one.id === id)).filter(Boolean);
    const [main, ...others] = incidents, {parts} = box;
    const opened = Date.parse(main.opened_at), value = ops.incidentValue(main);
    box.classList.toggle("extreme", main.severity === "extreme");
    ops.showShape(parts["taken-shape"], ops.severityOf(main));
    ops.text(parts["taken-severity"], ops.severityWord(main.severity));
    ops.text(parts["taken-title"], ops.incidentTitle(main));
    ops.text(parts["taken-where"], main.unit_name || ops.t("Place not known"));
    ops.text(parts.since, ops.t("{time}, for {age}", {time: ops.time(main.opened_at, now()), age: long(now() - opened)}));
    ops.text(parts.done, ops.incidentState(main));
    ops.text(parts.level, value);
    parts["of-level"].hidden = !value;
    ops.list(parts["taken-others"], others.slice(0, MOST_OTHERS), (one) => one.id, otherRow, (row, one) => {
      ops.showShape(row.firstChild, ops.severityOf(one));
      ops.text(row.children[1], `${ops.incidentWords(one)} · ${ops.shortUnit(one.unit_name)}`);
    });
    fit(parts, others.length);
    if (map) {
      map.here(main.unit || null);
      map.points(incidents.filter((one) => one.unit).map((one, i) => ({key: "t" + one.id, unit: one.unit, lat: one.lat,
        lon: one.lon, severity: ops.severityOf(one), size: i ? "middle" : "large"})));
      if (map.name && main.unit) map.name([{unit: main.unit, text: ops.shortUnit(main.unit_name)}]);
    }
  }
  /* The others as far as there is room under what a long name takes; the rest in words. */
  function fit(parts, count) {
    const text = parts["taken-text"], rows = [...parts["taken-others"].children];
    const words = [parts["taken-title"], parts["taken-where"], parts.level, ...rows].map((one) => one.textContent);
    if (!ops.isNew(text, [text.clientWidth, text.clientHeight, document.fonts.status, count, words])) return;
    for (let shown = rows.length; shown >= 0; shown -= 1) {
      rows.forEach((row, index) => { row.hidden = index >= shown; });
      const more = count - shown;
      ops.text(parts["taken-more"], more > 0 ? ops.t("and {count} more", {count: ops.number(more)}) : "");
      if (text.scrollHeight <= text.clientHeight + 1) return;
    }
  }
  function otherRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("span"));
    return made;
  }
  wall.onStart((root) => {
    box = ops.part(root, "taken");
    ops.live.listen((changed) => { if (changed.has("incidents")) look(ops.live.board); });
    ops.display.listen(() => look(ops.live.board));
    setInterval(tick, 1000);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") give(); });
  });
})(window.ops = window.ops || {});
