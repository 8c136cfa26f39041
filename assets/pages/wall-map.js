/* The scene Map: another KPI over the wards with each showing; how the wards spread, the highest and the lowest. */
(function (ops) {
  "use strict";
  const STAYS = 60e3;  // a scene that is shown for long turns to the next KPI by itself
  const ENDS = 4;
  let map = null, kpis = null, at = -1, since = 0;

  function start(section) {
    kpis = JSON.parse(section.dataset.kpis);
    map = ops.unitMap(ops.part(section, "map-map"), {ready: () => ops.wall.redraw()});
    new MutationObserver(() => {
      if (section.hidden) return;
      turn();
      if (ops.live.board) draw(section, ops.live.board);
    }).observe(section, {attributeFilter: ["hidden"]});
    turn();
  }
  function turn() {
    at += 1;
    since = performance.now();
  }
  const feedOf = (board, key) => (board.today || {})[kpis[key][0]];
  const isSilent = (board, key) => ops.wallFresh(feedOf(board, key))[0] === "silent";
  const isTold = (board, key) => !isSilent(board, key) && Object.values(board.map[key]).some((value) => value !== null);

  function draw(section, board) {
    const part = (name) => ops.part(section, name);
    if (!map) start(section);
    if (performance.now() - since > STAYS) turn();
    const all = Object.keys(kpis).filter((key) => board.map[key]);
    if (!all.length) return;
    const told = all.filter((key) => isTold(board, key)), turns = told.length ? told : all;
    const key = turns[at % turns.length], [, suffix, decimals] = kpis[key];
    const kpi = {key, unit: suffix, decimals}, isOff = isSilent(board, key);
    const promise = board.promises.find((one) => one.key === key);
    if (board.unit) map.here(board.unit.code);
    const scale = map.colour(isOff ? {} : board.map[key], kpi);
    const ends = isOff ? null : map.extremes();
    ops.wallBlock(part("map-told"), feedOf(board, key), {});
    ops.text(part("map-name"), ops.wall.kpiName(key));
    ops.text(part("map-turn"), `${turns.indexOf(key) + 1}/${turns.length}`);
    city(part, promise, kpi);
    const {units} = map.shapes() || {units: new Map()};
    const values = [...units.values()].map((unit) => ({unit, value: isOff ? null : board.map[key][unit.code] ?? null}));
    const unknown = values.filter((one) => one.value === null).length;
    ops.text(part("map-unknown"), unknown ? ops.t("{count} wards without data", {count: ops.number(unknown)}) : "");
    part("map-unknown").parentElement.hidden = !unknown;
    ops.wallSpread(part("map-spread"), values.filter((one) => one.value !== null), scale, kpi, promise);
    lists(part, values.filter((one) => one.value !== null), kpi);
    const isAlone = (one) => ends.known.filter((other) => other.value === one.value).length === 1;
    map.name(ends ? [ends.highest, ends.lowest].filter(isAlone).map((one) => ({unit: one.unit.code,
      text: `${one.unit.short} ${ops.value(one.value, suffix, decimals)}`})) : []);
    const silent = [...new Set(all.filter((one) => isSilent(board, one)).map((one) => kpis[one][0]))];
    ops.text(part("map-silent"), silent.length && !isOff
      ? ops.t("silent, not shown: {feeds}", {feeds: silent.map((kind) => ops.feedName({kind}, [{kind}])).join(", ")}) : "");
  }
  function city(part, promise, kpi) {
    const value = part("map-value"), row = value.parentElement;
    row.hidden = !promise;
    if (!promise) return;
    const [state, word] = ops.kpi.stateOf(promise);
    ops.choose(row, ["ok", "warn", "bad", "off", "plain"], state);
    ops.text(value, ops.kpi.silent(promise) ? "–" : ops.value(promise.value, kpi.unit, kpi.decimals));
    ops.text(part("map-state"), state === "off" ? ops.kpi.lastWords(promise) : word);
  }
  function lists(part, values, kpi) {
    const sorted = [...values].sort((a, b) => b.value - a.value || a.unit.name.localeCompare(b.unit.name, "vi"));
    rows(part("map-highest"), sorted, kpi);
    rows(part("map-lowest"), sorted.slice().reverse(), kpi);
  }
  /* where more units than there is room for share a value, it is said once, with their number */
  function rows(list, sorted, kpi) {
    const told = [];
    for (let i = 0; i < sorted.length && told.length < ENDS;) {
      const {value} = sorted[i], same = sorted.filter((one) => one.value === value);
      if (told.length + same.length > ENDS) {
        told.push({key: "many", value, name: ops.t("{count} wards", {count: ops.number(same.length)})});
        break;
      }
      told.push(...same.map(({unit}) => ({key: unit.code, value, name: ops.shortUnit(unit.name)})));
      i += same.length;
    }
    ops.list(list, told, (one) => one.key, () => {
      const row = ops.element("li");
      row.append(ops.element("span"), ops.element("b"));
      return row;
    }, (row, one) => {
      ops.text(row.firstChild, one.name);
      ops.text(row.lastChild, ops.value(one.value, kpi.unit, kpi.decimals));
    });
  }
  ops.wallScene("map", {keys: ["map", "promises", "today", "unit"], draw, ages: true});
})(window.ops = window.ops || {});
