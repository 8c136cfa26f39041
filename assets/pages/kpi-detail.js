/* One KPI: draws its long line and the bars of the units. */
(function (ops) {
  "use strict";

  function draw(root) {
    for (const list of root.querySelectorAll("[data-bars]:empty")) list.append(...JSON.parse(list.dataset.bars).map(bar));
    for (const box of root.querySelectorAll("[data-whole]")) once(box, box.dataset.whole, wholeLine);
  }
  function bar([name, address, share, value, chosen]) {
    const item = ops.element("li"), link = ops.element("a", "", name), length = ops.element("span", "bar");
    const drawn = ops.element("i");
    link.href = address;
    if (chosen) link.setAttribute("aria-current", "true");
    drawn.style.width = share + "%";
    length.append(drawn);
    item.append(link, length, ops.element("b", "", value));
    return item;
  }
  function once(box, told, drawer) {
    const done = `${told.length} ${box.clientWidth}x${box.clientHeight}`;
    if (box.dataset.done === done || !box.clientWidth) return;
    box.dataset.done = done;
    drawer(box, JSON.parse(told));
  }

  /* A step that a person would choose: 1, 2 or 5 times a power of ten. */
  function stepFor(span) {
    const power = 10 ** Math.floor(Math.log10(span / 3 || 1));
    return [1, 2, 5, 10].map((n) => n * power).find((step) => span / step <= 4) || power;
  }

  function wholeLine(box, told) {
    const width = Math.max(280, box.clientWidth), height = Math.max(120, box.clientHeight);
    const em = parseFloat(getComputedStyle(box).fontSize);
    const known = [...told.values, ...told.city, ...told.targets.map((one) => one.value)].filter((v) => v !== null);
    const svg = ops.svg("svg", {viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true"});
    box.replaceChildren(svg);
    if (!known.length) return;
    let low = Math.min(...known), high = Math.max(...known);
    const least = Math.max((high - low) * 0.08, Math.abs(high) * 0.01, 1e-9);
    low = low >= 0 ? Math.max(0, low - least) : low - least;
    high += least;
    const step = stepFor(high - low), decimals = Math.max(0, -Math.floor(Math.log10(step)));
    const left = (ops.number(high, decimals).length + 1.5) * em * 0.6, right = 5 * em, foot = 1.8 * em, top = em * 0.7;
    const count = told.months.length;
    const x = (i) => left + (width - left - right) * (count > 1 ? i / (count - 1) : 1);
    const y = (value) => height - foot - (height - foot - top) * (value - low) / (high - low);
    const text = (at, words, anchor) => {
      const made = ops.svg("text", {x: at[0], y: at[1], "text-anchor": anchor});
      made.textContent = words;
      svg.append(made);
    };
    for (let value = Math.ceil(low / step) * step; value <= high; value += step) {
      svg.append(ops.svg("line", {x1: left, x2: width - right, y1: y(value), y2: y(value), class: "hair"}));
      text([left - em * 0.5, y(value) + em * 0.35], ops.number(value, decimals), "end");
    }
    told.months.forEach((month, i) => {
      const [year, number] = month.split("-");
      if (number !== "01" && i !== 0) return;
      if (i === 0 && told.months.slice(1, 6).some((one) => one.endsWith("-01"))) return;
      svg.append(ops.svg("line", {x1: x(i), x2: x(i), y1: top, y2: height - foot, class: "hair"}));
      text([x(i), height - em * 0.3], `${Number(number)}/${year}`, i ? "middle" : "start");
    });
    let lastLabel = -Infinity;
    [...told.targets].sort((a, b) => y(a.value) - y(b.value)).forEach((one) => {
      svg.append(ops.svg("line", {x1: left, x2: width - right, y1: y(one.value), y2: y(one.value),
        class: one === told.targets[0] || one.year === told.targets[0].year ? "target" : "target later"}));
      const at = Math.max(y(one.value) + em * 0.35, lastLabel + em * 1.1);
      lastLabel = at;
      text([width - right + em * 0.5, at], (one.reference ? "≈" : "") + one.year, "start");
    });
    if (told.city.length) line(svg, told.city, x, y, "drawn whole-city");
    line(svg, told.values, x, y, "drawn");
    const last = told.values[count - 1];
    if (last !== null) svg.append(ops.svg("circle", {cx: x(count - 1), cy: y(last), r: em * 0.28, class: "now"}));
    if (told.city.length) legend(box, told);
  }
  function line(svg, values, x, y, style) {
    let drawn = "", pen = false;
    values.forEach((value, i) => {
      if (value === null) { pen = false; return; }
      drawn += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = true;
    });
    svg.append(ops.svg("path", {d: drawn, class: style}));
  }
  function legend(box, told) {
    const made = ops.element("p", "two-lines");
    const [own, city] = [ops.element("span", "own", told.names[0]), ops.element("span", "of-city", told.names[1])];
    made.append(own, city);
    box.append(made);
  }

  ops.onPage("kpi-detail", (root) => {
    let frame = null;
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(root));
    };
    again();
    new MutationObserver((seen) => {
      if (seen.some((one) => !one.target.closest("svg, [data-whole], [data-bars]"))) again();
    }).observe(root, {childList: true, subtree: true});
    new ResizeObserver(again).observe(root);
  });
})(window.ops = window.ops || {});
