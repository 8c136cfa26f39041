/* A page's script starts when React has put the page there; the shell's clock and links need no more than this. */
(function (ops) {
  "use strict";
  const mounts = {};
  ops.page = (name, mount) => { mounts[name] = mount; };

  function shell() {
    for (const link of document.querySelectorAll('[data-part="page-link"]')) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    }
    const clock = document.querySelector('[data-part="clock"]');
    const weekday = document.querySelector('[data-part="weekday"]');
    const date = document.querySelector('[data-part="date"]');
    const tick = () => {
      ops.text(clock, ops.clock(ops.live.now()));
      ops.text(weekday, ops.weekday(ops.live.now()));
      ops.text(date, ops.date(ops.live.now()));
    };
    tick();
    setInterval(tick, 1000);
    const loading = document.querySelector('[data-part="loading"]');
    ops.live.listen((changed) => {
      if (!changed.has("loading")) return;
      const told = ops.live.board.loading;
      ops.text(loading, told ? ops.t("Loading history: step {step} of {steps}", told) : "");
    });
  }
  const waiting = new MutationObserver(() => {
    const root = document.querySelector("[data-page]");
    if (!root) return;
    waiting.disconnect();
    shell();
    if (mounts[root.dataset.page]) mounts[root.dataset.page](root);
  });
  waiting.observe(document.getElementById("react-entry-point"), {childList: true, subtree: true});
})(window.ops = window.ops || {});
