/* The one place from which pages ask and tell the server: with the session's token, and a word when it has ended. */
(function (ops) {
  "use strict";
  const config = JSON.parse(document.getElementById("ops-config").textContent);
  let csrf = config.csrf || "";

  const told = (method, options) => ({...options, method, headers: {...options.headers, "X-CSRF": csrf}});
  const signIn = () => "/login?next=" + encodeURIComponent(location.pathname + location.search);

  /* Signed in again in another tab, the session has another token: ask for it. False where nobody is signed in. */
  async function renew() {
    const answer = await fetch("/api/session");
    if (answer.ok) csrf = (await answer.json()).csrf;
    return answer.ok;
  }
  /* fetch, but for what changes something; options as fetch has them. Rejects like fetch where nothing answers. */
  ops.request = async function (method, address, options = {}) {
    let answer = await fetch(address, told(method, options));
    if (answer.status === 403 && (await answer.clone().json().catch(() => ({}))).code === "csrf" && await renew()) {
      answer = await fetch(address, told(method, options));
    }
    if (answer.status === 401) ops.signedOut();
    return answer;
  };
  ops.post = (address, value) => ops.request("POST", address,
    {headers: {"Content-Type": "application/json"}, body: JSON.stringify(value)});

  /* Says so in the header and leaves the page as it is: what was entered is not lost. */
  ops.signedOut = function () {
    const notice = document.querySelector('[data-part="notice"]');
    if (!notice || notice.querySelector("a")) return;
    const link = ops.element("a", "", ops.t("You are signed out: sign in again"));
    link.href = signIn();
    notice.replaceChildren(link);
    ops.live.state = "out";
  };
  /* Asked by the live stream when it is refused. */
  ops.isSignedOut = async function () {
    try {
      return !csrf ? false : (await fetch("/api/session")).status === 401;
    } catch {
      return false;
    }
  };

  document.addEventListener("click", async (event) => {
    if (!event.target.closest('[data-do="sign-out"]')) return;
    try {
      await ops.request("POST", "/api/session/end");
    } catch { /* the page is left all the same */ }
    sessionStorage.clear();
    location.assign("/login");
  });
  /* the menu of the header closes as menus do */
  const menu = () => document.querySelector("details.who[open]");
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && menu();
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const open = menu();
    if (open && !open.contains(event.target)) open.open = false;
  });
})(window.ops = window.ops || {});
