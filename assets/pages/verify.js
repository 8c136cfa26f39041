/* A file is hashed in the browser where it works that out (on an encrypted page), else by the server, which keeps
   nothing; then the page asks for its hash as it asks for a code. */
(function () {
  "use strict";
  const main = document.querySelector(".verify-page");
  if (!main) return;
  const drop = main.querySelector("[data-drop]"), file = main.querySelector("[data-file]"), said = main.querySelector("[data-said]");
  const MOST = 50 * 1024 * 1024;
  const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

  async function hashed(one) {
    if (window.isSecureContext && crypto.subtle) return hex(await crypto.subtle.digest("SHA-256", await one.arrayBuffer()));
    const answer = await fetch("/api/reports/verify", {method: "POST", body: one});
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).sha256;
  }
  async function ask(one) {
    if (!one) return;
    if (one.size > MOST) { said.textContent = main.dataset.long; return; }
    said.textContent = main.dataset.busy;
    try {
      const query = new URLSearchParams({sha256: await hashed(one), name: one.name});
      location.assign("/reports/verify?" + query);
    } catch {
      said.textContent = main.dataset.failed;
    }
  }
  drop.hidden = false;
  file.addEventListener("change", () => ask(file.files[0]));
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    ask(event.dataTransfer.files[0]);
  });
})();
