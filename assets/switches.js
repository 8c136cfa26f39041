/* Language and look, kept in cookies so that the server's first byte already speaks them. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-switch]");
    if (!button) return;
    const {switch: key, value} = button.dataset;
    document.cookie = `ops_${key}=${value}; path=/; max-age=31536000; samesite=lax`;
    if (key !== "look") {
      location.reload();
      return;
    }
    document.documentElement.classList.remove("night", "day");
    document.documentElement.classList.add(value);
    for (const other of button.parentElement.children) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  });
})();
