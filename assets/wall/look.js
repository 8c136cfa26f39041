/* The wall's look: night or day by the hour where nobody chose, and a shift of few pixels against burn-in. */
(function (ops) {
  "use strict";
  const DAY = [6, 18], EVERY = 120e3;
  const PATH = [[0, 0], [2, 1], [3, 3], [1, 2], [-1, 3], [-3, 1], [-2, -1], [-3, -3], [-1, -2], [1, -3], [3, -1]];
  const wall = ops.wall;
  let look = null;

  function choose() {
    const {look: told} = ops.display.told, hour = ops.hour(ops.live.now());
    const wanted = told === "night" || told === "day" ? told : hour >= DAY[0] && hour < DAY[1] ? "day" : "night";
    if (look === wanted) return;
    look = wanted;
    ops.choose(document.documentElement, ["night", "day"], look);
    wall.redraw();
  }
  function shift() {
    const [x, y] = wall.mode === "column" ? PATH[0] : PATH[Math.floor(ops.live.now() / EVERY) % PATH.length];
    wall.root.style.setProperty("--shift-x", x);
    wall.root.style.setProperty("--shift-y", y);
  }
  wall.onStart(() => {
    ops.display.listen(choose);
    const each = () => {
      choose();
      shift();
    };
    setInterval(each, 5000);
    ops.live.listen((changed) => { if (look === null || changed.has("now")) each(); });
  });
})(window.ops = window.ops || {});
