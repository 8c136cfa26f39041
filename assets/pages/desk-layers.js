/* What else the city draws on the desk's map (planning, drainage, hydrants …), each switched on by a button. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const KEPT = "ops-desk-layers", MANY = 3000;  // features above which a canvas draws them
  const drawn = new Map();
  let offered = [];

  function kept() {
    try { return JSON.parse(localStorage.getItem(KEPT)) || []; } catch { return []; }
  }
  function keep() {
    try { localStorage.setItem(KEPT, JSON.stringify([...drawn.keys()])); } catch { /* nothing is kept: nothing is lost */ }
  }
  function named(feature) {
    const {name, ten, label, ref} = feature.properties || {};
    return name || ten || label || ref || "";
  }
  async function show(one, index) {
    const answer = await desk.get(`/api/desk/layers/${encodeURIComponent(one.key)}.geojson`);
    if (!answer.ok) return;
    const many = (answer.body.features || []).length > MANY, colour = getComputedStyle(desk.root).getPropertyValue("--soft");
    const look = {className: "layer n" + index % 4, color: colour, weight: 1.5, ...(many ? {renderer: window.L.canvas()} : {})};
    const layer = window.L.geoJSON(answer.body, {style: look, interactive: !many,
      pointToLayer: (_feature, at) => window.L.circleMarker(at, {...look, radius: 3}),
      onEachFeature: (feature, made) => { if (!many && named(feature)) made.bindTooltip(() => ops.element("b", "", named(feature)), {sticky: true, className: "tip"}); }});
    drawn.set(one.key, layer.addTo(desk.map.leaflet()));
    keep();
    buttons();
  }
  function toggle(one, index) {
    if (!drawn.has(one.key)) return show(one, index);
    drawn.get(one.key).remove();
    drawn.delete(one.key);
    keep();
    return buttons();
  }
  function buttons() {
    const box = desk.part("layers");
    box.querySelectorAll(".of-layer").forEach((button) => button.remove());
    if (desk.map.cartogram()) return;  // on hexagons a place on the ground means nothing
    offered.forEach((one, index) => {
      const button = ops.element("button", "of-layer", one.name);
      button.type = "button";
      button.setAttribute("aria-pressed", String(drawn.has(one.key)));
      button.addEventListener("click", () => toggle(one, index));
      box.append(button);
    });
  }
  desk.offerLayers = async function () {
    if (desk.map.cartogram()) return;
    const answer = await desk.get("/api/desk/layers");
    if (!answer.ok) return;
    offered = answer.body.layers || answer.body;
    const wanted = kept();
    buttons();
    offered.forEach((one, index) => { if (wanted.includes(one.key)) show(one, index); });
  };
})(window.ops = window.ops || {});
