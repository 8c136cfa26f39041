/* The scene One-stop: today's dossiers, what is open and overdue and by whose doing, the promises of the counters. */
(function (ops) {
  "use strict";
  const {wallNumber, wallShare} = ops;
  const CAUSE_WORDS = {processing: "in the office's own work", supplement: "after supplements", intake: "after a late intake",
    other: "for another cause"};
  const GROUPS = ["dossiers", "work"];

  function draw(section, board) {
    const part = (name) => ops.part(section, name), told = (board.today || {}).dossiers;
    ops.wallBlock(part("one-stop-today"), told, told && {
      received: wallNumber(told.received), resolved: wallNumber(told.resolved)});
    const isTold = ops.wallBlock(part("one-stop-stock"), told, told && {
      open: wallNumber(told.open), due_soon: wallNumber(told.due_soon), overdue: wallNumber(told.overdue)});
    const online = isTold ? wallShare(told.online, told.received) : null;
    ops.text(part("one-stop-online"), online === null ? "" : ops.t("{share} online", {share: online}));
    flow(part, isTold ? told : null);
    causes(part("one-stop-causes"), isTold ? told : null);
    const mine = board.promises.filter((kpi) => GROUPS.includes(kpi.group));
    ops.list(part("one-stop-promises"), mine, (kpi) => kpi.key, ops.promiseTile.make, ops.promiseTile.fill);
  }
  /* what was resolved today: on time and late, as two lengths and in words */
  function flow(part, told) {
    const isKnown = Boolean(told) && told.resolved !== null && told.on_time !== null;
    const parts = !isKnown || !told.resolved ? [] : [["on-time", told.on_time], ["late", told.late]];
    ops.list(part("one-stop-flow"), parts, ([key]) => key, ([key]) => ops.element("i", key),
      (bar, [, count]) => bar.style.setProperty("width", (100 * count / told.resolved).toFixed(2) + "%"));
    const words = isKnown ? [
      ["on-time", ops.t("{count} on time", {count: ops.number(told.on_time)}), wallShare(told.on_time, told.resolved)],
      ["late", ops.t("{count} late", {count: ops.number(told.late)}), wallShare(told.late, told.resolved)],
    ] : [];
    ops.list(part("one-stop-flow-words"), words, ([key]) => key, ([key]) => {
      const made = ops.element("span", key);
      made.append(ops.element("i"), ops.element("b"), ops.element("em"));
      return made;
    }, (made, [, text, share]) => {
      ops.text(made.children[1], text);
      ops.text(made.children[2], share || "");
    });
  }
  function causes(list, told) {
    const all = told && told.causes ? [...told.causes].sort((a, b) => b.count - a.count) : [];
    const most = Math.max(1, ...all.map((one) => one.count));
    ops.list(list, all, (one) => one.cause, () => {
      const row = ops.element("li"), bar = ops.element("span", "bar");
      bar.append(ops.element("i"));
      row.append(ops.element("span"), bar, ops.element("b"));
      return row;
    }, (row, one) => {
      ops.text(row.children[0], ops.t(CAUSE_WORDS[one.cause] || CAUSE_WORDS.other));
      row.children[1].firstChild.style.setProperty("width", (100 * one.count / most).toFixed(1) + "%");
      ops.text(row.children[2], ops.number(one.count));
    });
  }

  ops.wallScene("one-stop", {keys: ["today", "promises"], draw, ages: true});
})(window.ops = window.ops || {});
