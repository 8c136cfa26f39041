/* One incident whole: its head, the way it has gone, its clocks. Sections below: desk-sources.js, desk-timeline.js. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const WAY = [["opened_at", ""], ["acknowledged_at", "acknowledge"], ["dispatched_at", ""], ["arrived_at", "arrive"],
    ["resolved_at", "resolve"], ["closed_at", ""]];
  const WAY_WORDS = {opened_at: "Opened", acknowledged_at: "Taken", dispatched_at: "Sent", arrived_at: "On the spot",
    resolved_at: "Dealt with", closed_at: "Is closed"};

  function head(box) {
    const title = ops.element("h2"), shape = ops.element("i"), link = ops.element("button", "quiet", ops.t("Copy link"));
    const go = ops.element("button", "quiet", ops.t("On the map"));
    link.type = go.type = "button";
    link.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.origin + "/desk/incidents/" + desk.chosen);
      ops.text(link, ops.t("Copied"));
      setTimeout(() => ops.text(link, ops.t("Copy link")), 2000);
    });
    go.addEventListener("click", () => desk.map.goTo());
    const tools = ops.element("p", "tools");
    tools.append(link, go);
    box.append(shape, title, ops.element("p", "at"), ops.element("p", "how"), ops.element("p", "due"), tools);
  }
  function fillHead(detail) {
    const box = desk.part("head"), {row} = detail;
    if (!box.firstChild) head(box);
    const [shape, title, where, state] = box.children, severity = desk.severityOf(row);
    if (shape.dataset.severity !== severity) {
      shape.dataset.severity = severity;
      shape.replaceChildren(ops.shape(severity), ops.element("span", "spoken", ops.severityWord(severity)));
    }
    ops.text(title, desk.title(row));
    ops.text(where, [ops.t("no. {id}", {id: row.id}), desk.where(row), value(detail)].filter(Boolean).join(" · "));
    ops.text(state, stateWords(detail));
    box.dataset.look = severity;
    clock();
  }
  /* the water now, of the gauges that speak; else what it was when a rule last looked */
  function value({row, sources}) {
    const levels = sources.filter((one) => one.source === "gauge" && !one.silent && one.content.quantity === "level").map((one) => one.content.value);
    const known = levels.length ? Math.max(...levels) : row.value;
    return row.kind === "flood" && known !== null && !row.unknown ? ops.metres(known) : "";
  }
  function stateWords(detail) {
    const {row} = detail, words = [ops.severityWord(row.severity), desk.stateWord(row)];
    if (row.unknown) words.push(ops.t("last known state: {state}", {state: desk.stateWord({...row, unknown: false})}));
    if (desk.assignee(row)) words.push(ops.t("with {who}", {who: desk.assignee(row)}));
    if (row.escalated) words.push(ops.t("raised {count} times to the next role", {count: row.escalated}));
    if (detail.reopened) words.push(ops.t("reopened {count} times", {count: detail.reopened}));
    return words.join(" · ");
  }
  function clock() {
    if (!desk.detail) return;
    const {text, look} = desk.clockWords(desk.detail.row, ops.live.now());
    for (const box of desk.root.querySelectorAll(".topline > .due")) {
      ops.text(box, text);
      ops.choose(box, ["off", "soon", "over"], look);
    }
  }

  function way(detail) {
    const merged = detail.row.state === "merged";
    const times = {...detail, opened_at: detail.row.opened_at};
    const last = WAY.reduce((found, [name], index) => (times[name] ? index : found), 0);
    const items = WAY.map(([name, ends], index) => ({name, ends, index, at: times[name], runs: ends && ends === detail.row.clock && !times[name]}));
    ops.list(desk.part("way"), items, (one) => one.name, () => {
      const made = ops.element("li");
      made.append(ops.element("b"), ops.element("span"));
      return made;
    }, (box, one) => {
      const done = Boolean(one.at), skipped = !done && one.index < last;
      ops.choose(box, ["done", "skipped", "runs", "waits"], done ? "done" : skipped ? "skipped" : one.runs && !merged ? "runs" : "waits");
      ops.text(box.firstChild, ops.t(WAY_WORDS[one.name]));
      ops.text(box.lastChild, done ? desk.fullTime(one.at) : one.runs ? ops.t("by {time}", {time: desk.fullTime(detail.row.due_at)}) : "–");
    });
  }
  function outcome(detail) {
    const box = desk.part("told");
    const merged = detail.merged_into ? ops.t("Merged into no. {id}", {id: detail.merged_into}) : "";
    const over = detail.row.closing_proposed && !detail.resolved_at ? ops.t("The source says that it is over: look, then deal with it or leave it open.") : "";
    const ended = detail.resolved_at ? [desk.causeWord(detail.cause), detail.outcome].filter(Boolean).join(": ") : "";
    ops.text(box, [merged, over, ended].filter(Boolean).join(" · "));
    box.hidden = !box.textContent;
  }

  function draw(detail) {
    desk.part("incident").hidden = false;
    desk.part("none").hidden = true;
    fillHead(detail);
    way(detail);
    outcome(detail);
  }
  function chosen(id) {
    desk.part("incident").hidden = true;
    const none = desk.part("none");
    none.hidden = false;
    if (!none.dataset.words) none.dataset.words = none.textContent;
    ops.text(none, id ? ops.t("Opening …") : none.dataset.words);
  }
  function missing(answer) {
    desk.part("incident").hidden = true;
    desk.part("none").hidden = false;
    ops.text(desk.part("none"), answer.status === 404 ? ops.t("There is no incident of this number.") : answer.told);
  }

  ops.onPage("desk", () => {
    desk.on("chosen", chosen);
    desk.on("detail", draw);
    desk.on("missing", missing);
    desk.on("second", clock);
  });
})(window.ops = window.ops || {});
