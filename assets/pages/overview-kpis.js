/* The KPIs: a tile for each great promise, a row under its group for every other. */
(function (ops) {
  "use strict";
  const NAMED = 0.005;  // the part of the month from which on what is missing goes before all else
  const now = () => ops.live.now();
  const silent = (kpi) => kpi.feed_state === "silent";
  let board = null;
  const kpiOf = (key) => board.kpis.find((kpi) => kpi.key === key);

  const points = (kpi, difference) => (kpi.unit === "%"
    ? ops.t("{number} points", {number: ops.number(Math.abs(difference), kpi.decimals)})
    : ops.value(Math.abs(difference), kpi.unit, kpi.decimals));
  function stateOf(kpi) {
    if (silent(kpi)) return ["off", sinceWords(kpi)];
    if (kpi.filling) return ["off", ops.t("Loading")];
    if (kpi.value === null) return ["off", ops.t("No data")];
    switch (kpi.state) {
      case "met": return ["ok", ops.t("Met {year}", {year: kpi.target ? kpi.target.year : ""})];
      case "at_risk": return ["warn", ops.t("At risk")];
      case "missed": return ["bad", ops.t("Missed")];
      case "no_data": return ["off", ops.t("Not enough data")];
      default: return ["plain", ""];
    }
  }
  function sinceWords(kpi) {
    if (!kpi.silent_since) return ops.t("No data yet");
    return ops.t("No data since {time}", {time: ops.time(kpi.silent_since, now())});
  }
  function lastWords(kpi) {
    return kpi.last_value === null ? "" : ops.t("last {value}", {value: ops.value(kpi.last_value, kpi.unit, kpi.decimals)});
  }
  function sentence(kpi) {
    if (silent(kpi)) return lastWords(kpi);
    if (kpi.filling) return ops.t("The first load is under way");
    if (kpi.value === null) return ops.t("Nothing to count yet");
    if (kpi.missing.share >= NAMED) return missingWords(kpi);
    const target = kpi.target;
    if (target) {
      const beyond = (kpi.value - target.value) * (kpi.direction === "up" ? 1 : -1);
      const values = {points: points(kpi, beyond), year: target.year};
      if (target.reference) {
        return beyond >= 0 ? ops.t("{points} beyond the reference level of {year}", values)
          : ops.t("{points} short of the reference level of {year}", values);
      }
      return beyond >= 0 ? ops.t("{points} beyond the target of {year}", values)
        : ops.t("{points} short of the target of {year}", values);
    }
    if (kpi.key === "flood_deepest") {
      const deepest = board.gauges.filter(ops.gaugeSpeaks).sort((a, b) => b.value - a.value)[0];
      return deepest ? deepest.name : ops.t("No gauge speaks");
    }
    return trend(kpi);
  }
  function missingWords(kpi) {
    const {minutes, share} = kpi.missing;
    const time = minutes < 60 ? ops.t("{minutes} min", {minutes: ops.number(minutes)})
      : ops.t("{hours} h {minutes} min", {hours: ops.number(Math.floor(minutes / 60)), minutes: minutes % 60});
    return ops.t("missing {time}, {share} % of the period", {time, share: ops.number(share * 100, 1)});
  }
  function trend(kpi) {
    if (kpi.previous === null || kpi.previous === undefined) return "";
    const change = kpi.value - kpi.previous;
    if (Math.abs(change) < 0.5 / 10 ** kpi.decimals) return ops.t("as at the end of last month");
    const values = {points: points(kpi, change)};
    return change > 0 ? ops.t("up {points} on last month", values) : ops.t("down {points} on last month", values);
  }
  function timeOf(kpi) {
    if (!kpi.data_at) return "";
    const time = ops.time(kpi.data_at, now());
    return kpi.feed_state === "late" ? ops.t("{time} · late", {time}) : time;
  }
  function shown(kpi) {
    return silent(kpi) || kpi.value === null ? "–" : ops.number(kpi.value, kpi.decimals);
  }

  function tile(element) {
    const kpi = kpiOf(element.dataset.kpi);
    if (!kpi) return;
    const [state, word] = stateOf(kpi);
    ops.choose(element, ["ok", "warn", "bad", "off", "plain"], state);
    element.classList.toggle("late", kpi.feed_state === "late");
    const value = shown(kpi);
    ops.text(ops.part(element, "value"), value);
    ops.text(ops.part(element, "unit"), value === "–" ? "" : kpi.unit);
    ops.text(ops.part(element, "state"), word);
    ops.text(ops.part(element, "time"), timeOf(kpi));
    ops.text(ops.part(element, "sentence"), sentence(kpi));
    const line = ops.part(element, "line");
    const drawn = JSON.stringify([kpi.months, kpi.targets, line.clientWidth, line.clientHeight]);
    if (line.dataset.drawn !== drawn) {
      line.dataset.drawn = drawn;
      ops.monthsLine(line, kpi);
      ops.attribute(line, "aria-label", months(kpi));
    }
  }
  function months(kpi) {
    const known = kpi.months.filter((month) => month.value !== null);
    if (!known.length) return ops.t("No months yet");
    const first = known[0], last = known[known.length - 1];
    const targets = kpi.targets.map((target) => ops.t("target {year}: {value} ({source})",
      {...target, value: ops.value(target.value, kpi.unit, 0)}));
    return [ops.t("from {first} in {start} to {last} in {end}", {
      first: ops.value(first.value, kpi.unit, kpi.decimals), start: ops.month(first.month),
      last: ops.value(last.value, kpi.unit, kpi.decimals), end: ops.month(last.month)}), ...targets].join("; ");
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
  ops.kpiSince = sinceWords;
})(window.ops = window.ops || {});
