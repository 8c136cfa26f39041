/* Every KPI: draws them by group as a table or as small multiples, searches, filters, and keeps the address. */
(function (ops) {
  "use strict";
  const COMPARED = 3;  // KPIs of a group that are compared at once: each is a table
  let box = null, told = null, asked = null, shut = null, drawnWidth = 0;

  const found = (kpi) => kpi.text.includes(ops.folded(asked.q.trim()));
  const wanted = (kpi) => found(kpi) && (!asked.state || kpi.state === asked.state);

  function read(element) {
    box = element;
    told = JSON.parse(box.dataset.kpis);
    asked = told.asked;
    shut = new Set(asked.shut.split(",").filter(Boolean));
    const names = new Map(told.groups);
    for (const kpi of told.rows) {
      kpi.groupName = names.get(kpi.group);
      kpi.text = ops.folded(`${kpi.name} ${kpi.groupName} ${kpi.about}`);
      kpi.before = told.before;
      kpi.href = address("/kpi/" + kpi.key, told.query);
      kpi.months = kpi.line.map((value, i) => ({value, name: told.spans[i]}));
    }
    box.replaceChildren(ops.element("div", "bar"), ops.element("nav", "groups-of"), ops.element("div", "kpi-groups"));
    box.children[1].setAttribute("aria-label", ops.t("Groups"));
    show();
  }

  /* --- addresses ----------------------------------------------------------------------------------------- */
  function address(path, values) {
    const query = new URLSearchParams(Object.entries(values).filter((one) => one[1]));
    return query.size ? `${path}?${query}` : path;
  }
  const here = (other = {}) => address("/kpi", {...told.query, ...asked, ...other});
  function compare(rows) {
    const {unit, level, period, on} = told.query;
    return address("/compare", {keys: rows.slice(0, COMPARED).map((kpi) => kpi.key).join(","), units: unit, level, periods: period, on});
  }
  function change(values) {
    Object.assign(asked, values);
    history.replaceState(history.state, "", here());
    const form = document.querySelector("form.choose");
    for (const name of Object.keys(values)) if (form.elements[name].value !== values[name]) form.elements[name].value = values[name];
    show();
  }

  /* --- what stands above: the states counted, the look, the ways out ---------------------------------------- */
  function link(text, href, current, act) {
    const made = ops.element("a", "", text);
    made.href = href;
    if (current) made.setAttribute("aria-current", "true");
    if (act) made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act();
    });
    return made;
  }
  function bar(rows) {
    const held = document.activeElement && document.activeElement.dataset.held;
    const states = ops.element("p", "states");
    for (const [state, word] of [["", ops.t("All")], ...told.states]) {
      const number = state ? rows.filter((kpi) => kpi.state === state).length : rows.length;
      const made = link("", here({state}), asked.state === state, () => change({state}));
      made.className = {met: "ok", at_risk: "warn", missed: "bad", no_data: "off"}[state] || "plain";
      made.dataset.held = "state-" + state;
      made.append(ops.element("span", "", word), " ", ops.element("b", "", ops.number(number)));
      states.append(made);
    }
    const looks = ops.element("p", "looks");
    for (const [look, word] of told.looks) {
      const made = link(word, here({look}), asked.look === look, () => change({look}));
      made.dataset.held = "look-" + look;
      looks.append(made);
    }
    const file = ops.download(address("/api/tables/kpi.{format}", {...told.query, q: asked.q, state: asked.state}));
    const ways = ops.element("div", "ways-out");
    ways.append(link(ops.t("Compare"), compare(rows.filter(wanted).slice(0, 1))), file);
    box.children[0].replaceChildren(states, looks, ways);
    const again = held && box.querySelector(`[data-held="${held}"]`);
    if (again) again.focus();
  }

  /* --- groups --------------------------------------------------------------------------------------------------- */
  function show() {
    const rows = told.rows.filter(found), shown = rows.filter(wanted);
    bar(rows);
    const index = ops.element("ol"), sections = [];
    for (const [key, name] of told.groups) {
      const own = shown.filter((kpi) => kpi.group === key);
      if (!own.length) continue;
      sections.push(section(key, name, own));
      const item = ops.element("li"), to = link(name, "#group-" + key, false, () => go(key));
      item.append(to, ops.element("span", "", ops.number(own.length)));
      index.append(item);
    }
    if (!sections.length) sections.push(ops.element("p", "hint", ops.t("No KPI is like this.")));
    box.children[1].replaceChildren(index);
    box.children[2].replaceChildren(...sections);
    lines();
  }
  function go(key) {
    if (shut.has(key)) toggle(key);
    document.getElementById("group-" + key).scrollIntoView();
  }
  function toggle(key) {
    if (!shut.delete(key)) shut.add(key);
    change({shut: [...shut].join(",")});
    const button = document.querySelector(`#group-${key} button`);
    if (button) button.focus();
  }
  function section(key, name, rows) {
    const made = ops.element("section", "kpi-group"), open = !shut.has(key) || Boolean(asked.q);
    made.id = "group-" + key;
    const button = ops.element("button", "", name), compared = link(ops.t("Compare"), compare(rows));
    button.type = "button";
    button.setAttribute("aria-expanded", String(open));
    button.addEventListener("click", () => toggle(key));
    compared.setAttribute("aria-label", `${ops.t("Compare")}: ${name}`);
    const title = ops.element("h3");
    title.append(button, ops.element("em", "", ops.number(rows.length)), compared);
    if (asked.look === "multiples") {
      const tiles = ops.element("div", "multiples");
      if (open) tiles.append(...rows.map(ops.kpiRow.tile));
      made.append(title, tiles);
    } else made.append(table(title, rows, open));
    return made;
  }

  /* --- as a table --------------------------------------------------------------------------------------------------- */
  function table(title, rows, open) {
    const made = ops.element("table"), head = ops.element("thead"), row = ops.element("tr"), body = ops.element("tbody");
    const first = ops.element("th");
    first.scope = "col";
    first.append(title);
    row.append(first, ...[ops.t("Value"), ops.t("State"), ops.t("13 periods"), ops.t("Targets"), ops.t("Data as of")].map((text) => {
      const cell = ops.element("th", "", open ? text : "");
      cell.scope = "col";
      return cell;
    }));
    head.append(row);
    if (open) body.append(...rows.map(ops.kpiRow.table));
    made.append(head, body);
    return made;
  }
  function lines() {
    drawnWidth = box.clientWidth;
    for (const element of box.querySelectorAll(".tile")) ops.kpi.tile(element, element.kpi);
    for (const element of box.querySelectorAll(".drawing .line")) if (element.clientWidth) ops.monthsLine(element, element.kpi);
  }

  /* --- judging what was off its habit -------------------------------------------------------------------------------- */
  async function judge(button) {
    const group = button.closest("[role=group]"), {finding, verdict} = button.dataset;
    let well = false;
    try {
      well = (await ops.request("POST", `/api/findings/${finding}/${verdict}`)).ok;
    } catch { /* told below */ }
    if (well) for (const one of group.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
    const said = group.querySelector("[role=status]") || group.appendChild(ops.element("span"));
    said.setAttribute("role", "status");
    ops.text(said, well ? ops.t("Thank you, noted.") : ops.t("It could not be noted; try again in a moment."));
  }

  ops.onPage("kpi", (root) => {
    const look = () => {
      const element = root.querySelector("[data-kpis]");
      if (element && element !== box) read(element);
    };
    look();
    new MutationObserver(look).observe(root, {childList: true, subtree: true});
    new ResizeObserver(() => { if (box && box.clientWidth !== drawnWidth) lines(); }).observe(root);
    document.fonts.ready.then(() => { if (box) lines(); });
    root.addEventListener("input", (event) => { if (event.target.name === "q" && told) change({q: event.target.value}); });
    /* the form itself asks the server; searching and filtering is done here */
    root.addEventListener("change", (event) => {
      if (event.target.name === "state" && told) { event.stopPropagation(); change({state: event.target.value}); }
    }, true);
    root.addEventListener("keydown", (event) => { if (event.target.name === "q" && event.key === "Enter") event.preventDefault(); });
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-finding]");
      if (button) judge(button);
    });
  });
})(window.ops = window.ops || {});
