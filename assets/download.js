/* The menu "Download" beside tables and charts: csv, xlsx, a picture. layouts/download.py makes the same.
   ops.download(address with {format}, {picture: selector within the section around, title}) for what scripts draw. */
(function (ops) {
  "use strict";
  const FORMATS = ["csv", "xlsx"], AROUND = ".picture, section, article, aside, main";

  ops.download = function (address, {picture = "", title = ""} = {}) {
    const made = ops.element("details", "download"), list = ops.element("div", "items");
    for (const format of address ? FORMATS : []) {
      const link = ops.element("a", "", format);
      link.setAttribute("download", "");
      list.append(link);
    }
    if (picture) {
      const button = ops.button(ops.t("Picture (png)"), () => {});
      Object.assign(button.dataset, {picture, title});
      list.append(button);
    }
    made.append(ops.element("summary", "", ops.t("Download")), list);
    ops.fileIs(made, address);
    return made;
  };
  /* another table than before stands beside the menu */
  ops.fileIs = function (menu, address) {
    if (menu) menu.querySelectorAll("a[download]").forEach((link) => ops.attribute(link, "href", address.replace("{format}", link.textContent)));
  };
  const opened = () => document.querySelector("details.download[open]");

  /* what is drawn nearest to the menu */
  function drawn(button) {
    for (let around = button.closest(AROUND); around; around = around.parentElement.closest(AROUND)) {
      const found = [...around.querySelectorAll(button.dataset.picture)];
      if (found.length) return found.filter((one) => !found.some((other) => other !== one && other.contains(one)));
    }
    return [];
  }
  function titleOf(button) {
    const heading = button.closest("h2, h3, h4, header") || (button.closest("section, article") || document).querySelector("h2, h3");
    const copy = heading ? heading.cloneNode(true) : document.createElement("h2");
    copy.querySelectorAll("details, nav, select, em").forEach((one) => one.remove());
    const chosen = heading && heading.querySelector("select");
    const choice = chosen && chosen.selectedOptions.length ? chosen.selectedOptions[0].textContent : "";
    return [button.dataset.title || choice, copy.textContent.trim()].filter(Boolean).join(" · ");
  }
  async function save(button) {
    const elements = drawn(button), title = titleOf(button);
    if (!elements.length) return;
    button.disabled = true;
    try {
      const noted = await ops.post("/api/exports/drawn", {name: title, page: location.pathname + location.search});
      if (!noted.ok) throw new Error("refused");
      const link = ops.element("a");
      link.href = await ops.picture(elements, title);
      link.download = `${ops.folded(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "chart"}.png`;
      link.click();
    } catch {
      ops.toast(ops.t("The picture could not be made."));
    } finally {
      button.disabled = false;
      const menu = opened();
      if (menu) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picture]"), big = event.target.closest("a[data-big]"), menu = opened();
    if (button && button.closest(".download")) save(button);
    if (big && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const url = new URL(big.href);
      ops.bigFile(big.dataset.big, big.dataset.format, url.search.slice(1), big.href);
    }
    if (menu && (!menu.contains(event.target) || event.target.closest("a"))) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && opened();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  /* one menu is open at a time, and none is cut off at the screen's edge */
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.classList.contains("download") || !menu.open) return;
    document.querySelectorAll("details.download[open]").forEach((one) => { if (one !== menu) one.open = false; });
    const list = menu.querySelector(".items");
    list.classList.remove("to-left");
    list.classList.toggle("to-left", list.getBoundingClientRect().right > document.documentElement.clientWidth - 4);
  }, true);
})(window.ops = window.ops || {});
