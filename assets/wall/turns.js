/* Turns: each scene for its time. A wide wall keeps the promises at its left; a phone has all in one column.
   A person may turn by ← and → and hold by the space bar; a hold is given up by itself. */
(function (ops) {
  "use strict";
  const FIXED = "promises", HOLD = 5 * 60e3;
  const wall = ops.wall;
  let at = 0, since = 0, heldAt = null;
  wall.isHeld = () => heldAt !== null;

  function turns() {
    const here = ops.display.told.scenes.filter(({scene}) => wall.names().includes(scene));
    const turning = wall.mode === "wide" ? here.filter(({scene}) => scene !== FIXED) : here;
    return turning.length ? turning : wall.names().slice(0, 1).map((scene) => ({scene, seconds: Infinity}));
  }
  wall.arranged = function () {
    if (wall.mode === "column") {
      wall.show([...new Set(turns().map(({scene}) => scene))]);
      return;
    }
    const list = turns();
    at = ((at % list.length) + list.length) % list.length;
    const fixed = wall.mode === "wide" && wall.names().includes(FIXED) ? [FIXED] : [];
    wall.show([...fixed, list[at].scene]);
  };
  function turn(step) {
    at += step;
    since = performance.now();
    wall.arranged();
  }
  function tick() {
    const now = performance.now();
    if (heldAt !== null && now - heldAt > HOLD) heldAt = null;
    if (wall.mode === "column" || heldAt !== null || wall.isTaken) {
      since = wall.isTaken ? now : since;  // what was taken is given back with its whole time
      return;
    }
    const list = turns();
    if (list.length > 1 && now - since >= list[at % list.length].seconds * 1000) turn(1);
  }
  function key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || wall.mode === "column") return;
    if (event.key === "ArrowRight") turn(1);
    else if (event.key === "ArrowLeft") turn(-1);
    else if (event.key === " ") {
      heldAt = heldAt === null ? performance.now() : null;
      since = performance.now();
    } else return;
    event.preventDefault();
  }
  wall.onStart(() => {
    since = performance.now();
    ops.display.listen(() => {
      at = 0;
      since = performance.now();
      wall.arranged();
    });
    setInterval(tick, 250);
    document.addEventListener("keydown", key);
  });
})(window.ops = window.ops || {});
