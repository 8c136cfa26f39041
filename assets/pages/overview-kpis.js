/* The KPIs: a tile for each great promise, a row under its group for every other. */
(function (ops) {
  "use strict";
  const {silent, lastWords, timeOf} = ops.kpi;
  const now = () => ops.live.now();
  let board = null;
  const kpiOf = (key) => board.kpis.find((kpi) => kpi.key === key);

  function tile(element) {
    const kpi = kpiOf(element.dataset.kpi);
    if (kpi) ops.kpi.tile(element, kpi, sentence(kpi));
  }
  /* without a target the deepest flood says where it is */
  function sentence(kpi) {
    const isTold = silent(kpi) || kpi.filling || kpi.value === null || ops.kpi.isMissed(kpi) || kpi.target;
    if (isTold || kpi.key !== "flood_deepest") return ops.kpi.sentence(kpi);
    const deepest = board.gauges.filter(ops.gaugeSpeaks).sort((a, b) => b.value - a.value)[0];
    return deepest ? deepest.name : ops.t("No gauge speaks");
  }
  function row(element) {
    const kpi = kpiOf(element.dataset.kpi);
    if (!kpi) return;
    const off = silent(kpi) || kpi.value === null;
    element.classList.toggle("off", off);
    ops.text(ops.part(element, "value"), off ? "–" : ops.value(kpi.value, kpi.unit, kpi.decimals));
    ops.text(ops.part(element, "last"), off ? lastWords(kpi) : "");
  }
  function group(element) {
    const first = board.kpis.find((kpi) => kpi.group === element.dataset.group);
    if (!first) return;
    element.classList.toggle("off", silent(first));
    element.classList.toggle("late", first.feed_state === "late");
    ops.text(ops.part(element, "time"), !silent(first) ? timeOf(first) : first.silent_since
      ? ops.t("silent since {time}", {time: ops.time(first.silent_since, now())}) : ops.t("No data yet"));
  }
  ops.draws("overview", ["kpis"], (root, newest) => {
    board = newest;
    root.querySelectorAll(".tile").forEach(tile);
    root.querySelectorAll(".group").forEach(group);
    root.querySelectorAll(".group [data-kpi]").forEach(row);
    const months = board.kpis[0].months;
    ops.text(ops.part(root, "period"), months.length
      ? ops.t("{month}, against the targets of 2025 and 2030", {month: ops.monthName(months[months.length - 1].month)}) : "");
  });
})(window.ops = window.ops || {});
