/* What this screen shows: asked of the server, and again when the board says that a display was changed. */
(function (ops) {
  "use strict";
  /* until the server has told, and where it has nothing of its own */
  const DEFAULT = {
    name: "", unit: "city", look: "auto",
    scenes: [["promises", 40], ["now", 30], ["map", 30], ["one-stop", 20], ["flood", 20], ["ranking", 30]]
      .map(([scene, seconds]) => ({scene, seconds})),
    takeover: {severities: ["extreme", "severe"], seconds: 60},
  };
  const AGAIN = 5000;
  const listeners = [];
  let version = null, asking = null;
  /* isTold: what it shows is its own, not what stands here until the server has answered */
  const display = ops.display = {told: DEFAULT, isTold: false, listen: (listener) => { listeners.push(listener); }};

  async function ask() {
    asking = null;
    try {
      const answer = await fetch("/api/wall/display", {signal: AbortSignal.timeout(AGAIN)});
      if (answer.status >= 500) throw new Error(answer.statusText);
      display.told = answer.ok ? {...DEFAULT, ...await answer.json()} : DEFAULT;
      display.isTold = true;
      if (display.told.name && goHome()) return;
      listeners.forEach((listener) => listener());
    } catch {
      asking = asking || setTimeout(ask, AGAIN);
    }
  }
  /* A display has one wall; it goes there where it stands at another, once it has been given another. */
  function goHome() {
    const {unit} = display.told, home = unit === "city" ? "/wall" : "/wall/" + encodeURIComponent(unit);
    if (ops.wall.root.dataset.unit === unit) return false;
    location.replace(home);
    return true;
  }
  ops.wall.onStart(() => {
    listeners.forEach((listener) => listener());
    ops.live.listen((changed) => {
      if (!changed.has("displays") || version === ops.live.board.displays) return;
      version = ops.live.board.displays;
      if (!asking) ask();
    });
  });
})(window.ops = window.ops || {});
