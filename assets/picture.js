/* What is drawn on the page as a PNG: elements copied with its computed styles into an SVG, twice as large, with
   its title, "số liệu đến" and the source. ops.picture(elements, title) → data URL. */
(function (ops) {
  "use strict";
  const SCALE = 2, ROOM = 24, HEAD = 64, FOOT = 40, NARROWEST = 520, GAP = 12, MOST_OUT = 240;
  const BOX = ["display", "position", "top", "left", "right", "bottom", "width", "height", "min-width", "min-height", "max-width",
    "margin", "padding", "border-top", "border-right", "border-bottom", "border-left", "border-radius", "box-sizing", "background-color",
    "background-image", "background-size", "background-position", "background-attachment", "color", "font-family", "font-size", "font-weight",
    "font-style", "font-variant-numeric", "line-height", "text-align", "text-decoration-line", "white-space", "overflow", "flex", "flex-flow",
    "align-items", "align-self", "justify-content", "gap", "grid-template-columns", "grid-template-rows", "grid-column", "grid-row", "order",
    "transform", "transform-origin", "opacity", "visibility", "z-index", "vertical-align", "list-style-type", "letter-spacing", "clip-path",
    "border-collapse", "border-spacing", "text-overflow", "justify-self"];
  const DRAWN = ["display", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin", "stroke-linecap",
    "vector-effect", "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "opacity",
    "visibility", "transform", "transform-origin", "clip-path", "mask", "overflow", "letter-spacing", "color", "stop-color"];
  let fonts = null;

  /* the faces of tokens.css with their bytes in them: a picture can fetch nothing */
  function faces() {
    fonts = fonts || fetch("/assets/tokens.css").then((answer) => answer.text()).then(async (css) => {
      const found = css.match(/@font-face\s*\{[^}]*\}/g) || [];
      return (await Promise.all(found.map(async (face) => {
        const [, path] = face.match(/url\(([^)]+)\)/);
        const bytes = await (await fetch("/assets/" + path)).blob();
        return face.replace(path, await dataUrl(bytes));
      }))).join("\n");
    });
    return fonts;
  }
  const dataUrl = (blob) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(blob);
  });

  function styled(node, copy, names) {
    const style = getComputedStyle(node);
    copy.setAttribute("style", names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
    for (const name of ["class", "id", "href", "tabindex"]) if (name !== "id" || !(node instanceof SVGElement)) copy.removeAttribute(name);
  }
  function copyOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.cloneNode();
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, details.download, .leaflet-control-container")) return null;
    const style = getComputedStyle(node);
    if (style.display === "none" && !node.closest("defs")) return null;
    if (node instanceof HTMLCanvasElement) return pictureOf(node);
    if (node instanceof HTMLImageElement) return null;  // tiles of another place may not be read
    const copy = node.cloneNode(false);
    styled(node, copy, node instanceof SVGElement ? DRAWN : BOX);
    if (node instanceof SVGSVGElement) {
      const {width, height} = node.getBoundingClientRect();
      styleMore(copy, `position:${style.position};top:${style.top};left:${style.left};width:${width}px;height:${height}px`);
    }
    for (const child of node.childNodes) {
      const made = copyOf(child);
      if (made) copy.append(made);
    }
    return copy;
  }
  const styleMore = (copy, more) => copy.setAttribute("style", `${copy.getAttribute("style")};${more}`);
  function pictureOf(canvas) {
    const made = document.createElement("img");
    styled(canvas, made, BOX);
    made.setAttribute("src", canvas.toDataURL());
    return made;
  }
  /* hatches that stand elsewhere on the page */
  function patterns(copy) {
    const text = new XMLSerializer().serializeToString(copy), defs = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    defs.setAttribute("style", "position:absolute;width:0;height:0");
    for (const id of new Set([...text.matchAll(/url\((?:&quot;|")?#([\w-]+)/g)].map((one) => one[1]))) {
      const found = document.getElementById(id);
      if (found && !copy.querySelector("#" + CSS.escape(id))) defs.append(copyOf(found));
    }
    return defs;
  }

  function loaded(source) {
    const image = new Image();
    return new Promise((done, failed) => {
      image.onload = () => done(image);
      image.onerror = failed;
      image.src = source;
    });
  }
  async function drawing(element, box, width, height) {
    const copy = copyOf(element), body = document.createElement("div");
    styleMore(copy, `position:relative;top:0;left:0;margin:0;width:${box.width}px;height:${box.height}px;max-width:none;transform:none`);
    body.append(patterns(copy), copy);
    const style = `<style>${(await faces()).replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</style>`;
    const inside = new XMLSerializer().serializeToString(body);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * SCALE}" height="${height * SCALE}" viewBox="0 0 ${width} ${height}">`
      + `${style}<foreignObject width="${width}" height="${height}">${inside}</foreignObject></svg>`;
    return loaded("data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg));
  }

  /* words that fit, "…" behind what does not */
  function write(brush, text, x, y, most) {
    let shown = text;
    while (shown.length > 1 && brush.measureText(shown + (shown === text ? "" : "…")).width > most) shown = shown.slice(0, -1);
    brush.fillText(shown === text ? text : shown.trimEnd() + "…", x, y);
  }
  /* labels may stand out of what they belong to */
  function sizeOf(element) {
    const box = element.getBoundingClientRect();
    const right = Math.max(box.right, ...[...element.querySelectorAll("text")].map((one) => one.getBoundingClientRect().right));
    return {element, box, width: Math.ceil(Math.min(right, box.right + MOST_OUT) - box.left), height: Math.ceil(box.height)};
  }
  /* elements: one below the other */
  ops.picture = async function (elements, title) {
    const parts = elements.map(sizeOf).filter((part) => part.width && part.height);
    const width = Math.max(...parts.map((part) => part.width)), height = parts.reduce((sum, part) => sum + part.height + GAP, -GAP);
    const wide = Math.max(width, NARROWEST) + 2 * ROOM, high = HEAD + height + FOOT + ROOM;
    const canvas = ops.element("canvas"), brush = canvas.getContext("2d"), look = getComputedStyle(document.documentElement);
    const token = (name) => look.getPropertyValue(name).trim();
    Object.assign(canvas, {width: wide * SCALE, height: high * SCALE});
    brush.scale(SCALE, SCALE);
    brush.fillStyle = token("--bg");
    brush.fillRect(0, 0, wide, high);
    let top = HEAD;
    for (const part of parts) {
      brush.drawImage(await drawing(part.element, part.box, part.width, part.height), ROOM, top, part.width, part.height);
      top += part.height + GAP;
    }
    const city = (document.querySelector(".city h1") || {}).textContent || "", now = ops.live.now();
    brush.fillStyle = token("--ink");
    brush.font = `600 20px ${token("--font")}`;
    write(brush, title, ROOM, 38, wide - 2 * ROOM);
    brush.fillStyle = token("--soft");
    brush.font = `400 13px ${token("--font")}`;
    write(brush, ops.t("Data up to {time} · Source: {source}", {time: `${ops.clock(now)} ${ops.date(now)}`, source: city}), ROOM, high - ROOM, wide - 2 * ROOM);
    return canvas.toDataURL("image/png");
  };
})(window.ops = window.ops || {});
