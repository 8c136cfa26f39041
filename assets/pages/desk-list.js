/* The desk's list: rows come a hundred at a time as one scrolls; what is chosen stays where it stands. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const list = desk.list = {ticked: new Map(), rows: new Map()};
  const ROW = 34;
  let api = null, turn = 0, place = null, total = null, first = true;

  /* A cell that is drawn by us; ag-grid makes one a row and refreshes it in place. */
  function cell(className, fill) {
    return class {
      init(params) {
        this.box = ops.element("span", "cell " + className);
        this.refresh(params);
      }
      getGui() { return this.box; }
      refresh({data}) {
        if (data) fill(this.box, data);
        return true;
      }
    };
  }
  function severity(box, row) {
    const wanted = desk.severityOf(row);
    if (box.dataset.severity === wanted) return;
    box.dataset.severity = wanted;
    box.replaceChildren(ops.shape(wanted), ops.element("span", "spoken", ops.severityWord(wanted)));
  }
  function title(box, row) {
    const text = desk.title(row);
    ops.text(box, row.sources > 1 ? `${text} (${row.sources})` : text);
    ops.attribute(box, "title", `${text}\n${ops.t("{count} sources", {count: row.sources})}`);
  }
  function clock(box, row) {
    box.desk = row;
    const {text, look} = desk.clockShort(row, ops.live.now());
    ops.text(box, text);
    ops.choose(box, ["off", "soon", "over"], look);
  }
  const plain = (words) => (box, row) => {
    const text = words(row);
    ops.text(box, text);
    ops.attribute(box, "title", text);
  };

  function columns(width) {
    const wide = width > 800, phone = width < 440, em = parseFloat(getComputedStyle(desk.root).fontSize) / 14;
    const of = (colId, headerName, className, fill, size, more = {}) => ({colId, headerName, sortable: true, resizable: false,
      sortingOrder: ["desc", "asc"], cellRenderer: cell(className, fill), ...(size ? {width: size * em} : {flex: 1}), ...more});
    return [
      of("gravity", "", "severity", severity, 34, {headerTooltip: ops.t("Severity"), headerName: ops.t("Severity"), headerClass: "narrow"}),
      of("subject", ops.t("Incident"), "title", title, 0, {flex: 2.1, minWidth: 120 * em}),
      of("unit", ops.t("Place"), "at", plain((row) => ops.shortUnit(row.unit_name)), 0, {flex: 1.1, minWidth: 80 * em, hide: phone}),
      of("state", ops.t("State"), "how", plain(desk.stateShort), wide ? 118 : 94, {hide: phone}),
      of("due_at", ops.t("Time left"), "due", clock, wide ? 92 : 88, {sortingOrder: ["asc", "desc"]}),
      of("opened_at", ops.t("Opened"), "opened", plain((row) => desk.fullTime(row.opened_at)), 96, {hide: !wide}),
      of("assignee", ops.t("With"), "assignee", plain(desk.assigneeShort), wide ? 116 : 78, {sortable: false, hide: phone}),
    ];
  }

  /* --- reading ------------------------------------------------------------------------------------------------- */
  const source = {
    async getRows({startRow, endRow, sortModel, successCallback, failCallback}) {
      const mine = turn, query = desk.asked(), sort = sortModel[0];
      query.set("sort", sort ? sort.colId : "gravity");
      query.set("desc", sort && sort.sort === "asc" ? "0" : "1");
      query.set("start", startRow);
      query.set("end", endRow);
      ops.fileIs(desk.root.querySelector(".tools .download"), "/api/tables/incidents.{format}?" + query);
      const answer = await desk.get("/api/desk/incidents?" + query);
      if (mine !== turn) return failCallback();
      if (!answer.ok) {
        ops.text(desk.part("total"), answer.told);
        return failCallback();
      }
      const {rows, last} = answer.body;
      total = answer.body.total;
      rows.forEach((row) => list.rows.set(row.id, row));
      successCallback(rows.map((row) => ({...row, key: String(row.id)})), last === null ? -1 : last);
      ops.text(desk.part("total"), total === null ? ops.t("more than {count} incidents", {count: ops.number(10000)})
        : ops.t("{count} incidents", {count: ops.number(total)}));
      if (last === 0) api.showNoRowsOverlay(); else api.hideOverlay();
      requestAnimationFrame(settled);
    },
  };
  /* Rows came above the chosen one: the list is moved by as much, so that it stays under the eye. */
  function settled() {
    const node = desk.chosen && api.getRowNode(String(desk.chosen)), body = viewport();
    if (place && node && node.rowIndex !== null && place.id === desk.chosen && body) {
      const moved = node.rowIndex - place.index;
      if (moved) body.scrollTop += moved * api.getSizesForCurrentTheme().rowHeight;
      if (moved > 0) tellAbove(moved);
    }
    place = node && node.rowIndex !== null ? {id: desk.chosen, index: node.rowIndex} : place;
    if (first) {
      first = false;
      reveal("middle");
    }
  }
  const viewport = () => desk.root.querySelector(".rows .ag-body-viewport, .rows .ag-grid-body-viewport");
  function tellAbove(count) {
    const box = desk.part("above");
    if (!viewport() || viewport().scrollTop < 1) return;
    box.dataset.count = Number(box.dataset.count || 0) + count;
    box.hidden = false;
    ops.text(box, ops.t("{count} new above", {count: box.dataset.count}));
  }
  list.top = function () {
    if (api) api.ensureIndexVisible(0, "top");
    desk.part("above").hidden = true;
    desk.part("above").dataset.count = 0;
  };

  /* --- choosing ------------------------------------------------------------------------------------------------- */
  function marks(ids) {
    const rowNodes = ids.map((id) => id && api.getRowNode(String(id))).filter(Boolean);
    if (rowNodes.length) api.redrawRows({rowNodes});
  }
  function reveal(place) {
    const node = desk.chosen && api.getRowNode(String(desk.chosen));
    if (node && node.rowIndex !== null) api.ensureIndexVisible(node.rowIndex, place);
  }
  let before = null;
  function chosen(id) {
    if (!api) return;
    marks([before, id]);
    before = id;
    const node = id && api.getRowNode(String(id));
    place = node && node.rowIndex !== null ? {id, index: node.rowIndex} : null;
    reveal();
  }
  list.step = function (by) {
    if (!api) return;
    const node = desk.chosen && api.getRowNode(String(desk.chosen));
    const index = node && node.rowIndex !== null ? node.rowIndex + by : 0;
    const next = api.getDisplayedRowAtIndex(Math.max(0, index));
    if (next && next.data) desk.choose(next.data.id);
  };
  list.tick = function (id) {
    const node = id && api.getRowNode(String(id));
    if (node) node.setSelected(!node.isSelected());
  };
  list.untick = () => api && api.deselectAll();
  function ticked() {
    list.ticked = new Map(api.getSelectedNodes().filter((node) => node.data).map((node) => [node.data.id, node.data]));
    desk.tell("ticked", list.ticked);
  }
  list.focus = () => { const body = desk.root.querySelector(".grid"); if (body) body.focus(); };

  function again() {
    turn += 1;
    place = null;
    if (!api) return;
    list.rows.clear();
    api.deselectAll();
    api.purgeInfiniteCache();
  }
  function size() {
    const em = parseFloat(getComputedStyle(desk.root).fontSize) / 14;
    api.setGridOption("rowHeight", Math.round(ROW * em));
    api.setGridOption("headerHeight", Math.round(30 * em));
    api.setGridOption("selectionColumnDef", {width: Math.round(30 * em), minWidth: 20, resizable: false, headerName: ops.t("Choose several"), headerClass: "narrow"});
    api.setGridOption("columnDefs", columns(desk.root.querySelector(".grid").clientWidth / em));
  }
  function begin(made) {
    api = made;
    api.setGridOption("rowClassRules", {
      picked: ({data}) => Boolean(data) && data.id === desk.chosen,
      untaken: ({data}) => Boolean(data) && data.state === "triggered",
      off: ({data}) => Boolean(data) && data.unknown,
    });
    size();
    api.applyColumnState({state: [{colId: desk.filters.sort || "gravity", sort: desk.filters.desc === "0" ? "asc" : "desc"}]});
    api.addEventListener("rowClicked", ({data, event}) => {
      if (data && !event.target.closest(".ag-selection-checkbox")) desk.choose(data.id, true);
    });
    api.addEventListener("selectionChanged", ticked);
    api.addEventListener("sortChanged", () => {
      const sort = api.getColumnState().find((one) => one.sort);
      place = null;
      desk.filters = {...desk.filters, sort: sort ? sort.colId : "", desc: sort && sort.sort === "asc" ? "0" : ""};
      desk.tell("address");
    });
    api.setGridOption("datasource", source);
    const grid = desk.root.querySelector(".rows [role=grid], .rows [role=treegrid]");
    if (grid) grid.setAttribute("aria-label", ops.t("List of incidents"));
    let frame = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(size);
    }).observe(desk.root.querySelector(".grid"));
  }

  ops.onPage("desk", (root) => {
    desk.on("mount", () => window.dash_ag_grid.getApiAsync("desk-rows").then((made) => setTimeout(() => begin(made))));
    desk.on("filters", again);
    desk.on("chosen", chosen);
    desk.on("moved", () => api && api.refreshInfiniteCache());
    desk.on("second", () => root.querySelectorAll(".cell.due").forEach((box) => box.desk && clock(box, box.desk)));
    ops.part(root, "above").addEventListener("click", list.top);
  });
})(window.ops = window.ops || {});
