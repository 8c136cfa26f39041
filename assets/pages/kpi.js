/* Every KPI: draws the lines. */
(function (ops) {
  "use strict";

  function draw(root) {
    for (const box of root.querySelectorAll("[data-line]")) once(box, box.dataset.line, ops.monthsLine);
  }
  function once(box, told, drawer) {
    const done = `${told.length} ${box.clientWidth}x${box.clientHeight}`;
    if (box.dataset.done === done || !box.clientWidth) return;
    box.dataset.done = done;
    drawer(box, JSON.parse(told));
  }


  ops.onPage("kpi", (root) => {
    let frame = null;
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(root));
    };
    again();
    new MutationObserver((seen) => {
      if (seen.some((one) => !one.target.closest("svg, [data-line]"))) again();
    }).observe(root, {childList: true, subtree: true});
    new ResizeObserver(again).observe(root);
  });
})(window.ops = window.ops || {});
