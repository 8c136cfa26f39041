/* Points on a still map, each with the shape of its severity. A few are symbols: those that would cover each other
   stand together as one with their number, the rest make room. Many go onto a canvas (unit-canvas.js). */
(function (ops) {
  "use strict";
  const FEW = 300;
  const HALF = {large: 18, middle: 14, small: 6};  // half a symbol's width in u
  const SILENT = 11, TOGETHER = 29;                // a silent gauge keeps a mark that can be seen; a number needs room
  const ROUNDS = 40;
  const DIGITS = {extreme: 10, severe: 17, moderate: 10, minor: 10, unknown: 10};  // how far below the middle a number stands

  ops.unitPoints = function (group, canvas) {
    const under = ops.svg("g", {class: "small"}), leads = ops.svg("g"), above = ops.svg("g");
    group.append(under, leads, above);
    const many = ops.unitCanvas(canvas);
    let shown = "";
    /* points: {item, x, y} in pixels, the gravest first */
    return {set(points, view) {
      const isMany = points.length > FEW;
      many.set(isMany ? points : [], view);
      const few = isMany ? [] : points;
      const look = few.map(({item, x, y}) => [item.key, item.severity, item.size, x.toFixed(1), y.toFixed(1)].join()).join("|") + view.u;
      if (look === shown) return;
      shown = look;
      const isDot = ({item}) => item.size === "small" && item.severity !== "unknown";
      const groups = grouped(few.filter((one) => !isDot(one)), view.u);
      makeRoom(groups, view);
      ops.list(under, few.filter((one) => isDot(one) && !isCovered(one, groups)), (one) => one.item.key,
        () => ops.svg("circle", {class: "dot"}), (dot, {x, y}) => {
          ops.attribute(dot, "cx", x.toFixed(1));
          ops.attribute(dot, "cy", y.toFixed(1));
          ops.attribute(dot, "r", (HALF.small * view.u).toFixed(2));
        });
      const moved = groups.filter((one) => Math.hypot(one.x - one.from[0], one.y - one.from[1]) > one.half * 0.9);
      ops.list(leads, moved, (one) => one.key, () => ops.svg("line", {class: "lead"}), (line, {x, y, from}) => {
        [["x1", from[0]], ["y1", from[1]], ["x2", x], ["y2", y]].forEach(([name, at]) => ops.attribute(line, name, at.toFixed(1)));
      });
      /* the gravest last, above the others */
      ops.list(above, groups.slice().reverse(), (one) => one.key, () => ops.svg("g", {}), (node, one) => symbol(node, one, view.u));
    }};
  };

  function grouped(points, u) {
    const groups = [];
    for (const {item, x, y} of points) {
      const half = (item.size === "small" ? SILENT : HALF[item.size]) * u;
      const near = groups.find((one) => one.severity === item.severity
        && Math.hypot(one.x - x, one.y - y) < (one.half + half) * 0.9);
      if (near && item.size === "small") continue;  // how many are silent is told in words
      if (near) {
        near.count += 1;
        near.half = TOGETHER * u;
      } else groups.push({key: item.key, severity: item.severity, x, y, from: [x, y], half, count: 1});
    }
    return groups;
  }
  /* the graver of two that overlap stays nearer to its place */
  function makeRoom(groups, {wide, high}) {
    for (let round = 0; round < ROUNDS; round += 1) {
      let isCalm = true;
      for (let i = 0; i < groups.length; i += 1) {
        for (let j = i + 1; j < groups.length; j += 1) isCalm = !push(groups[i], groups[j], i + j) && isCalm;
      }
      for (const one of groups) {
        one.x = Math.min(Math.max(one.x, one.half), wide - one.half);
        one.y = Math.min(Math.max(one.y, one.half), high - one.half);
      }
      if (isCalm) return;
    }
  }
  function push(graver, other, turn) {
    const dx = other.x - graver.x, dy = other.y - graver.y;
    const far = Math.hypot(dx, dy), short = (graver.half + other.half) * 1.02 - far;
    if (short <= 0.1) return false;
    const [nx, ny] = far > 0.01 ? [dx / far, dy / far] : [Math.cos(turn * 2.4), Math.sin(turn * 2.4)];
    graver.x -= nx * short * 0.3; graver.y -= ny * short * 0.3;
    other.x += nx * short * 0.7; other.y += ny * short * 0.7;
    return true;
  }
  const isCovered = ({x, y}, groups) => groups.some((one) => Math.hypot(one.x - x, one.y - y) < one.half);

  function symbol(node, {x, y, severity, half, count}, u) {
    ops.attribute(node, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const look = [severity, half.toFixed(1), count].join();
    if (node.dataset.look === look) return;
    node.dataset.look = look;
    ops.attribute(node, "class", "symbol shape " + severity);
    const scale = half / 12 * (count > 1 ? {severe: 1.25, moderate: 1.1, minor: 1.5, unknown: 1.3}[severity] || 1 : 1);
    const icon = ops.svg("g", {class: "shape " + severity,
      transform: `scale(${scale.toFixed(3)}) translate(-12 ${severity === "severe" ? -13.5 : -12})`});
    icon.append(...ops.shape(severity).childNodes);
    if (count < 2) {
      node.replaceChildren(icon);
      return;
    }
    const text = ops.svg("text", {class: "count", y: (DIGITS[severity] * u).toFixed(1)});
    text.textContent = ops.number(count);
    node.replaceChildren(icon, text);
  }
})(window.ops = window.ops || {});
