/* A still map of the units for walls: it neither pans nor zooms, and several may stand on one page.
   const map = ops.unitMap(container, {label, plain: the ground of points, without a KPI; lens: the inner city
   enlarged beside it, near: a unit's wall shows that unit with its neighbours}): then map.colour(values, kpi), map.points(items), map.name(texts). */
(function (ops) {
  "use strict";
  let made = 0;
  const CLASSES = ["nodata", "s0", "s1", "s2", "s3", "s4"];

  ops.unitMap = function (container, options = {}) {
    made += 1;
    const lands = "lands-" + made;
    const land = ops.svg("g", {class: "lands", id: lands}), turned = ops.svg("g", {}, land), lens = ops.svg("g"), frames = ops.svg("g", {class: "frames"}), names = ops.svg("g", {class: "names"});
    const marks = ops.svg("g", {class: "marks"});
    const svg = ops.svg("svg", {role: "img"}, turned, frames, lens, marks, names);
    const canvas = ops.element("canvas");
    container.classList.add("unit-map");
    container.append(svg, canvas);
    hatch();
    const dots = ops.unitPoints(marks, canvas), paths = new Map();
    let shapes = null, view = null, coloured = null, items = [], texts = [], named = "[]", told = null;

    const map = {ready: false, extremes: () => extremes(shapes, coloured), shapes: () => shapes};
    /* values: {code: number or null}; → {low, high, step(value)} as of ops.map.scale, null where nothing is known */
    map.colour = function (values, kpi) {
      const known = shapes ? [...shapes.units.keys()].map((code) => values[code] ?? null) : Object.values(values);
      const scale = ops.map.scale(known, kpi.unit);
      coloured = {values, kpi, scale};
      paths.forEach((path, code) => {
        const value = values[code] ?? null;
        const wanted = value === null || !scale ? "nodata" : "s" + scale.step(value);
        if (path.shown === wanted) return;
        path.shown = wanted;
        ops.choose(path, CLASSES, wanted);
      });
      return scale;
    };
    /* items: {key, unit, lat, lon, severity, size: large | middle | small}, the gravest first */
    map.points = function (wanted) {
      items = wanted;
      if (view) dots.set(placed(), view);
    };
    /* texts: {unit, text}: units that are called by name on the map; `here`: the wall's own unit, outlined */
    map.name = function (wanted) {
      const told = JSON.stringify(wanted);
      if (told === named) return;
      named = told;
      texts = wanted;
      if (view) drawNames();
    };
    map.here = function (code) {
      if (told === code) return;
      told = code;
      if (options.near && view) map.resize(true);
      paths.forEach((path, at) => path.classList.toggle("here", at === code));
      if (paths.has(code)) land.append(paths.get(code));  // its outline lies above its neighbours'
    };
    map.resize = function (isForced) {
      const wide = container.clientWidth, high = container.clientHeight;
      if (!shapes || wide < 20 || high < 20) return;  // hidden: measured when it is shown
      const u = parseFloat(getComputedStyle(container).fontSize) / 28;
      if (isForced !== true && view && view.wide === wide && view.high === high && view.u === u) return;
      view = fitted(shapes, {wide, high, u}, near(), Boolean(options.lens));
      svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      turned.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
      ops.drawUnitLens(lens, view.lens, view, lands);
      drawNames();
      dots.set(placed(), view);
    };

    /* the part that is shown: all of it, or the wall's own unit with its neighbours */
    function near() {
      const unit = options.near && shapes.units.get(told);
      if (!unit || unit.cartogram) return null;
      const [left, top, right, bottom] = unit.box, room = 0.3 * Math.max(right - left, bottom - top);
      return [left - room, top - room, right + room, bottom + room];
    }
    function placed() {
      const there = [];
      shapes.places(items).forEach((at, i) => {
        if (!at) return;
        const [x, y] = view.at(at);
        if (x >= 0 && y >= 0 && x <= view.wide && y <= view.high) there.push({item: items[i], x, y});
      });
      return there;
    }
    function drawNames() {
      drawFrames(frames, shapes, view, new Set(texts.map((one) => one.unit)));
      ops.unitNames(names, texts.filter((one) => shapes.units.has(one.unit)), shapes, view);
    }
    ops.attribute(svg, "aria-label", options.label || ops.t("Map of the wards"));
    ops.unitShapes().then((known) => {
      shapes = known;
      for (const unit of shapes.units.values()) {
        const path = ops.svg("path", {d: unit.d, class: options.plain ? "land plain" : "land nodata", fill: "url(#no-data)"});
        path.shown = "nodata";
        paths.set(unit.code, path);
        land.append(path);
      }
      const here = told;
      told = null;
      map.here(here);
      map.ready = true;
      if (coloured) map.colour(coloured.values, coloured.kpi);
      map.resize();
      if (options.ready) options.ready(map);
    });
    new ResizeObserver(map.resize).observe(container);
    return map;
  };

  const NAME = 36;  // u below an island in the lower half, for its name
  /* how the drawing lies in the container; at([x, y]): where a place of it is seen, in pixels */
  function fitted(shapes, {wide, high, u}, near, isEnlarged) {
    const [left, top, right, bottom] = near || shapes.box, room = 6 * u;
    const isApart = !near && [...shapes.units.values()].some((unit) => unit.isApart), foot = isApart ? NAME * u : 0;
    const scale = Math.min((wide - 2 * room) / (right - left), (high - 2 * room - foot) / (bottom - top));
    const view = {wide, high, u, scale, x: (wide - (left + right) * scale) / 2, y: (high - foot - (top + bottom) * scale) / 2};
    const aside = {...view, x: room - left * scale};  // at the left, so that the lens has all the room
    const lens = isEnlarged && !near ? ops.unitLens(shapes, aside) : null;
    if (lens) view.x = aside.x;
    view.lens = lens;
    view.isNear = Boolean(near);
    view.at = (place) => (lens && ops.isInLens(lens, place)
      ? [lens.x + (place[0] - lens.from[0]) * lens.scale, lens.y + (place[1] - lens.from[1]) * lens.scale]
      : [view.x + place[0] * scale, view.y + place[1] * scale]);
    return view;
  }
  /* an island beside the mainland stands in a frame of its own, with its name */
  function drawFrames(group, shapes, {wide, high, scale, x, y, u, isNear}, named) {
    const drawn = [];
    for (const unit of shapes.units.values()) {
      if (!unit.isApart || isNear) continue;
      const [left, top, right, bottom] = unit.box.map((at, i) => at * scale + (i % 2 ? y : x)), room = 5 * u;
      drawn.push(ops.svg("rect", {class: "inset", x: left - room, y: top - room, width: right - left + 2 * room,
        height: bottom - top + 2 * room}));
      if (named.has(unit.code)) continue;
      const isRight = (left + right) / 2 > wide / 2, isLow = (top + bottom) / 2 > high / 2;  // away from the land
      const text = ops.svg("text", {class: "inset-name", x: isRight ? right + room : left - room,
        y: isLow ? bottom + room + 27 * u : top - room - 8 * u,
        "text-anchor": isRight ? "end" : "start"});
      text.textContent = unit.short;
      drawn.push(text);
    }
    group.replaceChildren(...drawn);
  }
  /* the units with the highest and the lowest value */
  function extremes(shapes, coloured) {
    if (!shapes || !coloured) return null;
    const known = [...shapes.units.values()].map((unit) => ({unit, value: coloured.values[unit.code] ?? null}))
      .filter((one) => one.value !== null).sort((a, b) => b.value - a.value);
    const [highest, lowest] = [known[0], known[known.length - 1]];
    return known.length > 1 && highest.value !== lowest.value ? {highest, lowest, known} : null;
  }
  function hatch() {
    if (document.getElementById("no-data")) return;
    const pattern = ops.svg("pattern", {id: "no-data", width: 130, height: 130, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)"}, ops.svg("rect", {width: 130, height: 130, class: "ground"}),
    ops.svg("rect", {width: 40, height: 130, class: "stripe"}));
    document.body.append(ops.svg("svg", {width: 0, height: 0, class: "patterns", "aria-hidden": "true"},
      ops.svg("defs", {}, pattern)));
  }
})(window.ops = window.ops || {});
