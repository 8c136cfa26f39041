/* What stands above the list: counters that filter, the search, the filters, and the views an officer has saved. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const QUIET = 250;  // ms after the last key before the search is sent
  const TIME_WORDS = {1: "Last hour", 8: "Last 8 hours", 24: "Last 24 hours", 168: "Last 7 days"};
  const QUICK = {
    open: {state: [], mine: false, overdue: false},
    unacknowledged: {state: ["triggered"], mine: false, overdue: false},
    overdue: {state: [], mine: false, overdue: true},
    mine: {state: [], mine: true, overdue: false},
  };
  let search = null, wait = null, views = [];

  function quickNow() {
    const {state, mine, overdue} = desk.filters;
    if (mine) return overdue ? "" : "mine";
    if (overdue) return "overdue";
    if (state.length === 1 && state[0] === "triggered") return "unacknowledged";
    return state.length ? "" : "open";
  }
  function count() {
    const {kind, severity, state, unit, assignee, unknown} = desk.filters;
    return [kind, severity, state, unit, assignee].filter((one) => one.length).length + (unknown ? 1 : 0) + (timed() ? 1 : 0);
  }
  function show() {
    const root = desk.root, quick = quickNow();
    for (const button of root.querySelectorAll("[data-quick]")) ops.attribute(button, "aria-pressed", String(button.dataset.quick === quick));
    for (const button of root.querySelectorAll("[data-filter]")) {
      ops.attribute(button, "aria-pressed", String(desk.filters[button.dataset.filter].includes(button.dataset.value)));
    }
    ops.text(desk.part("filter-count"), count() ? String(count()) : "");
    if (document.activeElement !== search) search.value = desk.filters.search;
    more();
    shownViews();
  }
  function counts(told) {
    for (const name of Object.keys(QUICK)) {
      ops.text(desk.part("count-" + name), ops.number(told[name] || 0));
      desk.part("count-" + name).parentElement.classList.toggle("some", Boolean(told[name]));
    }
  }

  /* --- unit, assignee, time: what is too much for buttons ------------------------------------------------------ */
  function picked(name, label, options) {
    const field = {name: "desk-" + name, label, value: desk.filters[name].join(","), options, most: 5, hint: ops.t("type to find")};
    const box = ops.element("div", "ask"), caption = ops.element("span", "", label), made = ops.combo(field);
    made.querySelector("[role=combobox]").setAttribute("aria-label", label);
    made.addEventListener("change", (event) => {
      event.stopPropagation();
      desk.filter({[name]: event.target.value.split(",").filter(Boolean)});
    });
    box.append(caption, made);
    return box;
  }
  const timed = () => Boolean(desk.filters.hours || desk.filters.since || desk.filters.until);
  /* the period of a report that the address names, first and last day; "" without one */
  function period() {
    const {since, until} = desk.filters, last = Date.parse(until) - 1;
    return [Date.parse(since), last].filter(Number.isFinite).map((at) => ops.date(at)).join(" – ");
  }
  function times() {
    const label = ops.element("label", "ask"), select = ops.element("select"), named = period();
    select.append(new Option(ops.t("Any time"), ""));
    for (const hours of Object.keys(TIME_WORDS)) select.append(new Option(ops.t(TIME_WORDS[hours]), hours));
    if (named) select.append(new Option(named, "period"));
    select.value = desk.filters.hours || (named ? "period" : "");
    select.addEventListener("change", () => select.value !== "period" && desk.filter({hours: select.value, since: "", until: ""}));
    label.append(ops.element("span", "", ops.t("Opened within")), select);
    return label;
  }
  function toggle(name, words) {
    const button = ops.element("button", "", words);
    Object.assign(button, {type: "button"});
    button.setAttribute("aria-pressed", String(desk.filters[name]));
    button.addEventListener("click", () => desk.filter({[name]: !desk.filters[name]}));
    return button;
  }
  function more() {
    const box = desk.part("more-filters"), look = JSON.stringify([desk.filters, desk.people.units.length]);
    if (box.dataset.look === look || desk.root.querySelector("#desk-filters").hidden) return;
    box.dataset.look = look;
    const clear = ops.element("button", "quiet", ops.t("Clear all"));
    clear.type = "button";
    clear.addEventListener("click", () => desk.filter(desk.read("")));
    box.replaceChildren(
      picked("unit", ops.t("Unit"), desk.people.units.map((one) => [one.code, one.name])),
      picked("assignee", ops.t("With"), desk.people.people.map((one) => [one.name, one.full_name || one.name])),
      times(), toggle("unknown", ops.t("source silent")), clear);
  }

  /* --- saved views ------------------------------------------------------------------------------------------------ */
  async function readViews() {
    const answer = await desk.get("/api/desk/views");
    views = answer.ok ? answer.body.views || answer.body : [];
    shownViews();
  }
  const plain = (query) => (typeof query === "string" ? query : new URLSearchParams(query).toString());
  function shownViews() {
    const now = desk.query(desk.filters).toString();
    ops.list(desk.part("views"), [...views, {id: "new"}], (one) => one.id, (one) => (one.id === "new" ? saver() : view(one)),
      (box, one) => one.id !== "new" && ops.attribute(box.firstChild, "aria-pressed", String(plain(one.query) === now)));
  }
  function view(one) {
    const box = ops.element("span", "view"), open = ops.element("button", "", one.name), gone = ops.element("button", "quiet", "×");
    open.type = gone.type = "button";
    gone.setAttribute("aria-label", ops.t("Take away: {what}", {what: one.name}));
    open.addEventListener("click", () => desk.filter(desk.read(plain(one.query))));
    gone.addEventListener("click", async () => {
      await desk.remove("/api/desk/views/" + one.id);
      readViews();
    });
    box.append(open, gone);
    return box;
  }
  function saver() {
    const form = ops.element("form"), name = ops.element("input"), button = ops.element("button", "", ops.t("Save view")), told = ops.element("span", "mistake");
    Object.assign(name, {type: "text", maxLength: 80, required: true, placeholder: ops.t("Name of this view")});
    name.setAttribute("aria-label", ops.t("Name of this view"));
    form.append(name, button, told);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await desk.post("/api/desk/views", {name: name.value.trim(), query: desk.query(desk.filters).toString()});
      ops.text(told, answer.ok ? "" : answer.told);
      if (!answer.ok) return;
      name.value = "";
      readViews();
    });
    return form;
  }

  desk.openFilters = function (open) {
    const panel = desk.root.querySelector("#desk-filters"), button = desk.root.querySelector('[data-do="filters"]');
    panel.hidden = open === undefined ? !panel.hidden : !open;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    if (panel.hidden) return;
    more();
    panel.querySelector("button").focus();
  };
  desk.focusSearch = () => { desk.tab("list"); search.focus(); search.select(); };

  ops.onPage("desk", (root) => {
    const place = ops.part(root, "search");
    search = ops.element("input");
    Object.assign(search, {type: "search", placeholder: place.dataset.hint, spellcheck: false});
    search.setAttribute("aria-label", place.dataset.name);
    search.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => desk.filter({search: search.value.trim()}), QUIET);
    });
    search.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === "ArrowDown") search.blur(); });
    place.append(search, ops.element("kbd", "", "/"));
    root.addEventListener("click", (event) => {
      const quick = event.target.closest("[data-quick]"), one = event.target.closest("[data-filter]");
      if (quick) desk.filter(QUICK[quick.dataset.quick]);
      if (!one) return;
      const {filter, value} = one.dataset, now = desk.filters[filter];
      desk.filter({[filter]: now.includes(value) ? now.filter((code) => code !== value) : [...now, value]});
    });
    desk.on("filters", show);
    desk.on("counts", counts);
    desk.on("mount", readViews);
  });
})(window.ops = window.ops || {});
