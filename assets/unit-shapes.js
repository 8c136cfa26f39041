/* The units' shapes for the walls' maps: fetched and worked out once a page, however many maps it has.
   A degree of longitude is shortened by the cosine of the middle latitude, so that shapes keep their shape. */
(function (ops) {
  "use strict";
  const PER_DEGREE = 10000;  // a step of the drawing is 11 m
  const AGAIN = 5000;
  let asked = null;

  /* → {units, box, places(items)}; asks again for as long as nothing answers */
  ops.unitShapes = () => asked || (asked = ask());
  async function ask() {
    for (;;) {
      try {
        const answer = await fetch("/api/map.geojson");
        if (answer.ok) return read((await answer.json()).features);
      } catch { /* the header says what is wrong; the map is asked for again */ }
      await new Promise((later) => { setTimeout(later, AGAIN); });
    }
  }

  function read(features) {
    const lats = features.map((one) => one.properties.centre[1]);
    const [west, middle] = [features[0].properties.centre[0], lats.reduce((sum, lat) => sum + lat, 0) / lats.length];
    const across = PER_DEGREE * Math.cos(middle * Math.PI / 180);
    const project = (lon, lat) => [(lon - west) * across, (middle - lat) * PER_DEGREE];
    const units = new Map(features.map((one) => [one.properties.code, unit(one, project)]));
    tellApart([...units.values()]);
    return {units, box: around([...units.values()].map((one) => one.box)),
      places: (items) => places(units, project, items)};
  }
  function unit({geometry, properties}, project) {
    const {code, name, short, cartogram, shift} = properties;
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.flat().map((ring) => ring.map(([lon, lat]) => project(lon, lat)));
    const d = rings.map((ring) => "M" + ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L") + "Z").join("");
    const box = around(rings.map((ring) => [Math.min(...ring.map((p) => p[0])), Math.min(...ring.map((p) => p[1])),
      Math.max(...ring.map((p) => p[0])), Math.max(...ring.map((p) => p[1]))]));
    return {code, name, short, cartogram, shift, d, box, centre: project(...properties.centre), isApart: shift[0] !== 0 || shift[1] !== 0};
  }
  function around(boxes) {
    return [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])),
      Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
  }
  /* on the cartogram an island is the hexagon that touches no other */
  function tellApart(units) {
    if (!units[0].cartogram) return;
    const far = (a, b) => Math.hypot(a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]);
    const nearest = units.map((one) => Math.min(...units.filter((other) => other !== one).map((other) => far(one, other))));
    const pitch = Math.min(...nearest);
    units.forEach((one, i) => { one.isApart = nearest[i] > 1.3 * pitch; });
  }

  /* Where each item is put, null for one without a place. A place on the ground means nothing on the cartogram:
     there a point stands in its unit's hexagon, several side by side. */
  function places(units, project, items) {
    if (units.values().next().value.cartogram) return inHexagons(units, items);
    return items.map((item) => {
      const home = units.get(item.unit);
      if (typeof item.lat !== "number" || typeof item.lon !== "number") return home ? home.centre : null;
      const [east, north] = home ? home.shift : [0, 0];
      return project(item.lon + east, item.lat + north);
    });
  }
  function inHexagons(units, items) {
    const counts = new Map(), before = new Map();
    for (const {unit} of items) counts.set(unit, (counts.get(unit) || 0) + 1);
    return items.map((item) => {
      const home = units.get(item.unit);
      if (!home) return null;
      const among = before.get(item.unit) || 0;
      before.set(item.unit, among + 1);
      const out = 0.42 * (home.box[3] - home.box[1]) * Math.sqrt(among / Math.max(counts.get(item.unit), 4));
      return [home.centre[0] + Math.cos(among * 2.4) * out, home.centre[1] - Math.sin(among * 2.4) * out];
    });
  }
})(window.ops = window.ops || {});
