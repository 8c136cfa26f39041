/* Is the server there again? A wall asks for as long as it takes, by small requests: a browser makes a WebSocket wait
   seconds longer once some have failed, and a wall is to be right within five. */
(function (ops) {
  "use strict";
  const EVERY = 2000, PATIENCE = 8000;  // a question lost in a cut line waits long; the next ones do not wait for it
  let timer = null;

  /* found(isOut) at the first answer: isOut where nobody is signed in here any more. It begins after `wait` ms; what
     is sought already goes on as it does. A store that is away is no answer: the stream would be refused. */
  ops.seek = function (wait, found) {
    if (timer !== null) return;
    async function ask() {
      timer = setTimeout(ask, EVERY);
      let status;
      try {
        ({status} = await fetch("/api/session", {cache: "no-store", signal: AbortSignal.timeout(PATIENCE)}));
      } catch {
        return;
      }
      if (status >= 500 || timer === null) return;
      clearTimeout(timer);
      timer = null;
      found(status === 401);
    }
    timer = setTimeout(ask, wait);
  };
})(window.ops = window.ops || {});
