/* The scene "promises": a tile each, the map of the first of them, what happens now, the tide. */
(function (ops) {
  "use strict";
  const now = () => ops.live.now();
  const STATES = ["ok", "warn", "bad", "off", "plain"];

  function tile() {
    const made = ops.element("article", "promise"), parts = {};
    for (const [tag, name] of [["h3", "name"], ["p", "value"], ["p", "state"], ["p", "heard"], ["div", "line"],
      ["p", "sentence"], ["p", "beside"]]) {
      made.append(parts[name] = ops.element(tag, name));
    }
    parts.value.append(ops.element("span"), ops.element("small"));
    parts.heard.append(ops.element("i"), ops.element("time"));
    parts.line.setAttribute("role", "img");
    made.parts = parts;
    return made;
  }
  function fill(element, kpi) {
    const {name, value, state, heard, line, sentence, beside} = element.parts;
    const [kind, word] = ops.kpi.stateOf(kpi), number = ops.kpi.shown(kpi);
    ops.choose(element, STATES, kind);
    ops.text(name, ops.wall.kpiName(kpi.key));
    ops.text(value.firstChild, number);
    ops.text(value.lastChild, number === "–" ? "" : kpi.unit);
    ops.text(state, word);
    ops.choose(heard, ["live", "late", "silent"], kpi.feed_state);
    ops.text(heard.lastChild, ops.kpi.timeOf(kpi));
    ops.text(sentence, follows(kpi));
    ops.text(beside, besideCity(kpi));
    ops.wallLine(line, kpi);
    ops.attribute(line, "aria-label", ops.kpi.months(kpi));
  }
  /* What follows from it: reached when, or what it would take; else how far it is from its target. */
  function follows(kpi) {
    const {goal} = kpi, sign = kpi.direction === "up" ? 1 : -1;
    if (ops.kpi.silent(kpi) || kpi.filling || kpi.value === null || ops.kpi.isMissed(kpi)) return ops.kpi.sentence(kpi);
    const isOpen = goal && (kpi.value - goal.value) * sign < 0, nearest = isOpen ? goal : kpi.target;
    if (!isOpen || goal.expected === null) return nearest ? distance(kpi, nearest, sign) : ops.kpi.sentence(kpi);
    const value = ops.value(goal.value, kpi.unit, goal.value % 1 ? kpi.decimals : 0), {year} = goal;
    if (goal.first) {
      const month = ops.month(goal.first);
      return goal.reference ? ops.t("reference level {value} is reached in {month}", {value, month})
        : ops.t("{value} is reached in {month}", {value, month});
    }
    if (!goal.needed) {
      return goal.reference ? ops.t("below the reference level of {year} at this pace", {year})
        : ops.t("not met in {year} at this pace", {year});
    }
    const needed = aMonth(kpi, Math.abs(goal.needed), sign);
    return goal.reference ? ops.t("below the reference level of {year} at this pace: {needed} a month is needed", {year, needed})
      : ops.t("not met in {year} at this pace: {needed} a month is needed", {year, needed});
  }
  function aMonth(kpi, needed, sign) {
    const decimals = Math.max(kpi.decimals, needed < 0.1 ? 2 : needed < 10 ? 1 : 0);
    return (sign > 0 ? "+" : "\u2212") + (kpi.unit === "%" ? ops.t("{number} points", {number: ops.number(needed, decimals)})
      : ops.value(needed, kpi.unit, decimals));
  }
  function distance(kpi, target, sign) {
    const beyond = (kpi.value - target.value) * sign, far = Math.abs(beyond), {year} = target;
    const by = kpi.unit === "%" ? ops.t("{number} points", {number: ops.number(far, kpi.decimals)}) : ops.value(far, kpi.unit, kpi.decimals);
    if (target.reference) return beyond >= 0 ? ops.t("{by} beyond (reference {year})", {by, year}) : ops.t("{by} short (reference {year})", {by, year});
    return beyond >= 0 ? ops.t("{by} beyond (target {year})", {by, year}) : ops.t("{by} short (target {year})", {by, year});
  }
  /* on a unit's wall: the city's value, and the unit's place among its equals */
  function besideCity(kpi) {
    if (kpi.city_value === null || kpi.city_value === undefined) return "";
    const city = ops.t("the city {value}", {value: ops.value(kpi.city_value, kpi.unit, kpi.decimals)});
    return kpi.rank ? `${city} · ${ops.t("place {place} of {of}", kpi.rank)}` : city;
  }

  function promises(root, board) {
    ops.list(ops.part(root, "promises"), board.promises, (kpi) => kpi.key, tile, fill);
    const first = board.promises.find((kpi) => kpi.months.length);
    ops.text(ops.part(root, "promises-period"), first
      ? ops.t("{month}, against the targets of 2025 and 2030", {month: ops.monthName(first.months[first.months.length - 1].month)}) : "");
  }
  let map = null;
  function place(root, board) {
    if (!ops.unitMap) return;
    map = map || ops.unitMap(ops.part(root, "promises-map"));
    const kpi = board.promises.find((one) => board.map[one.key] && Object.keys(board.map[one.key]).length);
    ops.text(ops.part(root, "promises-map-name"), kpi ? ops.wall.kpiName(kpi.key) : "");
    const scale = kpi ? map.colour(ops.kpi.shown(kpi) === "–" ? {} : board.map[kpi.key], kpi) : null;
    ops.wall.legend(ops.part(root, "promises-legend"), scale, kpi);
    map.here(board.unit ? board.unit.code : null);
    map.points([...board.incidents].sort(ops.byGravity).filter((one) => one.unit).map((one) => ({
      key: "i" + one.id, unit: one.unit, lat: one.lat, lon: one.lon, severity: ops.severityOf(one), size: "middle",
    })));
  }
  function happening(root, board) {
    ops.text(ops.part(root, "happening-open"), board.incidents_open ? ops.number(board.incidents_open) : "");
    ops.happening(ops.part(root, "happening"), ops.part(root, "happening-more"), board);
  }
  const MANY = 4;  // open incidents from which on they need the room more than the counters do
  function today(root, {today: told, incidents_open: open}) {
    const {complaints, dossiers} = told || {};
    ops.part(root, "promises-dossiers").hidden = open > MANY;
    ops.wallBlock(ops.part(root, "promises-complaints"), complaints, complaints && {
      received: ops.wallNumber(complaints.received), overdue: ops.wallNumber(complaints.overdue)});
    ops.wallBlock(ops.part(root, "promises-dossiers"), dossiers, dossiers && {
      received: ops.wallNumber(dossiers.received), overdue: ops.wallNumber(dossiers.overdue)});
  }
  function tide(root, {tide: told, tide_ahead: ahead}) {
    const curve = ops.part(root, "tide-curve");
    ops.text(ops.part(root, "tide-name"), told ? ops.t("Tide at {station}", {station: ops.tideStation(told)}) : ops.t("Tide"));
    const words = ops.tideWords(told, ahead, now());
    ops.text(ops.part(root, "tide-told"), words);
    ops.attribute(curve, "aria-label", words);
    curve.parentElement.classList.toggle("off", !told || told.state !== "live");
    if (told) ops.wallTide(curve, told, told.state === "live" ? ahead : null, now());
  }
  ops.promiseTile = {make: tile, fill};
  ops.wallScene("promises", {
    keys: ["promises", "map", "unit", "incidents", "incidents_open", "tide", "tide_ahead", "today"], ages: true,
    draw(root, board) {
      promises(root, board);
      place(root, board);
      today(root, board);
      happening(root, board);
      tide(root, board);
    },
  });
})(window.ops = window.ops || {});
