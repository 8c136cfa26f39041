/* Units and periods side by side: a table for each KPI, every column sorts, by the address. */
(function (ops) {
  "use strict";
  const DOWN = "-";

  function draw(box) {
    const told = JSON.parse(box.dataset.compared);
    const ways = ops.element("div", "ways-out");
    ways.append(ops.download(told.file));
    box.replaceChildren(ways, ...told.tables.map((table, i) => section(told, table, told.maps.of[i])));
    for (const cell of box.querySelectorAll(".line")) ops.monthsLine(cell, cell.kpi);
  }
  /* the map of the chosen day, and what it can show */
  function mapOf(told, table, map) {
    const box = ops.element("div", "compare-map"), head = ops.element("h4"), tabs = ops.element("nav", "tabs"), hexagons = ops.element("div", "hexagons");
    for (const [words, href, isShown] of told.maps.ways) {
      const link = ops.element("a", "", words);
      link.href = href;
      if (isShown) link.setAttribute("aria-current", "true");
      tabs.append(link);
    }
    tabs.setAttribute("aria-label", ops.t("What the map shows"));
    head.append(map.title, ops.download("", {picture: ".hexagons", title: table.name}));
    hexagons.setAttribute("role", "img");
    hexagons.setAttribute("aria-label", `${table.name}: ${map.title}`);
    box.append(head, tabs, hexagons);
    ops.kpiHexagons(hexagons, map);
    return box;
  }
  function section(told, table, map) {
    const made = ops.element("section", "compare-shown"), title = ops.element("h3"), name = ops.element("a", "", table.name);
    const wide = ops.element("div", "wide"), drawn = ops.element("table"), body = ops.element("tbody");
    name.href = table.href;
    title.append(name, ...(table.unit ? [ops.element("em", "", table.unit)] : []));
    const lined = table.rows.some((row) => row[4].length && row !== table.rows[0]);
    const all = table.rows.slice(1).flatMap((row) => row[2]).filter((value) => value !== null).map(Math.abs);
    const greatest = Math.max(...all, 0);
    body.append(...table.rows.map((row, i) => rowOf(told, table, row, greatest, lined, i === 0)));
    drawn.append(head(told, table, lined), body);
    wide.append(drawn);
    const beside = ops.element("div", "beside-map");
    beside.append(wide, ...(map.units.length ? [mapOf(told, table, map)] : []));
    made.append(title, beside);
    return made;
  }

  /* --- what a click on a column asks for: the greatest first, then the least, then as it was chosen; names from A on */
  function sorted(told, column) {
    const turns = column === "name" ? ["", column, DOWN + column] : ["", DOWN + column, column];
    const next = turns[(turns.indexOf(told.sort) + 1) % turns.length];
    const query = new URLSearchParams(told.query);
    if (next) query.set("sort", next); else query.delete("sort");
    return `/compare?${query}`;
  }
  function column(told, key, text, spoken = text) {
    const cell = ops.element("th"), link = ops.element("a", "", text);
    cell.scope = "col";
    link.href = sorted(told, key);
    link.setAttribute("aria-label", ops.t("Sort by {column}", {column: spoken}));
    if (told.sort === key) cell.setAttribute("aria-sort", "ascending");
    if (told.sort === DOWN + key) cell.setAttribute("aria-sort", "descending");
    cell.append(link);
    return cell;
  }
  function head(told, table, lined) {
    const made = ops.element("thead"), row = ops.element("tr");
    row.append(column(told, "name", ops.t("Unit")));
    told.spans.forEach((span, i) => {
      const cell = column(told, "v" + i, span);
      cell.className = "number";
      if (table.missing[i]) {
        cell.classList.add("off");
        cell.append(ops.element("small", "", table.missing[i]));
      }
      row.append(cell);
      if (!i) return;
      const change = column(told, "c" + i, "±", ops.t("change, {first} to {last}", {first: told.spans[i - 1], last: span}));
      change.title = ops.t("change, {first} to {last}", {first: told.spans[i - 1], last: span});
      change.className = "number change";
      row.append(change);
    });
    if (lined) {
      const cell = ops.element("th", "", ops.t("13 periods"));
      cell.scope = "col";
      row.append(cell);
    }
    made.append(row);
    return made;
  }

  function rowOf(told, table, [name, href, values, changes, line, outside, estimate], greatest, lined, isCity) {
    const made = ops.element("tr", isCity ? "of-city" : ""), first = ops.element("th"), link = ops.element("a", "", name);
    first.scope = "row";
    link.href = href;
    first.append(link);
    if (estimate) first.append(" ", ops.element("em", "estimate", told.names.estimate));
    if (outside) first.append(ops.element("small", "", told.names.outside));
    made.append(first);
    values.forEach((value, i) => {
      const cell = ops.element("td", table.missing[i] ? "number off" : "number");
      cell.append(ops.element("span", "", value === null ? "–" : ops.number(value, table.decimals)));
      if (!isCity && greatest && value !== null) {
        const bar = ops.element("i");
        bar.style.width = `${Math.round(1000 * Math.abs(value) / greatest) / 10}%`;
        cell.append(bar);
      }
      made.append(cell);
      if (i) made.append(ops.element("td", "number change", signed(changes[i], table.decimals)));
    });
    if (lined) made.append(drawing(table, line));
    return made;
  }
  function signed(change, decimals) {
    if (change === null) return "–";
    return (change > 0 ? "+" : "") + ops.number(change, decimals);
  }
  function drawing(table, line) {
    const cell = ops.element("td", "drawing"), box = ops.element("div", "line");
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", ops.t("13 periods"));
    box.kpi = {months: line.map((value) => ({value})), targets: []};
    cell.append(box);
    return cell;
  }

  ops.onPage("compare", (root) => {
    let drawn = null;
    const look = () => {
      const box = root.querySelector("[data-compared]");
      if (box && box !== drawn) draw(drawn = box);
    };
    look();
    new MutationObserver(look).observe(root, {childList: true, subtree: true});
    let width = root.clientWidth;
    new ResizeObserver(() => {
      if (!drawn || width === root.clientWidth) return;
      width = root.clientWidth;
      for (const cell of drawn.querySelectorAll(".line")) ops.monthsLine(cell, cell.kpi);
    }).observe(root);
  });
})(window.ops = window.ops || {});
