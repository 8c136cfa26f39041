/* The desk's map: units as grounds, incidents by shape, those that would cover each other as one with their number.
   On hexagons a place on the ground means nothing: there an incident stands in its ward's hexagon. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const CELL = 34, NEAR = 500;  // px at 14 px type; metres
  const units = new Map(), marks = new Map();
  const map = desk.map = {};
  let leaflet = null, points = [], group = null, around = null, turn = 0, look = "", cartogram = false;

  map.style = () => ({className: "ground", weight: 1});
  map.bind = function (feature, layer) {
    const {code, name, centre, shift} = feature.properties;
    cartogram = feature.properties.cartogram;
    units.set(code, {layer, name, centre: [centre[1], centre[0]], shift: shift || [0, 0], code});
    layer.bindTooltip(() => ops.element("b", "", name), {sticky: true, className: "tip", direction: "top"});
    layer.once("add", () => { if (!leaflet) start(layer._map); });
  };
  map.unitName = (code) => (units.has(code) ? units.get(code).name : "");

  function start(made) {
    leaflet = made;
    group = window.L.layerGroup().addTo(leaflet);
    around = window.L.layerGroup().addTo(leaflet);
    requestAnimationFrame(() => {
      fit();
      for (const [name, words] of [["in", ops.t("Closer")], ["out", ops.t("Further")]]) {
        const button = leaflet.getContainer().querySelector(".leaflet-control-zoom-" + name);
        for (const attribute of ["title", "aria-label"]) if (button) button.setAttribute(attribute, words);
      }
      new ResizeObserver(fit).observe(leaflet.getContainer());
      leaflet.on("zoomend moveend", draw);
      leaflet.on("click", ({latlng, originalEvent}) => create(latlng, originalEvent));
      draw();
      near();
      desk.offerLayers();
    });
  }
  let fitted = "";
  function fit() {
    const box = leaflet.getContainer(), size = `${box.clientWidth} ${box.clientHeight}`;
    if (box.clientWidth < 40 || box.clientHeight < 40 || size === fitted) return;
    fitted = size;
    leaflet.invalidateSize({animate: false});
    const bounds = window.L.latLngBounds([]);
    units.forEach(({layer, shift}) => { if (!shift[0] && !shift[1]) bounds.extend(layer.getBounds()); });
    if (bounds.isValid()) leaflet.fitBounds(bounds, {animate: false, padding: [6, 6]});
  }
  map.whole = () => { fitted = ""; if (leaflet) fit(); };

  /* --- a place by hand --------------------------------------------------------------------------------------------- */
  function create(latlng, event) {
    if (event.target.closest(".leaflet-marker-icon")) return;
    const path = event.target.closest("path"), unit = [...units.values()].find((one) => one.layer.getElement() === path);
    const [east, north] = unit ? unit.shift : [0, 0];
    desk.tell("place", {unit: unit ? unit.code : "", unitName: unit ? unit.name : "",
      lat: cartogram ? null : latlng.lat - north, lon: cartogram ? null : latlng.lng - east});
  }

  /* --- incidents ---------------------------------------------------------------------------------------------------- */
  function where(point, crowd) {
    const unit = units.get(point.unit);
    if (cartogram) {
      if (!unit) return null;
      return unit.centre;
    }
    if (point.lat === null || point.lat === undefined) return unit ? unit.centre : null;
    const [east, north] = unit ? unit.shift : [0, 0];
    return [point.lat + north, point.lon + east];
  }
  /* one mark a cell of the screen; the chosen one always has its own */
  function grouped() {
    const size = CELL * parseFloat(getComputedStyle(desk.root).fontSize) / 14, cells = new Map(), zoom = leaflet.getZoom();
    const view = leaflet.getBounds().pad(0.3), row = desk.detail && desk.detail.row;
    const apart = row && !points.some((one) => one.id === row.id) ? [row] : [];  // the filters may leave the chosen one out
    for (const point of [...points, ...apart]) {
      const at = where(point);
      if (!at || !view.contains(at)) continue;
      const on = leaflet.project(at, zoom);
      const key = point.id === desk.chosen ? "chosen" : cartogram ? point.unit : `${Math.floor(on.x / size)}:${Math.floor(on.y / size)}`;
      const cell = cells.get(key);
      if (!cell) cells.set(key, {key, at, all: [point], severity: desk.severityOf(point)});
      else {
        cell.all.push(point);
        if (ops.gravity(desk.severityOf(point)) < ops.gravity(cell.severity)) cell.severity = desk.severityOf(point);
      }
    }
    return cells;
  }
  /* a mark is no wider than a hexagon */
  function scale() {
    const em = parseFloat(getComputedStyle(desk.root).fontSize), hexagon = cartogram && units.values().next().value;
    const path = hexagon && hexagon.layer.getElement(), width = path ? path.getBoundingClientRect().width : 99;
    leaflet.getContainer().style.setProperty("--blip", Math.max(13, Math.min(1.55 * em, 0.92 * width)).toFixed(1) + "px");
  }
  function draw() {
    if (!leaflet || !group) return;
    scale();
    const cells = grouped();
    const chosen = cells.get("chosen");
    cells.forEach((cell) => {
      const beside = chosen && cell !== chosen && cell.at[0] === chosen.at[0] && cell.at[1] === chosen.at[1];
      const wanted = [cell.at, cell.severity, cell.all.length, cell.all.length === 1 ? cell.all[0].id : "", beside].join("|");
      const known = marks.get(cell.key);
      if (known && known.look === wanted) {
        known.cell = cell;
        return;
      }
      if (known) known.marker.remove();
      const mark = {look: wanted, cell};
      mark.marker = marker(mark, beside);
      marks.set(cell.key, mark);
    });
    marks.forEach(({marker: gone}, key) => {
      if (cells.has(key)) return;
      gone.remove();
      marks.delete(key);
    });
  }
  function marker(mark, beside) {
    const {cell} = mark, box = ops.element("div", "blip" + (cell.key === "chosen" ? " picked" : "") + (beside ? " aside" : ""));
    box.append(ops.shape(cell.severity));
    if (cell.all.length > 1) box.append(ops.element("b", "", ops.number(cell.all.length)));
    const icon = window.L.divIcon({className: "spot", iconSize: null, html: box});
    const gravity = 10 - ops.gravity(cell.severity);
    const made = window.L.marker(cell.at, {icon, keyboard: false, zIndexOffset: cell.key === "chosen" ? 9000 : gravity * 100});
    made.bindTooltip(() => tip(mark.cell), {className: "tip", direction: "top", offset: [0, -12]});
    made.on("click", () => pick(mark.cell));
    return made.addTo(group);
  }
  function tip(cell) {
    const box = ops.element("div");
    for (const point of cell.all.slice(0, 6)) box.append(ops.element("b", "", desk.title(point)));
    if (cell.all.length > 6) box.append(ops.element("span", "", ops.t("and {count} more", {count: ops.number(cell.all.length - 6)})));
    return box;
  }
  /* one is chosen; of several one looks nearer, and where that parts them no further, the next of them is chosen */
  function pick(cell) {
    if (cell.all.length === 1) return desk.choose(cell.all[0].id, true);
    const bounds = window.L.latLngBounds(cell.all.map((one) => where(one)));
    if (!cartogram && leaflet.getZoom() < 17 && !bounds.getSouthWest().equals(bounds.getNorthEast())) {
      return leaflet.fitBounds(bounds.pad(0.2), {maxZoom: 17, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches});
    }
    const index = cell.all.findIndex((one) => one.id === desk.chosen);
    return desk.choose(cell.all[(index + 1) % cell.all.length].id, true);
  }

  async function read() {
    const mine = ++turn, answer = await desk.get("/api/desk/points?" + desk.asked());
    if (mine !== turn || !answer.ok) return;
    const wanted = JSON.stringify(answer.body.points);
    if (wanted === look) return;
    look = wanted;
    points = answer.body.points;
    draw();
  }
  function chosen() {
    draw();
    near();
  }

  /* --- what stands near the chosen one ------------------------------------------------------------------------------ */
  let devices = {id: null, all: []};
  async function near() {
    const row = desk.detail && desk.detail.row;
    if (around) around.clearLayers();
    if (!row || row.lat === null || !leaflet) return;
    const at = where(row);
    if (at && !leaflet.getBounds().contains(at)) leaflet.panTo(at, {animate: false});
    if (devices.id !== row.id) {
      const answer = await desk.get(`/api/desk/incidents/${row.id}/nearby`);
      if (!desk.detail || desk.detail.row.id !== row.id) return;
      devices = {id: row.id, all: answer.ok ? answer.body.devices : []};
      desk.tell("nearby", devices.all);
    }
    if (cartogram) return;
    around.clearLayers();
    window.L.circle(at, {radius: NEAR, className: "around", interactive: false}).addTo(around);
    for (const one of devices.all) {
      const icon = window.L.divIcon({className: "spot", iconSize: null, html: ops.element("i", `device ${one.kind} ${one.silent ? "mute" : one.level ? "high" : ""}`)});
      window.L.marker([one.lat, one.lon], {icon, keyboard: false}).bindTooltip(one.name, {className: "tip", direction: "top"}).addTo(around);
    }
  }
  map.goTo = function () {
    const row = desk.detail && desk.detail.row, at = row && where(row);
    if (!at || !leaflet) return;
    desk.tab("map");
    leaflet.setView(at, cartogram ? Math.max(leaflet.getZoom(), 11) : 16, {animate: false});
  };
  map.leaflet = () => leaflet;
  map.cartogram = () => cartogram;

  ops.onPage("desk", (root) => {
    for (const box of root.querySelectorAll("[data-shape]")) box.append(ops.shape(box.dataset.shape));
    desk.on("filters", read);
    desk.on("moved", read);
    desk.on("chosen", chosen);
    desk.on("detail", (detail) => {
      draw();
      if (devices.id !== detail.row.id) near();
    });
  });
})(window.ops = window.ops || {});
