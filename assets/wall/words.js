/* What scenes share: the names of KPIs, the legend of a map. */
(function (ops) {
  "use strict";
  const wall = ops.wall;
  let names = {};
  wall.kpiName = (key) => names[key] || key;
  /* list: <ul>; scale as ops.unitMap's colour gives it, null where nothing is known */
  wall.legend = function (list, scale, kpi) {
    const decimals = scale && scale.high - scale.low < 1 ? 2 : 0;
    const caption = scale ? `${ops.number(scale.low, decimals)} → ${ops.value(scale.high, kpi.unit, decimals)}` : "";
    if (list.drawn === caption) return;
    list.drawn = caption;
    const steps = scale ? [0, 1, 2, 3, 4].map((step) => ops.element("li", "s" + step)) : [];
    if (scale) steps.push(ops.element("li", "caption", caption));
    const none = ops.element("li", "caption");
    none.append(ops.element("i", "nodata"), ops.t("no data"));
    list.replaceChildren(...steps, none);
  };
  wall.onStart((root) => { names = JSON.parse(root.dataset.names); });
})(window.ops = window.ops || {});
