"""A wall whose page never came to stand loads itself again, for ever: nobody is there to do it.

The server or the store may go away in the midst of loading: then a script or a style is missing, or the
page's body. The script stands in the page itself, before all that may be missing.
"""

from base64 import b64encode
from hashlib import sha256

# Asked first, then again after twice the time: a slow machine must not be kept from ever being done.
SCRIPT = """(function () {
  "use strict";
  var isBare = false, key = "ops-wall-bare", tries = Number(sessionStorage.getItem(key) || 0);
  addEventListener("error", function (event) {
    if (event.target instanceof HTMLScriptElement || event.target.rel === "stylesheet") isBare = true;
  }, true);
  function look() {
    if (!isBare && document.querySelector("[data-page], [data-stands]")) {
      sessionStorage.removeItem(key);
      return;
    }
    fetch(location.href, {cache: "no-store", signal: AbortSignal.timeout(10000)}).then(function (answer) {
      if (!answer.ok) throw new Error(answer.statusText);
      sessionStorage.setItem(key, String(tries + 1));
      location.reload();
    }).catch(function () { setTimeout(look, 5000); });
  }
  setTimeout(look, 15000 * Math.pow(2, Math.min(tries, 4)));
})();"""

CSP_HASH = f"'sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}'"
TAG = f"<script>{SCRIPT}</script>"
