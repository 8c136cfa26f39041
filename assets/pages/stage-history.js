/* The history of the stage: what was proposed and why, who decided what and why; the newest first, older ones on demand. */
(function (ops) {
  "use strict";
  const stage = ops.stage = ops.stage || {};
  let older = [], more = false;  // those fetched below the newest ones

  function title(one, now) {
    const values = {name: one.name, stage: ops.stageTitle(one.stage), until: one.until && ops.time(one.until, now)};
    switch (one.kind) {
      case "proposed": return ops.t("The program proposes {stage}", values);
      case "set": return one.until ? ops.t("{name} sets {stage} until {until}", values) : ops.t("{name} sets {stage}", values);
      default: return ops.t("{name} gives the stage back: {stage}", values);
    }
  }
  function under(one) {
    if (one.kind === "proposed") return (one.reasons || []).map((reason) => ops.stageReason(reason)).join(" · ");
    if (one.kind === "set" && one.proposed && one.proposed !== one.stage) {
      return ops.t("the program proposed {stage}", {stage: ops.stageTitle(one.proposed)});
    }
    return "";
  }
  function make() {
    const made = ops.element("li");
    made.append(ops.element("time"), ops.element("b"), ops.element("blockquote"), ops.element("span"));
    return made;
  }
  function fill(box, one) {
    const now = ops.live.now(), [time, head, reason, below] = box.children;
    ops.attribute(box, "data-stage", String(one.stage));
    ops.attribute(box, "data-kind", one.kind);
    ops.attribute(time, "datetime", one.at);
    ops.text(time, ops.time(one.at, now));
    ops.text(head, title(one, now));
    ops.text(reason, one.reason);
    ops.text(below, under(one));
  }
  async function fetchOlder(page, told) {
    const last = older.at(-1) || told.history.at(-1);
    try {
      const answer = await fetch("/api/stage?before=" + last.id);
      if (!answer.ok) return;
      const found = await answer.json();
      older = [...older, ...found.history];
      more = found.more;
      stage.history(page, told);
    } catch { /* the button stays */ }
  }
  stage.history = function (page, told) {
    const newest = new Set(told.history.map((one) => one.id));
    const rows = [...told.history, ...older.filter((one) => !newest.has(one.id))];
    ops.list(ops.part(page, "history"), rows, (one) => one.id, make, fill);
    const isMore = older.length ? more : told.more;
    ops.part(page, "older").replaceChildren(...(isMore ? [ops.button(ops.t("Earlier ones"), () => fetchOlder(page, told))] : []));
  };
})(window.ops = window.ops || {});
