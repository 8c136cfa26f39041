/* The scene Map: another KPI over the wards with each showing; how the wards spread, the highest and the lowest. */
(function (ops) {
  "use strict";
  const STAYS = 60e3;  // a scene that is shown for long turns to the next KPI by itself
  const ENDS = 4;
  let map = null, kpis = null, at = -1, since = 0;

  function start(section) {
    kpis = JSON.parse(section.dataset.kpis);
    map = ops.unitMap(ops.part(section, "map-map"), {lens: true, ready: () => ops.wall.redraw()});
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

  /* the KPI whose turn it is: one that is told, as long as there is one */
  function chosen(board) {
    const all = Object.keys(kpis).filter((key) => board.map[key]);
    const told = all.filter((key) => isTold(board, key)), turns = told.length ? told : all;
    if (!turns.length) return null;
    const key = turns[at % turns.length], [, unit, decimals] = kpis[key];
    return {key, unit, decimals, isOff: isSilent(board, key), turn: `${turns.indexOf(key) + 1}/${turns.length}`,
      silent: [...new Set(all.filter((one) => isSilent(board, one)).map((one) => kpis[one][0]))]};
  }
  function draw(section, board) {
    const part = (name) => ops.part(section, name);
    if (!map) start(section);
    if (performance.now() - since > STAYS) turn();
    const kpi = chosen(board);
    if (!kpi) return;
    const promise = board.promises.find((one) => one.key === kpi.key);
    ops.wallBlock(part("map-told"), feedOf(board, kpi.key), {});
    ops.text(part("map-name"), ops.wall.kpiName(kpi.key));
    ops.text(part("map-turn"), kpi.turn);
    city(part, promise, kpi);
    map.here(board.unit ? board.unit.code : null);
    const scale = map.colour(kpi.isOff ? {} : board.map[kpi.key], kpi);
    wards(part, kpi.isOff ? {} : board.map[kpi.key], scale, kpi, kpi.isOff ? [] : marks(board, kpi, promise));
    ops.text(part("map-silent"), kpi.silent.length && !kpi.isOff
      ? ops.t("silent sources: {feeds}", {feeds: kpi.silent.map((kind) => ops.feedName({kind}, [{kind}])).join(", ")}) : "");
  }
  /* the city among its wards; on a unit's wall the unit too */
  function marks({unit, map: told}, kpi, promise) {
    const words = (value) => ops.value(value, kpi.unit, kpi.decimals), here = unit && told[kpi.key][unit.code];
    const city = !promise ? null : unit ? promise.city_value : promise.value;
    return [{value: city, text: ops.t("the city {value}", {value: words(city)})},
      ...(unit ? [{value: here, text: `${ops.shortUnit(unit.name)} ${words(here)}`}] : [])]
      .filter(({value}) => value !== null && value !== undefined);
  }
  function wards(part, told, scale, kpi, marked) {
    const {units} = map.shapes() || {units: new Map()};
    const values = [...units.values()].map((unit) => ({unit, value: told[unit.code] ?? null})).filter((one) => one.value !== null);
    const unknown = units.size - values.length;
    ops.text(part("map-unknown"), ops.t("{count} wards without data", {count: ops.number(unknown)}));
    part("map-unknown").parentElement.hidden = !unknown;
    part("map-spread").classList.toggle("two", marked.length > 1);
    ops.wallSpread(part("map-spread"), values, scale, kpi, marked);
    lists(part, values, kpi, marked.length > 1 ? ENDS - 1 : ENDS);
    names(values, kpi);
  }
  /* on the map the highest and the lowest by name, where each is alone */
  function names(values, kpi) {
    const ends = map.extremes(), isAlone = (one) => values.filter(({value}) => value === one.value).length === 1;
    map.name(!ends || !values.length ? [] : [ends.highest, ends.lowest].filter(isAlone).map(({unit, value}) => (
      {unit: unit.code, text: `${unit.short} ${ops.value(value, kpi.unit, kpi.decimals)}`})));
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
  function lists(part, values, kpi, most) {
    const sorted = [...values].sort((a, b) => b.value - a.value || a.unit.name.localeCompare(b.unit.name, "vi"));
    rows(part("map-highest"), sorted, kpi, most);
    rows(part("map-lowest"), sorted.slice().reverse(), kpi, most);
  }
  /* where more units than there is room for share a value, it is said once, with their number */
  function rows(list, sorted, kpi, most) {
    const told = [];
    for (let i = 0; i < sorted.length && told.length < most;) {
      const {value} = sorted[i], same = sorted.filter((one) => one.value === value);
      if (told.length + same.length > most) {
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
