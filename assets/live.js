/* The live stream: the board comes whole, then as JSON Patch; this script keeps it, and says when it is lost.
   It reconnects for ever. Ten seconds without a word are an outage, whatever the socket says of itself.
   A wall follows a stream of its own, and is back sooner (seek.js): nobody is there to wait for it patiently. */
(function (ops) {
  "use strict";
  const isWall = /^\/wall(?:\/|$)/.test(location.pathname);
  const SILENCE = 10000, FIRST_RETRY = 1000, JITTER = isWall ? 2000 : 5000;
  const OUT = [4401, 4403];      // nobody is signed in any more; this wall is not this screen's any more
  const REFUSED = [4403, 4404];  // the stream of another unit's wall; a wall that there is not
  const REFUSED_REST = 15000;
  const UNANSWERED = 4000;  // a wall's: packets into a cut line are not answered late but never
  const address = location.origin.replace(/^http/, "ws") + "/live"
    + (isWall ? "?wall=" + encodeURIComponent(decodeURIComponent(location.pathname.split("/")[2] || "city")) : "");
  const live = ops.live = {board: null, state: "starting", lostAt: null, refused: null, isWall};
  const listeners = [];
  let socket = null, seq = null, offset = 0, boardAt = null, retry = null, tries = 0, frame = null;
  let heard = instant(), tried = instant();
  const dirty = new Set();

  /* The server's clock in ms: a screen's own may be hours off. */
  live.now = () => Date.now() + offset;
  /* listener({changed: Set of top-level keys}); called at once where a board is there */
  live.listen = function (listener) {
    listeners.push(listener);
    if (live.board) listener(new Set(Object.keys(live.board)));
  };

  function connect() {
    retry = null;
    tried = instant();
    seq = null;
    socket = new WebSocket(address);
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    const mine = socket;
    socket.onclose = async (event) => {
      live.refused = REFUSED.includes(event.code) ? event.code : null;
      if (isWall) {
        if (OUT.includes(event.code)) out();
        again();
      } else if (event.code === 4401 || await ops.isSignedOut()) leave();
      else if (socket === mine || socket === null) again();
    };
  }
  const out = () => ops.wall.reload("out", 60e3);  // what comes in the wall's place asks to be paired
  /* A wall's: somebody answers. */
  function found(isOut) {
    if (socket) return;
    if (!isOut) {
      connect();
      return;
    }
    out();
    again();
  }
  /* Nobody is signed in any more: what is shown is no longer theirs to follow. */
  function leave() {
    clearInterval(watching);
    socket = null;
    ops.attribute(document.documentElement, "data-live", "lost");
    ops.signedOut();
  }
  function again() {
    if (socket) {
      socket.onclose = socket.onmessage = null;
      socket.close();
      socket = null;
    }
    const wait = (live.refused ? REFUSED_REST : 0) + Math.random() * (tries === 0 ? FIRST_RETRY : JITTER);
    tries += 1;
    if (isWall) ops.seek(wait, found);
    else if (retry === null) retry = setTimeout(connect, wait);
  }
  function instant() { return {wall: Date.now(), steady: performance.now()}; }
  /* The steady clock sleeps while a laptop does, the wall clock may be set: the longer of the two counts. */
  function since(then) { return Math.max(Date.now() - then.wall, performance.now() - then.steady); }

  function hear(message) {
    const expected = message.board ? message.seq : message.patch ? (seq === null ? NaN : seq + 1) : seq;
    /* a server that has no board yet still says that it lives: the old board is as old as it was */
    const isBare = seq === null && !message.board && !message.patch;
    if (live.board && message.seq !== expected && !isBare) {  // something was missed
      again();
      return;
    }
    heard = instant();
    tries = 0;
    if (!isBare) seq = message.seq;
    const now = message.now || message.board.now;
    if (now) offset = Date.parse(now) - Date.now();
    boardAt = message.board_at || (isBare && live.board ? boardAt : now);
    if (message.board) {
      live.board = message.board;
      Object.keys(message.board).forEach((key) => dirty.add(key));
    } else if (message.patch) {
      message.patch.forEach(apply);
    }
    judge();
    if (dirty.size && frame === null) frame = requestAnimationFrame(tell);
  }
  function apply(operation) {
    const keys = operation.path.split("/").slice(1).map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));
    dirty.add(keys[0]);
    const last = keys.pop();
    const target = keys.reduce((value, key) => value[key], live.board);
    if (operation.op === "remove") delete target[last];
    else target[last] = operation.value;
  }
  function tell() {
    frame = null;
    const changed = new Set(dirty);
    dirty.clear();
    listeners.forEach((listener) => {
      try {
        listener(changed);
      } catch (error) {
        reportError(error);  // what is wrong in one part of a page does not hold up the others
      }
    });
  }

  function judge() {
    const old = boardAt !== null && live.now() - Date.parse(boardAt) > SILENCE;
    live.state = since(heard) > SILENCE ? "lost" : live.board === null ? "starting" : old ? "stale" : "live";
    live.lostAt = live.state === "lost" ? heard.wall + offset : live.state === "stale" ? Date.parse(boardAt) : null;
    ops.attribute(document.documentElement, "data-live", live.state);
    const time = live.lostAt && ops.clockSeconds(live.lostAt);
    ops.text(document.querySelector('[data-part="notice"]'),
      live.state === "lost" ? ops.t("Connection lost since {time}", {time})
      : live.state === "stale" ? ops.t("The data store has not answered since {time}", {time}) : "");
  }
  function watch() {
    judge();
    const patience = isWall && socket && socket.readyState === WebSocket.CONNECTING ? UNANSWERED : SILENCE;
    if (socket && Math.min(since(heard), since(tried)) > patience) again();
  }
  live.again = again;  // for tests: as a line that breaks
  /* Called where something says that the network is there again. */
  function soon() {
    if (socket || (retry === null && !isWall)) return;
    clearTimeout(retry);
    connect();
  }
  document.documentElement.dataset.live = "starting";
  const watching = setInterval(watch, 500);
  window.addEventListener("online", soon);
  connect();
})(window.ops = window.ops || {});
