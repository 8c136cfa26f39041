/* The wall loads itself anew after a deploy, and where it is no longer let in: once, and only where a page is to be had. */
(function (ops) {
  "use strict";
  const SPREAD = 10000;  // 200 walls do not come at once
  const wall = ops.wall, config = JSON.parse(document.getElementById("ops-config").textContent);
  let loaded = config.build || null, isComing = false;

  /* Once for a reason within `rest` ms, kept over the reload: a wall must not load itself in a circle. */
  wall.reload = async function (reason, rest, wait = 0) {
    const key = "ops-wall-" + reason, last = sessionStorage.getItem(key);
    if (isComing || (last !== null && Math.abs(Date.now() - Number(last)) < rest)) return;
    isComing = true;
    await new Promise((done) => setTimeout(done, wait));
    try {
      const answer = await fetch(location.href, {signal: AbortSignal.timeout(5000), cache: "no-store"});
      if (answer.ok) {
        sessionStorage.setItem(key, String(Date.now()));
        location.reload();
        return;
      }
    } catch { /* asked again by whoever asked now */ }
    isComing = false;
  };
  function check() {
    const {build} = ops.live.board;
    if (!build) return;
    loaded = loaded || build;
    if (build !== loaded) wall.reload("build-" + build, Infinity, Math.random() * SPREAD);
  }
  wall.onStart(() => {
    ops.live.listen((changed) => { if (changed.has("build")) check(); });
    setInterval(() => { if (ops.live.board) check(); }, SPREAD);
  });
})(window.ops = window.ops || {});
