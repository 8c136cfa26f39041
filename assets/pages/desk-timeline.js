/* What was done, newest first, in words; the attachments; incidents beside this one and before it. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const STEPS = {
    triggered: () => ops.t("Opened"), create: () => ops.t("Opened by hand"), escalated: (told) => ops.t("Became graver: {severity}", told),
    again: () => ops.t("Told again"), joined: (told) => ops.t("Joined: {source} ({why})", told),
    closing_proposed: () => ops.t("The source says that it is over"), unknown: () => ops.t("Source silent: unknown"), known: () => ops.t("Source speaks again"),
    overdue: (told) => ops.t("Not taken in time: raised to {role}", told), expired: () => ops.t("Taken, but nobody sent: waits again"),
    notice: (told) => ops.t("Notice to {receiver}: {outcome}", told), acknowledge: () => ops.t("Taken"), assign: (told) => ops.t("Given to {whom}", told),
    dispatch: (told) => ops.t("Sent: {to}", told), arrived: () => ops.t("Forces on the spot"), note: (told) => told.text || "",
    severity: (told) => ops.t("Severity {from} → {severity}: {reason}", told),
    merge: (told) => (told.into ? ops.t("Merged into no. {into}: {reason}", told) : ops.t("Took in no. {from}: {reason}", told)),
    split: (told) => (told.into ? ops.t("Split off as no. {into}: {reason}", told) : ops.t("Split off from no. {from}: {reason}", told)),
    resolve: (told) => ops.t("Dealt with: {cause}", told), close: () => ops.t("Is closed"), reopen: (told) => ops.t("Reopened: {reason}", told),
    undo: (told) => ops.t("Taken back: {step}", told), attach: (told) => ops.t("Attached: {name}", told), unmask: (told) => ops.t("Personal data shown: {reason}", told),
  };
  const SHORT_WORDS = {acknowledge: "Taken", assign: "Given to somebody", dispatch: "Sent", arrived: "Forces on the spot", severity: "Severity",
    resolve: "Dealt with", merge: "Merge", close: "Is closed", reopen: "Reopened"};
  const CAUSE_WORDS = {rain: "rain", tide: "tide", blocked_drain: "blocked drain", pump_failure: "pump failure", burst_pipe: "burst pipe", gauge_fault: "gauge at fault",
    electrical: "electrical fault", gas: "gas leak", cooking: "cooking", waste_burning: "burning of waste", arson: "arson", panel_fault: "panel at fault",
    weather: "weather", authority: "by order of an authority", infrastructure: "infrastructure", public_order: "public order", environment: "environment",
    traffic: "traffic", service: "public service", fallen_tree: "fallen tree", live_wire: "live wire", open_manhole: "open manhole", collapse: "collapse",
    crowd: "crowd", intrusion: "intrusion", camera_fault: "camera at fault", power_cut: "power cut", network: "network", device_fault: "device at fault",
    maintenance: "maintenance", theft: "theft", staff_shortage: "shortage of staff", system_outage: "system outage", volume: "sudden volume",
    procedure_change: "changed procedure", unlicensed: "built without a licence", licensed: "has its licence", outdated_image: "outdated image",
    recovered: "recovered by itself", false_alarm: "false alarm", other: "another cause"};
  const ROLE_WORDS = {officer: "the duty officers", leader: "the leaders", planner: "the planners", administrator: "the administrators"};
  const OUTCOME_WORDS = {sent: "sent", failed: "not sent", given_up: "given up", retried: "to be tried again"};
  const WHY_WORDS = {first: "the first", follows: "about the same matter", again: "told again", split: "by hand", merge: "by hand", hand: "by hand"};

  const word = (table, code) => (table[code] ? ops.t(table[code]) : code || "");
  desk.causeWord = (code) => word(CAUSE_WORDS, code);
  /* why a source belongs here: code, metres and minutes; where metres are missing they are not told */
  desk.whyWord = function (code, metres, minutes) {
    if (code === "near" && metres !== null && metres !== undefined) return ops.t("{metres} m away, {minutes} min apart", {metres: ops.number(metres), minutes});
    if (code === "near" || code === "unit") return ops.t("in the same unit, {minutes} min apart", {minutes});
    return code === "mass" ? ops.t("one of a mass, {minutes} min apart", {minutes}) : word(WHY_WORDS, code);
  };
  /* what a step says; a value that the step lacks leaves no hole behind */
  desk.stepText = function (step) {
    const told = step.detail || {};
    if (!STEPS[step.kind]) return step.kind;
    const severity = (code) => (code ? ops.severityWord(code) : "");
    const values = {...told, severity: severity(told.severity), role: word(ROLE_WORDS, told.role), outcome: word(OUTCOME_WORDS, told.outcome),
      from: step.kind === "severity" ? severity(told.from) : told.from, cause: [desk.causeWord(told.cause), told.outcome].filter(Boolean).join(" – "),
      source: told.count ? ops.t("{count} sources", {count: ops.number(told.count)}) : desk.sourceWord(told.source || ""), why: told.reason ? desk.whyWord(told.reason, told.metres, told.minutes) : "",
      whom: told.assignee_name || told.assignee || told.unit_name || told.unit || "", step: word(SHORT_WORDS, told.of)};
    const text = STEPS[step.kind](values).replace(/\{\w+\}/g, "").replace(/\(\s*\)/, "").replace(/[\s,:–→]+$/, "");
    return step.kind === "notice" && told.error ? `${text} (${told.error})` : text;
  };
  const HANDS = ["acknowledge", "assign", "dispatch", "arrived", "note", "severity", "merge", "split", "resolve", "close", "reopen", "undo", "attach", "create", "unmask"];

  function step() {
    const made = ops.element("li");
    made.append(ops.element("time"), ops.element("b"), ops.element("span"));
    return made;
  }
  function fillStep(box, one) {
    const [time, text, who] = box.children;
    ops.text(time, desk.fullTime(one.at));
    ops.attribute(time, "datetime", one.at);
    ops.text(text, desk.stepText(one));
    ops.text(who, one.who === "program" ? ops.t("program") : one.name || one.who);
    box.classList.toggle("by-hand", HANDS.includes(one.kind));
    box.classList.toggle("alarming", ["escalated", "overdue", "expired", "unknown"].includes(one.kind));
  }
  function listIn(name, tag = "ol") {
    const box = desk.part(name);
    if (!box.firstElementChild) box.append(ops.element(tag));
    return box.firstElementChild;
  }
  function section(name, count) {
    desk.part(name + "-section").hidden = !count;
    ops.text(desk.part(name + "-count"), count > 1 ? ops.number(count) : "");
  }
  function timeline({timeline: steps}) {
    const sorted = [...steps].sort((a, b) => b.id - a.id);
    section("timeline", sorted.length);
    ops.list(listIn("timeline"), sorted, (one) => one.id, step, fillStep);
  }
  function attachments({attachments: files}) {
    section("attachments", files.length);
    ops.list(listIn("attachments", "ul"), files, (one) => one.id, (one) => {
      const made = ops.element("li"), link = ops.element("a", "", one.name);
      Object.assign(link, {href: "/api/desk/attachments/" + one.id, target: "_blank", rel: "noopener"});
      if (one.media_type.startsWith("image/")) {
        const image = ops.element("img");
        Object.assign(image, {src: link.href, alt: "", loading: "lazy"});
        link.prepend(image);
      }
      made.append(link, ops.element("span"));
      return made;
    }, (box, one) => ops.text(box.lastChild, [desk.kilobytes(one.size), one.added_by, desk.fullTime(one.added_at)].join(" · ")));
  }
  function others(name, rows) {
    section(name, rows.length);
    ops.list(listIn(name, "ul"), rows, (one) => one.id, (one) => {
      const made = ops.element("li"), button = ops.element("button"), icon = ops.element("i");
      button.type = "button";
      button.append(icon, ops.element("b"), ops.element("span"));
      button.addEventListener("click", () => desk.choose(one.id, true));
      made.append(button);
      return made;
    }, (box, one) => {
      const [icon, title, text] = box.firstChild.children, severity = desk.severityOf(one);
      if (icon.dataset.severity !== severity) {
        icon.dataset.severity = severity;
        icon.replaceChildren(ops.shape(severity));
      }
      ops.text(title, desk.title(one));
      ops.text(text, [desk.stateWord(one), desk.fullTime(one.opened_at)].join(" · "));
    });
  }
  function draw(detail) {
    timeline(detail);
    attachments(detail);
    others("related", detail.related);
    others("past", detail.past);
  }
  ops.onPage("desk", () => desk.on("detail", draw));
})(window.ops = window.ops || {});
