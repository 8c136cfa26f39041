/* What is said of a KPI wherever it stands: value, state in words, a sentence, since when, its line. */
(function (ops) {
  "use strict";
  const NAMED = 0.005;  // the part of a period from which on what is missing goes before all else
  const isMissed = (kpi) => kpi.missing.share >= NAMED;
  const now = () => ops.live.now();
  const silent = (kpi) => kpi.feed_state === "silent";
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
    if (isMissed(kpi)) return missingWords(kpi);
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
    const values = {points: points(kpi, change)}, same = Math.abs(change) < 0.5 / 10 ** kpi.decimals;
    if (kpi.before === "period") {
      if (same) return ops.t("as in the period before");
      return change > 0 ? ops.t("up {points} on the period before", values) : ops.t("down {points} on the period before", values);
    }
    if (same) return ops.t("as at the end of last month");
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

  /* The parts of a tile: value, unit, state, time, sentence, line. */
  function tile(element, kpi, told = sentence(kpi)) {
    const [state, word] = stateOf(kpi);
    ops.choose(element, ["ok", "warn", "bad", "off", "plain"], state);
    element.classList.toggle("late", kpi.feed_state === "late");
    const value = shown(kpi);
    ops.text(ops.part(element, "value"), value);
    ops.text(ops.part(element, "unit"), value === "–" ? "" : kpi.unit);
    ops.text(ops.part(element, "state"), word);
    ops.text(ops.part(element, "time"), timeOf(kpi));
    ops.text(ops.part(element, "sentence"), told);
    const line = ops.part(element, "line");
    const drawn = JSON.stringify([kpi.months, kpi.targets, line.clientWidth, line.clientHeight]);
    if (line.dataset.drawn !== drawn) {
      line.dataset.drawn = drawn;
      ops.monthsLine(line, kpi);
      ops.attribute(line, "aria-label", months(kpi));
    }
  }
  const monthName = (month) => month.name || ops.month(month.month);
  function months(kpi) {
    const known = kpi.months.filter((month) => month.value !== null);
    if (!known.length) return ops.t("No months yet");
    const first = known[0], last = known[known.length - 1];
    const targets = kpi.targets.map((target) => ops.t("target {year}: {value} ({source})",
      {...target, value: ops.value(target.value, kpi.unit, 0)}));
    return [ops.t("from {first} in {start} to {last} in {end}", {
      first: ops.value(first.value, kpi.unit, kpi.decimals), start: monthName(first),
      last: ops.value(last.value, kpi.unit, kpi.decimals), end: monthName(last)}), ...targets].join("; ");
  }
  ops.kpi = {stateOf, sentence, shown, silent, isMissed, sinceWords, lastWords, missingWords, timeOf, tile, months};
})(window.ops = window.ops || {});
