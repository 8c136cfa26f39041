/* The scene Flood: gauges over each level, the deepest streets against their levels, who is silent, rain, the tide. */
(function (ops) {
  "use strict";
  const {wallNumber} = ops;
  const IN_COLUMN = 8, MOST = 12;
  const now = () => ops.live.now();
  let map = null;

  function draw(section, board) {
    const part = (name) => ops.part(section, name), {flood} = board.today || {};
    const gauges = board.gauges.filter((one) => one.quantity === "level");
    map = map || ops.unitMap(part("flood-map"), {plain: true, lens: true, near: true});
    map.here(board.unit ? board.unit.code : null);
    map.points(board.gauges.map(ops.gaugePoint).sort(ops.pointOrder));
    told(part("flood-told"), board.gauges);
    counts(part("flood-counts"), flood, gauges);
    ops.wallBlock(part("flood-deepest"), flood, {});
    streets(part("flood-streets"), gauges.filter(ops.gaugeSpeaks).sort((a, b) => b.level - a.level || b.value - a.value));
    silent(part("flood-silent"), board.gauges.filter((one) => one.state !== "live"));
    tide(part, board);
  }
  function told(heading, gauges) {
    const mute = gauges.filter((one) => one.state !== "live").length, count = ops.number(gauges.length);
    ops.text(heading, mute ? ops.t("{mute} of {count} silent", {mute: ops.number(mute), count}) : ops.t("{count} gauges", {count}));
  }
  function counts(block, flood, gauges) {
    const over = (flood && flood.over) || [null, null, null];
    ops.wallBlock(block, flood, flood && {"over-1": wallNumber(over[0]), "over-2": wallNumber(over[1]), "over-3": wallNumber(over[2]),
      below: over[0] === null ? null : ops.number(gauges.filter((one) => ops.gaugeSpeaks(one) && !one.level).length), rain: wallNumber(flood.rain, 1)});
    /* how many are silent is known by their silence itself */
    const mute = block.querySelector('[data-figure="mute"]');
    ops.text(mute.querySelector("b"), flood ? ops.number(flood.mute) : "–");
    mute.classList.toggle("unknown", !flood);
  }

  /* --- the deepest streets ------------------------------------------------------------------------------ */
  /* rows that have no room are not there; measured anew only where names or room have changed */
  function fit(list) {
    const rows = [...list.children], isBound = ops.wall.mode !== "column";
    if (!ops.isNew(list, [isBound, list.clientWidth, list.clientHeight, document.fonts.status, rows.map((row) => row.children[1].textContent)])) return;
    rows.forEach((row) => { row.hidden = false; });
    const room = list.clientHeight + 1;
    const fits = isBound ? rows.filter((row) => row.offsetTop + row.offsetHeight <= room).length : IN_COLUMN;
    rows.forEach((row, index) => { row.hidden = index >= fits; });
  }
  function streets(list, deepest) {
    const whole = Math.max(0.1, ...deepest.slice(0, MOST).map((one) => Math.max(one.value, (one.levels[2] || one.levels[one.levels.length - 1] || 0) * 1.15)));
    ops.list(list, deepest.slice(0, MOST), (one) => one.id, street, (row, gauge) => fill(row, gauge, whole));
    fit(list);
  }
  function street() {
    const row = ops.element("li"), bar = ops.element("span", "bar");
    bar.append(ops.element("i", "water"));
    bar.firstChild.dataset.key = "water";
    row.append(ops.element("i", "icon"), ops.element("b"), bar, ops.element("em"));
    return row;
  }
  function fill(row, gauge, whole) {
    const [icon, name, bar, depth] = row.children, severity = ops.LEVEL_SEVERITY[gauge.level];
    if (icon.dataset.severity !== severity) {
      icon.dataset.severity = severity;
      icon.replaceChildren(ops.shape(severity), ops.element("span", "spoken", ops.severityWord(severity)));
      ops.choose(row, ops.SEVERITIES, severity);
    }
    ops.text(name, gauge.name);
    ops.text(depth, ops.metres(gauge.value));
    bar.firstChild.style.setProperty("width", (100 * gauge.value / whole).toFixed(1) + "%");
    ops.list(bar, [{key: "water"}, ...gauge.levels.map((level, i) => ({key: i, level}))], (one) => one.key,
      () => ops.element("s"), (tick, one) => { if (tick.tagName === "S") levelTick(tick, one, whole, gauge.value); });
  }
  function levelTick(tick, {key, level}, whole, value) {
    tick.style.setProperty("left", (100 * level / whole).toFixed(1) + "%");
    ops.attribute(tick, "data-level", ops.ROMAN[key]);
    tick.classList.toggle("passed", value >= level);
  }
  function silent(list, mute) {
    const newest = mute.sort((a, b) => (b.observed_at || "").localeCompare(a.observed_at || ""));
    ops.list(list, newest.slice(0, MOST), (one) => one.id, () => {
      const row = ops.element("li"), icon = ops.element("i");
      icon.append(ops.shape("unknown"));
      row.append(icon, ops.element("b"), ops.element("span"));
      return row;
    }, (row, gauge) => {
      ops.text(row.children[1], gauge.name);
      ops.text(row.children[2], gauge.observed_at ? ops.t("since {time}", {time: ops.time(gauge.observed_at, now())})
        : ops.t("No data yet"));
    });
    fit(list);
  }

  /* --- the tide ------------------------------------------------------------------------------------------- */
  function tide(part, {tide: told, tide_ahead: ahead}) {
    const block = part("flood-tide"), curve = part("tide-days");
    const at = told && (told.observed_at || (told.points.length ? told.points[told.points.length - 1][0] : null));
    ops.wallBlock(block, told && {feed_state: told.state, data_at: at, silent_since: told.state === "silent" ? at : null}, {});
    ops.text(part("tide-station"), ops.t("Tide at {station}", {station: told ? ops.tideStation(told) : ""}).trim());
    ops.text(part("tide-peak"), ahead && ahead.peak ? peakWords(ahead.peak) : ops.t("no peak can be told ahead"));
    const minute = Math.floor(now() / 60000) * 60000;
    const drawn = JSON.stringify([minute, told, ahead, curve.clientWidth, curve.clientHeight, document.documentElement.className]);
    if (curve.drawn === drawn) return;
    curve.drawn = drawn;
    ops.tideDays(curve, told, ahead, minute);
    ops.attribute(curve, "aria-label", `${part("tide-station").textContent}: ${part("tide-peak").textContent}`);
  }
  function peakWords(peak) {
    const words = ops.t("next peak {value} at {time}", {value: ops.value(peak.value, "m", 2), time: ops.time(peak.at, now())});
    return `${words}, ${peak.level ? ops.t("over alarm level {level}", {level: ops.ROMAN[peak.level - 1]}) : ops.t("below alarm level I")}`;
  }
  ops.wallScene("flood", {keys: ["gauges", "today", "tide", "tide_ahead", "unit"], draw, ages: true});
})(window.ops = window.ops || {});
