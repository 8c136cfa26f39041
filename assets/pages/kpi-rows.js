/* Every KPI: one of them as a row of a table, or as a small multiple. `kpi.href` is where it opens. */
(function (ops) {
  "use strict";

  function link(kpi) {
    const made = ops.element("a", "", kpi.name);
    made.href = kpi.href;
    return made;
  }
  function tableRow(kpi) {
    const [state, word] = ops.kpi.stateOf(kpi), row = ops.element("tr", state);
    row.dataset.kpi = kpi.key;
    const name = ops.element("th"), value = ops.element("td", "count"), how = ops.element("td", "how");
    name.scope = "row";
    name.append(link(kpi), ...mark(kpi), ops.element("small", "", kpi.about));
    const shown = ops.kpi.shown(kpi);
    value.append(ops.element("b", "", shown), ...(shown === "–" || !kpi.unit ? [] : [ops.element("small", "", "\u00a0" + kpi.unit)]));
    how.append(ops.element("span", "state", word || ops.t("No target")), ops.element("small", "", ops.kpi.sentence(kpi)));
    row.append(name, value, how, lineCell(kpi), targets(kpi), heard(kpi));
    return row;
  }
  function mark(kpi) {
    return kpi.estimate ? [" ", ops.element("em", "estimate", ops.t("estimate"))] : [];
  }
  function lineCell(kpi) {
    const cell = ops.element("td", "drawing"), line = ops.element("div", "line");
    line.setAttribute("role", "img");
    line.setAttribute("aria-label", ops.kpi.months(kpi));
    line.kpi = kpi;
    cell.append(line);
    return cell;
  }
  function targets(kpi) {
    const cell = ops.element("td", "targets");
    cell.append(...kpi.targets.map((one) => {
      const line = ops.element("div", "", `${one.year}: ${ops.value(one.value, kpi.unit, one.value % 1 ? kpi.decimals : 0)}`);
      line.title = one.source;
      if (one.reference) line.append(" ", ops.element("em", "", ops.t("reference")));
      return line;
    }));
    if (!kpi.targets.length) cell.append("–");
    return cell;
  }
  function heard(kpi) {
    const cell = ops.element("td", "as-of"), state = kpi.silent_since === undefined && !kpi.data_at ? "" : kpi.feed_state;
    if (!kpi.data_at) return cell;
    const told = ops.element("span", "heard " + state);
    told.append(ops.element("i"), ops.element("span", "", ops.time(kpi.data_at, ops.live.now())));
    cell.append(told);
    return cell;
  }

  function tile(kpi) {
    const made = ops.element("article", "tile"), head = ops.element("header"), name = ops.element("h3");
    made.dataset.kpi = kpi.key;
    made.kpi = kpi;
    name.append(link(kpi), ...mark(kpi));
    name.title = kpi.about;
    const part = (tag, className, key) => {
      const element = ops.element(tag, className);
      if (key) element.dataset.part = key;
      return element;
    };
    const value = part("p", "value"), line = part("div", "line", "line");
    value.append(part("span", "", "value"), part("small", "", "unit"));
    line.setAttribute("role", "img");
    const time = part("time", "", "time");
    head.append(name, time);
    made.append(head, value, part("p", "state", "state"), line, part("p", "sentence", "sentence"));
    return made;
  }
  ops.kpiRow = {table: tableRow, tile};
})(window.ops = window.ops || {});
