/* The desk's state and its wiring: what is chosen, which filters hold, and when to read again.
   Everything else listens: "chosen" (id), "detail" (detail or null), "filters", "moved" (the store has changed). */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const LEAST = 350;  // ms between two readings, however fast incidents come
  const SETS = ["kind", "severity", "state", "unit", "assignee"], MARKS = ["mine", "overdue", "unknown"];
  const TEXTS = ["search", "hours", "since", "until", "open", "sort", "desc"];
  const listeners = new Map();
  Object.assign(desk, {root: null, chosen: null, detail: null, filters: {}, counts: null, people: {people: [], units: []}});
  let seq = null, waiting = null, read = 0, asked = 0;

  desk.on = (name, listener) => listeners.set(name, [...(listeners.get(name) || []), listener]);
  desk.tell = (name, value) => (listeners.get(name) || []).forEach((listener) => listener(value));
  desk.part = (name) => ops.part(desk.root, name);

  /* --- filters are the query string ------------------------------------------------------------------------ */
  desk.read = function (search) {
    const query = new URLSearchParams(search), filters = {};
    for (const name of SETS) filters[name] = query.getAll(name);
    for (const name of MARKS) filters[name] = query.get(name) === "1";
    for (const name of TEXTS) filters[name] = query.get(name) || "";
    return filters;
  };
  desk.query = function (filters) {
    const query = new URLSearchParams();
    for (const name of SETS) for (const value of filters[name] || []) query.append(name, value);
    for (const name of MARKS) if (filters[name]) query.set(name, "1");
    for (const name of TEXTS) if (filters[name]) query.set(name, filters[name]);
    return query;
  };
  /* the same for the server: hours become a time; a state that is over asks for those that are over */
  desk.asked = function () {
    const query = desk.query(desk.filters), hours = Number(query.get("hours"));
    query.delete("hours");
    if (hours) query.set("since", new Date(ops.live.now() - hours * 3600e3).toISOString());
    if (!query.has("open")) {
      query.set("open", desk.filters.state.some((one) => ["resolved", "closed", "merged"].includes(one)) ? "0" : "1");
    }
    return query;
  };
  desk.filter = function (changes) {
    desk.filters = {...desk.filters, ...changes};
    address();
    desk.tell("filters");
  };
  desk.on("address", address);
  function address() {
    const query = desk.query(desk.filters).toString();
    const path = desk.chosen ? "/desk/incidents/" + desk.chosen : "/desk";
    history.replaceState(history.state, "", path + (query ? "?" + query : ""));
  }

  /* --- the chosen incident ----------------------------------------------------------------------------------- */
  desk.choose = function (id, openTab = false) {
    if (desk.picking && id && id !== desk.chosen) return desk.picking(id);  // a form asks for one
    if (openTab) desk.tab("detail");
    if (id === desk.chosen) return undefined;
    desk.chosen = id;
    desk.detail = null;
    address();
    desk.tell("chosen", id);
    return readDetail();
  };
  desk.show = function (detail) {
    if (!detail || detail.row.id !== desk.chosen) return;
    if (desk.detail && desk.detail.row.version > detail.row.version) return;  // an older answer, overtaken
    desk.detail = detail;
    desk.tell("detail", detail);
  };
  async function readDetail() {
    if (!desk.chosen) return;
    const id = desk.chosen, turn = ++asked;
    const answer = await desk.get("/api/desk/incidents/" + id);
    if (turn !== asked || id !== desk.chosen) return;
    if (answer.ok) desk.show(answer.body);
    else desk.tell("missing", answer);
  }
  desk.tab = function (name) {
    ops.attribute(desk.root, "data-tab", name);
    for (const tab of desk.root.querySelectorAll("[data-tab][role=tab]")) {
      ops.attribute(tab, "aria-selected", String(tab.dataset.tab === name));
    }
    desk.tell("tab", name);
  };

  /* --- the store has moved ------------------------------------------------------------------------------------ */
  desk.readCounts = async function () {
    const answer = await desk.get("/api/desk/counts");
    if (!answer.ok) return;
    desk.counts = answer.body;
    desk.tell("counts", answer.body);
  };
  function moved() {
    if (waiting !== null) return;
    waiting = setTimeout(() => {
      waiting = null;
      read = performance.now();
      desk.tell("moved");
      desk.readCounts();
      readDetail();
    }, Math.max(0, LEAST - (performance.now() - read)));
  }
  desk.moved = moved;

  function mount(root) {
    desk.root = root;
    desk.filters = desk.read(location.search);
    desk.chosen = Number(root.dataset.incident) || null;
    const nav = document.querySelector('.top nav a[href="/desk"]');
    if (nav) nav.setAttribute("aria-current", "page");
    root.querySelector(".panes").addEventListener("click", (event) => {
      const tab = event.target.closest("[data-tab]");
      if (tab) desk.tab(tab.dataset.tab);
    });
    if (desk.chosen) desk.tab("detail");
    desk.tell("mount", root);
    desk.tell("filters");
    if (desk.chosen) desk.tell("chosen", desk.chosen);
    readDetail();
    desk.readCounts();
    desk.get("/api/desk/people").then((answer) => { if (answer.ok) desk.people = answer.body; });
    ops.live.listen((changed) => {
      if (!changed.has("desk") || !ops.live.board.desk) return;
      const now = ops.live.board.desk.seq;
      if (seq !== null && seq !== now) moved();
      seq = now;
    });
    setInterval(() => desk.tell("second", ops.live.now()), 1000);
  }
  ops.onPage("desk", mount);
})(window.ops = window.ops || {});
