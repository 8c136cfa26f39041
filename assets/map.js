/* The map: units coloured by one KPI in five steps of one hue, gauges and incidents by shape.
   dash-leaflet loads the shapes once; colours and points are set on the layers themselves. */
(function (ops) {
  "use strict";
  const STEPS = 5;
  const units = new Map();   // code -> {layer, name, centre, cartogram}
  const points = new Map();  // key -> {marker, look, item}
  const map = ops.map = {kpi: null, ready: false};
  let leaflet = null, group = null, asked = null;

  map.style = () => ({className: "unit nodata", weight: 1});
  map.bind = function (feature, layer) {
    const {code, name, short, centre, cartogram, shift} = feature.properties;
    units.set(code, {layer, name, short, centre: [centre[1], centre[0]], cartogram, shift, value: null});
    layer.bindTooltip(() => tip(code), {sticky: true, className: "tip", direction: "top"});
    layer.once("add", () => { if (!leaflet) start(layer._map); });
  };
  map.unitName = (code) => (units.has(code) ? units.get(code).name : "");
  /* called once the shapes stand */
  map.whenReady = function (callback) { asked = callback; };

  function start(made) {
    leaflet = made;
    group = window.L.layerGroup().addTo(leaflet);
    const box = leaflet.getContainer();
    const fit = () => {
      if (box.clientWidth < 40 || box.clientHeight < 40) return;  // not laid out yet: its zoom would be no number
      leaflet.invalidateSize({animate: false});
      const bounds = window.L.latLngBounds([]);
      units.forEach(({layer}) => bounds.extend(layer.getBounds()));
      if (bounds.isValid()) leaflet.fitBounds(bounds, {animate: false, padding: [2, 2]});
    };
    if (matchMedia("(pointer: coarse)").matches) leaflet.dragging.disable();
    /* all features are added in one go; the frame after it they stand */
    requestAnimationFrame(() => {
      fit();
      units.forEach(frameInset);
      new ResizeObserver(fit).observe(box);
      map.ready = true;
      if (asked) asked();
    });
  }
  /* an island beside the mainland stands in a frame of its own */
  function frameInset({layer, shift}) {
    if (!shift[0] && !shift[1]) return;
    window.L.rectangle(layer.getBounds().pad(0.25), {className: "inset", interactive: false}).addTo(leaflet);
  }
  function tip(code) {
    const unit = units.get(code), box = ops.element("div");
    box.append(ops.element("b", "", unit.name), ops.element("span", "", unit.text || ops.t("no data")));
    return box;
  }

  /* --- colours ---------------------------------------------------------------------------------------- */
  /* Five even steps over what the units really have, the ends rounded so that the legend can be read. */
  map.scale = function (values, unit) {
    const known = values.filter((value) => value !== null).sort((a, b) => a - b);
    if (!known.length) return null;
    const at = (share) => known[Math.round((known.length - 1) * share)];
    let low = at(0.03), high = at(0.97);
    const nice = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 1e5, 1e6];
    const whole = unit === "" ? 1 : 0.01;
    const step = nice.find((one) => one >= whole && one * STEPS >= high - low) || 1e7;
    low = Math.floor(low / step) * step;
    high = low + step * STEPS;
    if (unit === "%" && high > 100) { high = 100; low = Math.min(low, 100 - step * STEPS); }
    return {low, high, step: (value) => Math.max(0, Math.min(STEPS - 1, Math.floor((value - low) / (high - low) * STEPS)))};
  };
  map.colour = function (values, kpi) {
    const scale = map.scale([...units.keys()].map((code) => (code in values ? values[code] : null)), kpi.unit);
    units.forEach((unit, code) => {
      const value = code in values ? values[code] : null;
      unit.value = value;
      unit.text = value === null ? "" : ops.value(value, kpi.unit, kpi.decimals);
      const element = unit.layer.getElement();
      if (!element) return;
      const wanted = value === null || !scale ? "nodata" : "s" + scale.step(value);
      if (unit.shown === wanted) return;
      unit.shown = wanted;
      ops.choose(element, ["nodata", "s0", "s1", "s2", "s3", "s4"], wanted);
      element.setAttribute("fill", wanted === "nodata" ? "url(#hatch)" : "");
    });
    return scale;
  };
  /* the units with the highest and the lowest value */
  map.extremes = function () {
    const known = [...units.values()].filter((unit) => unit.value !== null).sort((a, b) => b.value - a.value);
    return known.length > 1 && known[0].value !== known[known.length - 1].value
      ? {highest: known[0], lowest: known[known.length - 1]} : null;
  };

  /* --- points ------------------------------------------------------------------------------------------- */
  /* On the cartogram a place on the ground means nothing: a point stands in its ward's hexagon, several side by side. */
  function where(item, crowd) {
    const unit = units.get(item.unit);
    if (unit && unit.cartogram) {
      const among = crowd.get(item.unit) || 0;
      crowd.set(item.unit, among + 1);
      const bounds = unit.layer.getBounds(), height = bounds.getNorth() - bounds.getSouth();
      const turn = among * 2.4, out = among ? 0.25 * Math.sqrt(among) * height : 0;
      return [unit.centre[0] + Math.sin(turn) * out, unit.centre[1] + Math.cos(turn) * out];
    }
    if (units.size && [...units.values()][0].cartogram) return null;
    if (item.lat === null || item.lon === null) return unit ? unit.centre : null;
    const [east, north] = unit ? unit.shift : [0, 0];
    return [item.lat + north, item.lon + east];
  }
  /* items: {key, unit, lat, lon, severity, size, title, text}; the gravest first, so that it gets the middle */
  map.place = function (items) {
    if (!group) return;
    const crowd = new Map(), seen = new Set();
    items.forEach((item, index) => {
      const at = where(item, crowd);
      if (!at) return;
      seen.add(item.key);
      const look = [item.severity, item.size, at].join("|");
      const known = points.get(item.key);
      if (known && known.look === look) {
        known.item = item;
        return;
      }
      if (known) known.marker.remove();
      const point = {look, item};
      point.marker = marker(point, at, items.length - index);
      points.set(item.key, point);
    });
    points.forEach(({marker: gone}, key) => {
      if (seen.has(key)) return;
      gone.remove();
      points.delete(key);
    });
  };
  function marker(point, at, height) {
    const {size, severity} = point.item;
    const icon = window.L.divIcon({className: "point " + size, iconSize: null, html: ops.shape(severity)});
    const made = window.L.marker(at, {icon, keyboard: false, zIndexOffset: height * 10});
    made.bindTooltip(() => {
      const box = ops.element("div");
      box.append(ops.element("b", "", point.item.title), ops.element("span", "", point.item.text));
      return box;
    }, {className: "tip", direction: "top"});
    return made.addTo(group);
  }
})(window.ops = window.ops || {});
