/* A report: what is written is kept here until it is saved, and in this browser's store until then; the sheets follow. */
(function (ops) {
  "use strict";
  const report = ops.report = ops.report || {};
  const KEEP = 300, LOOK = 350, PATIENCE = 2500;  // ms
  const FIELDS = ["order", "omitted"];
  let keeping = null, looking = null, asked = 0, typing = null;
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const key = () => `ops-report-${report.root.dataset.report}-${report.root.dataset.who}`;
  const address = (rest = "") => `/api/reports/${report.root.dataset.report}${rest}`;
  report.address = address;
  report.part = (name) => ops.part(report.root, name);
  report.isDirty = () => Boolean(report.choices) && !equal(report.choices, report.saved);

  /* --- what is written of a section: the person's, else what the figures say ----------------------------------------------- */
  report.generated = (name) => (name ? report.told.sections.find((one) => one.key === name) : {generated: report.opening}).generated;
  report.written = function (name) {
    const own = name ? report.choices.commentary[name] : report.choices.letter.opening;
    return own || report.generated(name);
  };
  report.write = function (name, blocks, isGenerated) {
    report.change((choices) => {
      if (!name) choices.letter.opening = isGenerated ? null : blocks;
      else if (isGenerated) delete choices.commentary[name];
      else choices.commentary[name] = blocks;
    }, false);
    report.typed(report.part("report-sheets"), name, blocks);
    clearTimeout(typing);
    typing = setTimeout(lay, PATIENCE);
  };
  const blocksOf = (section) => {
    if (!report.choices || (section.key && !report.told.sections.some((one) => one.key === section.key))) return section.commentary;
    return section.key ? report.written(section.key) : report.choices.letter.opening || section.commentary;
  };
  const lay = () => report.lay(report.part("report-sheets"), report.told.sheet, blocksOf);

  /* --- a change: kept at once, looked at a moment later --------------------------------------------------------------------- */
  report.change = function (make, isSeen = true) {
    make(report.choices);
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP);
    if (isSeen) {
      clearTimeout(looking);
      looking = setTimeout(report.look, LOOK);
    }
    report.tellState();
  };
  function keep() {
    try {
      if (report.isDirty()) localStorage.setItem(key(), JSON.stringify({version: report.told.report.version, at: ops.live.now(), choices: report.choices}));
      else localStorage.removeItem(key());
    } catch { /* no room in the browser's store: saving still works */ }
  }
  report.look = async function () {
    const mine = ++asked;
    try {
      const answer = await ops.post(address("/sheet"), {choices: report.choices});
      if (!answer.ok || mine !== asked) return;
      const found = await answer.json();
      report.told.sheet = found.sheet;
      report.seen = found.seen;
      await lay();
    } catch { /* the stream says that nothing answers; the next change looks again */ }
  };

  /* --- saved; who was faster is told, and nothing is lost --------------------------------------------------------------------- */
  report.save = async function () {
    clearTimeout(keeping);
    keep();
    const sent = copy(report.choices);
    let answer;
    try {
      answer = await ops.post(address(), {version: report.told.report.version, choices: sent});
    } catch {
      return report.say(ops.t("It could not be sent. What you entered is still here: try again in a moment."), true);
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) {
      report.told.report.version = body.version;
      report.saved = sent;
      keep();
      report.tellState(ops.t("Saved at {time}", {time: ops.clock(ops.live.now())}));
      return true;
    }
    if (body.code === "changed") return merge(body.mistakes[0].told);
    return report.say(body.mistakes ? body.mistakes[0].told : body.error, true);
  };
  /* What only one of the two changed is taken from that one; where both did, one's own stays until they say otherwise. */
  async function merge(why) {
    const answer = await fetch(address());
    if (!answer.ok) return report.say(why, true);
    const base = report.saved, theirs = await answer.json(), mine = report.choices, both = [];
    report.told = theirs;
    report.saved = copy(theirs.choices);
    report.choices = copy(theirs.choices);
    const pick = (name, before, own, other, put) => {
      if (equal(own, before) || equal(own, other)) return;
      put(report.choices, own);
      if (!equal(other, before)) both.push({name, take: (choices) => put(choices, other)});
    };
    for (const name of FIELDS) pick(ops.t("Order and choice of sections"), base[name], mine[name], theirs.choices[name], (choices, value) => { choices[name] = copy(value); });
    for (const {key: name, title} of theirs.sections) {
      pick(title, base.commentary[name], mine.commentary[name], theirs.choices.commentary[name], (choices, value) => {
        if (value === undefined) delete choices.commentary[name];
        else choices.commentary[name] = copy(value);
      });
    }
    for (const name of Object.keys(mine.letter)) pick(report.fieldWord(name), base.letter[name], mine.letter[name], theirs.choices.letter[name], (choices, value) => { choices.letter[name] = copy(value); });
    keep();
    draw();
    report.notice(why, both.map((one) => [ops.t("Take theirs: {what}", {what: one.name}), () => {
      report.change(one.take);
      report.drawPanel();
    }]));
    report.look();
    return false;
  }

  /* --- said ------------------------------------------------------------------------------------------------------------------- */
  report.tellState = function (words) {
    const place = report.part("report-saving");
    if (!place) return;
    ops.text(place, report.isDirty() ? ops.t("Changes that are not saved yet") : words || ops.t("Everything is saved"));
    place.classList.toggle("unsaved", report.isDirty());
    report.part("report-save").disabled = !report.isDirty();
  };

  /* --- opened --------------------------------------------------------------------------------------------------------------- */
  function offer() {
    let held = null;
    try {
      held = JSON.parse(localStorage.getItem(key()) || "null");
    } catch { /* what cannot be read is not offered */ }
    if (!held || equal(held.choices, report.saved)) return;
    const at = ops.time(new Date(held.at).toISOString(), ops.live.now());
    const stale = held.version !== report.told.report.version;
    const words = stale ? ops.t("What you wrote until {time} was not saved, and the draft was changed since.", {time: at}) : ops.t("What you wrote until {time} was not saved.", {time: at});
    report.notice(words, [[ops.t("Bring it back"), () => {
      report.choices = {...copy(report.saved), ...held.choices};
      report.drawPanel();
      report.tellState();
      report.look();
    }], [ops.t("Throw it away"), () => localStorage.removeItem(key())]]);
  }
  function draw() {
    const {report: one} = report.told;
    const name = one.number ? one.revision > 1 ? ops.t("{number}, revision {revision}", one) : one.number : ops.t("Draft");
    ops.text(report.part("report-title"), `${name}\u00a0· ${one.period_name}`);
    ops.text(report.part("report-state"), one.is_issued
      ? ops.t("{scope} · issued on {day} by {name}", {scope: one.scope_name, day: ops.date(Date.parse(one.issued_on)), name: one.issued_by})
      : ops.t("{scope} · draft, last changed at {time} by {name}", {scope: one.scope_name, time: ops.time(one.changed_at, ops.live.now()), name: one.changed_by || ops.t("the program")}));
    report.drawPanel();
  }
  async function open() {
    const answer = await fetch(address());
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      ops.text(report.part("report-title"), body.mistakes ? body.mistakes[0].told : ops.t("The server could not do it."));
      return;
    }
    report.told = body;
    report.seen = body.seen;
    if (body.choices) {
      report.choices = body.choices;
      report.saved = copy(body.choices);
      report.opening = body.opening;
    }
    draw();
    await lay();
    if (body.choices) offer();
    report.root.dataset.stands = "";
  }
  ops.onPage("report", (root) => {
    report.root = root;
    const nav = document.querySelector('.top nav a[href="/reports"]');
    if (nav) nav.setAttribute("aria-current", "page");
    open();
    let frame = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => report.fit(report.part("report-sheets")));
    }).observe(report.part("report-sheets"));
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || !report.choices) return;
      event.preventDefault();
      if (report.isDirty()) report.save();
    });
  });
})(window.ops = window.ops || {});
