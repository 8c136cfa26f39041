/* The page of the city's stage: what holds and by whom, what the rules ask for, the history; asked anew as things change. */
(function (ops) {
  "use strict";
  const stage = ops.stage = ops.stage || {};
  const EVERY = 10000, SPACING = 2000;  // ms
  let page = null, asked = Promise.resolve(), askedAt = 0, waiting = null;
  const part = (name) => ops.part(page, name);
  const at = (iso) => ops.time(iso, ops.live.now());

  /* --- what holds --------------------------------------------------------------------------------------------------- */
  function steps() {
    const list = ops.element("ol", "stage-steps");
    for (const number of ops.STAGES) {
      const step = ops.element("li");
      step.append(ops.element("i"), ops.element("b", "", String(number)), ops.element("span", "", ops.stageName(number)));
      list.append(step);
    }
    return list;
  }
  function byWhom(one) {
    if (!one.by) return one.since ? ops.t("proposed by the program since {time}", {time: at(one.since)}) : ops.t("proposed by the program");
    const values = {name: one.by, time: at(one.since), until: one.until && at(one.until)};
    return one.until ? ops.t("set by {name} at {time}, until {until}", values) : ops.t("set by {name} at {time}, until it is given back", values);
  }
  function holds(one) {
    const place = part("holds");
    if (!place.firstChild) place.append(steps(), ops.element("p", "name"), ops.element("p", "by"), ops.element("blockquote"), ops.element("p", "proposed"));
    const [list, name, by, reason, proposed] = place.children;
    ops.attribute(place, "data-stage", String(one.stage));
    [...list.children].forEach((step, index) => {
      step.classList.toggle("reached", index < one.stage);
      if (index + 1 === one.stage) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
    });
    ops.text(name, ops.stageTitle(one.stage));
    ops.text(by, byWhom(one));
    ops.text(reason, one.reason);
    ops.text(proposed, one.by ? ops.t("the program proposes {stage}", {stage: ops.stageTitle(one.proposed)}) : "");
    ops.attribute(proposed, "data-graver", String(one.proposed > one.stage));
  }

  /* --- why ------------------------------------------------------------------------------------------------------------ */
  function why(told) {
    const one = told.city_stage, calm = ops.t("Nothing asks for more than stage 1.");
    const reasons = one.reasons.length ? one.reasons : [{rule: "", stage: 1}];
    ops.list(part("reasons"), reasons, (reason) => [reason.rule, reason.stage, reason.past].join(), () => {
      const made = ops.element("li");
      made.append(ops.element("b"), ops.element("span"));
      return made;
    }, (box, reason) => {
      ops.attribute(box, "data-stage", String(reason.stage));
      ops.text(box.firstChild, ops.stageTitle(reason.stage));
      ops.text(box.lastChild, reason.rule ? ops.stageReason(reason) : calm);
    });
    const feeds = told.silent.map((feed) => ops.feedName(feed, told.silent)).join(", ");
    ops.text(part("unsure"), one.unsure ? ops.t("Not sure: silent are {feeds}. It may be graver than it looks; the proposal is not lowered until they speak again.", {feeds}) : "");
    ops.text(part("rule"), ops.t("Any one condition is enough; the highest stage is proposed. Up at once, down only when nothing graver was asked for {minutes} minutes.", {minutes: ops.number(told.hold / 60)}));
  }
  const rowOf = (one) => [one.rule, one.severity, one.level].join();
  function conditions(all) {
    const rows = [...new Map(all.map((one) => [rowOf(one), one])).values()];
    const order = ["incidents", "flood", "fires", "silent_feeds"];
    rows.sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule)
      || ops.SEVERITIES.indexOf(b.severity) - ops.SEVERITIES.indexOf(a.severity) || (a.level || 0) - (b.level || 0));
    const table = ops.element("table"), head = ops.element("tr"), thead = ops.element("thead"), body = ops.element("tbody");
    const asked = ops.STAGES.slice(1);
    for (const [words, spoken] of [[ops.t("What is counted")], [ops.t("Counted now")], ...asked.map((number) => [String(number), ops.stageName(number)])]) {
      const cell = Object.assign(ops.element("th", "", words), {scope: "col"});
      if (spoken) cell.append(ops.element("span", "", spoken));
      head.append(cell);
    }
    thead.append(head);
    body.append(...rows.map((row) => conditionRow(row, all, asked)));
    table.append(thead, body);
    part("conditions").replaceChildren(table);
  }
  function conditionRow(row, all, asked) {
    const made = ops.element("tr"), same = all.filter((one) => rowOf(one) === rowOf(row));
    made.append(Object.assign(ops.element("th", "", ops.stageCondition(row)), {scope: "row"}), ops.element("td", "count", ops.number(row.count)));
    for (const number of asked) {
      const of = same.filter((one) => one.stage === number), cell = ops.element("td");
      if (of.length) {
        const isHeld = of.some((one) => one.holds);
        cell.append(ops.element("span", isHeld ? "held" : "", (isHeld ? "✓ " : "") + "≥ " + ops.number(Math.min(...of.map((one) => one.at_least)))));
        ops.attribute(cell, "data-stage", String(number));
      }
      made.append(cell);
    }
    return made;
  }

  /* --- asked anew ------------------------------------------------------------------------------------------------------- */
  function draw(told) {
    holds(told.city_stage);
    why(told);
    conditions(told.conditions);
    stage.history(page, told);
    if (part("deciding")) stage.deciding(part("deciding"), told, ask);
  }
  /* One after the other: whoever asks gets what holds after that moment. */
  function ask() {
    clearTimeout(waiting);
    waiting = null;
    askedAt = performance.now();
    asked = asked.then(fetchNow);
    return asked;
  }
  async function fetchNow() {
    try {
      const answer = await fetch("/api/stage");
      if (answer.ok) draw(await answer.json());
      else if (answer.status === 401) ops.signedOut();
    } catch { /* the live stream says that nothing answers */ }
  }
  function soon() {
    if (waiting === null) waiting = setTimeout(ask, Math.max(0, askedAt + SPACING - performance.now()));
  }
  ops.draws("stage", ["incidents_open", "incidents", "gauges", "feeds"], soon);
  ops.onPage("stage", (root) => {
    page = root;
    ask();
    setInterval(() => { if (!document.hidden) ask(); }, EVERY);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  });
})(window.ops = window.ops || {});
