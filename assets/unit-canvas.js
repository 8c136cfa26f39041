/* Thousands of points on one canvas. Each look is drawn once as a stamp; where a point changed, only the squares
   of the canvas that it touches are drawn again. */
(function (ops) {
  "use strict";
  const CELL = 64;                                  // pixels: a square of the canvas
  const HALF = {large: 9, middle: 7, small: 4};     // half a point's width in u: less than of a symbol, there are many
  const COLOURS = {extreme: "--bad", severe: "--bad", moderate: "--warn", minor: "--ink", unknown: "--off"};

  ops.unitCanvas = function (canvas) {
    const known = new Map(), cells = new Map(), stamps = new Map();
    let turn = 0, drawn = null;  // {wide, high, u, look} of what stands on the canvas
    return {set(points, {wide, high, u}) {
      if (canvas.hidden !== !points.length) canvas.hidden = !points.length;
      if (!points.length && !known.size) return;
      const ratio = window.devicePixelRatio || 1, look = document.documentElement.className;
      const isSame = drawn && drawn.wide === wide && drawn.high === high && drawn.u === u && drawn.look === look;
      if (!isSame) {
        canvas.width = Math.round(wide * ratio);
        canvas.height = Math.round(high * ratio);
        known.clear(); cells.clear(); stamps.clear();
        drawn = {wide, high, u, look};
      }
      const touched = new Set();
      changes(points, u, touched);
      const pen = canvas.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (!isSame || touched.size > 200) all(pen);
      else touched.forEach((cell) => square(pen, cell));
    }};

    function changes(points, u, touched) {
      turn += 1;
      points.forEach(({item, x, y}, index) => {
        const before = known.get(item.key);
        if (before) before.turn = turn;
        if (before && before.x === x && before.y === y && before.severity === item.severity && before.size === item.size) {
          before.rank = points.length - index;
          return;
        }
        if (before) leave(before, touched);
        const point = {key: item.key, x, y, severity: item.severity, size: item.size, rank: points.length - index, turn,
          half: HALF[item.size] * u + 1};
        known.set(item.key, point);
        enter(point, touched);
      });
      if (known.size === points.length) return;
      known.forEach((point, key) => {
        if (point.turn === turn) return;
        leave(point, touched);
        known.delete(key);
      });
    }
    function* squares({x, y, half}) {
      for (let row = Math.floor((y - half) / CELL); row <= Math.floor((y + half) / CELL); row += 1) {
        for (let column = Math.floor((x - half) / CELL); column <= Math.floor((x + half) / CELL); column += 1) yield row * 1000 + column;
      }
    }
    function enter(point, touched) {
      for (const cell of squares(point)) {
        if (!cells.has(cell)) cells.set(cell, new Set());
        cells.get(cell).add(point);
        touched.add(cell);
      }
    }
    function leave(point, touched) {
      for (const cell of squares(point)) {
        cells.get(cell).delete(point);
        touched.add(cell);
      }
    }
    /* the gravest last, above the others */
    function inOrder(points) {
      return [...points].sort((a, b) => a.rank - b.rank);
    }
    function all(pen) {
      pen.clearRect(0, 0, drawn.wide, drawn.high);
      inOrder(known.values()).forEach((point) => put(pen, point));
    }
    function square(pen, cell) {
      const x = (cell % 1000) * CELL, y = Math.floor(cell / 1000) * CELL;
      pen.save();
      pen.beginPath();
      pen.rect(x, y, CELL, CELL);
      pen.clip();
      pen.clearRect(x, y, CELL, CELL);
      inOrder(cells.get(cell)).forEach((point) => put(pen, point));
      pen.restore();
    }
    function put(pen, {x, y, severity, size}) {
      const name = severity + size;
      if (!stamps.has(name)) stamps.set(name, stamp(canvas, severity, HALF[size] * drawn.u));
      const {image, side} = stamps.get(name);
      pen.drawImage(image, x - side / 2, y - side / 2, side, side);
    }
  };

  function stamp(canvas, severity, half) {
    const ratio = window.devicePixelRatio || 1, side = 2 * half + 4, style = getComputedStyle(canvas);
    const image = document.createElement("canvas");
    image.width = image.height = Math.ceil(side * ratio);
    const pen = image.getContext("2d"), scale = half / 12;
    pen.setTransform(ratio * scale, 0, 0, ratio * scale, image.width / 2, image.height / 2);
    pen.translate(-12, -12);
    const colour = style.getPropertyValue(COLOURS[severity] || "--off").trim(), ground = style.getPropertyValue("--bg").trim();
    const shape = ops.shape(severity).firstChild, path = new Path2D(shape.getAttribute("d") || undefined);
    if (severity === "unknown" || shape.tagName === "circle") path.arc(12, 12, 8, 0, 2 * Math.PI);
    if (severity === "unknown") {
      pen.setLineDash([5, 3.38]);
      pen.lineWidth = 4;
      pen.strokeStyle = colour;
      pen.stroke(path);
      return {image, side};
    }
    pen.fillStyle = colour;
    pen.strokeStyle = ground;
    pen.lineWidth = 2;
    pen.fill(path);
    pen.stroke(path);
    return {image, side};
  }
})(window.ops = window.ops || {});
