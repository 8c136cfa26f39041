/* The wall's head and foot: whose it is, the city's stage, the time, what is wrong in one line, the feeds. */
(function (ops) {
  "use strict";
  const wall = ops.wall;
  const now = () => ops.live.now();
  const part = (name) => ops.part(wall.root, name);

  function clock() {
    ops.text(part("wall-clock"), ops.clock(now()));
    ops.text(part("wall-weekday"), ops.weekday(now()));
    ops.text(part("wall-date"), ops.date(now()));
  }
  function place({unit}) {
    if (unit) ops.text(part("wall-name"), unit.name);
  }
  /* why it is as it is: the figures say more, a leader set it, or what asks for it */
  function why(told) {
    if (told.proposed > told.stage) return ops.t("the figures propose {stage}", {stage: ops.stageTitle(told.proposed)});
    if (told.by) return ops.t("set by {name}", {name: told.by});
    const asking = told.reasons.find((one) => one.stage === told.stage);
    return asking ? ops.stageReason(asking) : "";
  }
  function stage({stage: told}) {
    if (!told) return;
    ops.attribute(part("stage-name").parentElement, "data-stage", String(told.stage));
    ops.text(part("stage-name"), ops.stageTitle(told.stage));
    ops.text(part("stage-word"), told.unsure ? ops.t("City stage, at least") : ops.t("City stage"));
    [...part("stage-steps").children].forEach((step, index) => step.classList.toggle("on", index < told.stage));
    ops.text(part("stage-note"), told.stage > 1 || told.proposed > told.stage ? why(told) : "");
  }

  /* One line: the gravest of what is wrong. */
  function notice() {
    const {state, lostAt, refused} = ops.live, board = ops.live.board;
    const time = lostAt && ops.clockSeconds(lostAt);
    ops.text(part("wall-notice"),
      refused === 4404 ? ops.t("There is no such unit: the wall has nothing to show")
      : refused === 4403 ? ops.t("This screen is for another unit")
      : state === "lost" ? ops.t("Connection lost since {time}", {time})
      : state === "stale" ? ops.t("The data store has not answered since {time}", {time})
      : wall.isHeld() ? ops.t("Held: the space bar lets it go on")
      : board && board.loading ? ops.t("Loading history: step {step} of {steps}", board.loading)
      : board ? ops.feedFault(board.feeds, now())
      : "");
  }

  function feedRow() {
    const made = ops.element("li");
    made.append(ops.element("i"), ops.element("b"), ops.element("span"));
    return made;
  }
  const STATES = ["silent", "late", "live"];
  /* One for each kind of feed: a city may have many, and a wall has one line. The worst speaks for its kind. */
  function kinds(feeds) {
    return [...new Set(feeds.map((feed) => feed.kind))].map((kind) => {
      const of = feeds.filter((feed) => feed.kind === kind);
      const worst = of.reduce((a, b) => (STATES.indexOf(b.state) < STATES.indexOf(a.state) ? b : a));
      const silent = of.filter((feed) => feed.state === "silent").length;
      const all = {...worst, per_minute: of.reduce((sum, feed) => sum + feed.per_minute, 0)};
      return {kind, state: worst.state, text: of.length > 1 && silent
        ? ops.t("{mute} of {count} silent", {mute: silent, count: of.length}) : ops.feedText(all, now())};
    });
  }
  const ROOM = 5;  // kinds in one line with what each tells in a minute; of more, only what is wrong is said
  function feeds({feeds: told}) {
    const shown = kinds(told), isShort = shown.length > ROOM && wall.mode === "single";
    ops.list(part("wall-feeds"), shown, (one) => one.kind, feedRow, (element, one) => {
      const [, name, text] = element.children;
      ops.choose(element, STATES, one.state);
      ops.text(name, ops.kindName(one.kind));
      ops.text(text, isShort && one.state === "live" ? "" : one.text);
    });
  }
  wall.onStart(() => {
    const each = () => {
      clock();
      notice();
      if (ops.live.board) feeds(ops.live.board);
    };
    each();
    setInterval(each, 500);
    ops.live.listen((changed) => {
      if (changed.has("unit")) place(ops.live.board);
      if (changed.has("stage")) stage(ops.live.board);
      if (changed.has("feeds")) feeds(ops.live.board);
    });
  });
})(window.ops = window.ops || {});
