/* How a page comes to life: scripts say which parts of the board they draw, and are called when those changed. */
(function (ops) {
  "use strict";
  const drawers = [], mounts = [];
  let root = null;

  /* drawer(root, board) for a page, when one of the board's keys changed; `ages`: each second too */
  ops.draws = (page, keys, drawer, ages = false) => { drawers.push({page, keys, drawer, ages}); };
  /* mount(root) once the page stands */
  ops.onPage = (page, mount) => { mounts.push({page, mount}); };
  /* all of it again: after a choice, or where the room has changed */
  ops.redraw = () => run(() => true);

  function run(wanted) {
    if (!root || !ops.live.board) return;
    for (const one of drawers) {
      if (one.page === root.dataset.page && wanted(one)) one.drawer(root, ops.live.board);
    }
  }
  function start() {
    header();
    mounts.filter((one) => one.page === root.dataset.page).forEach((one) => one.mount(root));
    ops.live.listen((changed) => run((one) => one.keys.some((key) => changed.has(key))));
    setInterval(() => run((one) => one.ages), 1000);
    let frame = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(ops.redraw);
    }).observe(root);
    document.fonts.ready.then(ops.redraw);
  }

  function header() {
    for (const link of document.querySelectorAll('[data-part="page-link"]')) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    }
    const [clock, weekday, date, loading] = ["clock", "weekday", "date", "loading"].map(
      (name) => ops.part(document, name));
    const tick = () => {
      ops.text(clock, ops.clock(ops.live.now()));
      ops.text(weekday, ops.weekday(ops.live.now()));
      ops.text(date, ops.date(ops.live.now()));
    };
    tick();
    setInterval(tick, 1000);
    const open = ops.part(document, "incidents-open");
    ops.live.listen((changed) => {
      const count = ops.live.board.incidents_open;
      if (changed.has("incidents_open")) ops.text(open, count ? ops.number(count) : "");
    });
    ops.live.listen((changed) => {
      if (!changed.has("loading")) return;
      const told = ops.live.board.loading;
      ops.text(loading, told ? ops.t("Loading history: step {step} of {steps}", told) : "");
    });
  }

  /* React puts the page there some time after the scripts have been read. */
  const waiting = new MutationObserver(() => {
    root = document.querySelector("[data-page]");
    if (!root) return;
    waiting.disconnect();
    start();
  });
  waiting.observe(document.getElementById("react-entry-point"), {childList: true, subtree: true});
})(window.ops = window.ops || {});
