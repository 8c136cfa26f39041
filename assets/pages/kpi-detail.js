/* One KPI: draws what came as data, and follows links within the page without loading it anew. */
(function (ops) {
  "use strict";
  /* what each store holds of the address; a list's page means nothing once something else is asked for */
  const STORES = {"kpi-asked": ["unit", "level", "period", "on"], "kpi-asked-by": ["by"], "kpi-asked-against": ["against"],
    "kpi-opened": ["part", "begin", "record"]};
  const DRAWN = [["path", (box, told) => ops.kpiPath(box, told)], ["hexagons", (box, told) => ops.kpiHexagons(box, told)],
    ["bars", bars]];

  function draw(root) {
    for (const [name, drawer] of DRAWN) {
      for (const box of root.querySelectorAll(`[data-${name}]`)) once(box, box.dataset[name], drawer);
    }
    shown(root);
  }
  function once(box, told, drawer) {
    const size = `${box.clientWidth}x${box.clientHeight}`;
    if (!box.clientWidth || (box.opsTold === told && (drawer === bars || box.opsSize === size))) return;
    box.opsTold = told;
    box.opsSize = size;
    drawer(box, JSON.parse(told));
  }

  /* --- the ranked bars -------------------------------------------------------------------------------------- */
  function bars(list, told) {
    list.style.setProperty("--target", told.target === null ? "-1%" : told.target + "%");
    list.classList.toggle("with-target", told.target !== null);
    list.classList.toggle("with-guess", told.rows.some((row) => row[6] === true));
    list.replaceChildren(...told.rows.map((row) => (typeof row === "string" ? ops.element("li", "heading", row) : bar(row, told))));
    const chosen = list.querySelector("[aria-current]");
    if (chosen && list.scrollHeight > list.clientHeight) list.scrollTop = chosen.parentElement.offsetTop - list.offsetTop - list.clientHeight / 3;
  }
  function bar([rank, name, address, share, value, counts, estimate, chosen], told) {
    const item = ops.element("li"), link = ops.element("a", "", name), length = ops.element("span", "bar");
    const drawn = ops.element("i");
    link.href = address;
    if (chosen) link.setAttribute("aria-current", "true");
    drawn.style.width = share + "%";
    if (share > 0) length.append(drawn);
    const guessed = ops.element("span", "guessed");
    if (estimate) guessed.append(ops.element("small", "mark", told.estimate));
    item.append(ops.element("span", "rank", rank ? String(rank) : ""), link, length, ops.element("b", "", value), guessed,
      ops.element("small", "counts", counts));
    return item;
  }

  /* --- links within the page ---------------------------------------------------------------------------------- */
  const asked = (url) => Object.fromEntries(new URL(url, location.href).searchParams);
  function go(url, push = true) {
    const before = asked(shownUrl), after = asked(url);
    if (push) history.pushState({}, "", url);
    shownUrl = location.href;
    for (const [store, names] of Object.entries(STORES)) {
      if (names.every((name) => (before[name] || "") === (after[name] || ""))) continue;
      const data = Object.fromEntries(names.map((name) => [name, after[name] || ""]));
      if (store === "kpi-asked") data.key = decodeURIComponent(location.pathname.split("/").pop());
      window.dash_clientside.set_props(store, {data});
    }
    mend(before, after);
  }
  /* parts that are not asked for again keep their links, but not what those say of the other parts */
  function mend(before, after) {
    const changed = Object.values(STORES).flat().filter((name) => (before[name] || "") !== (after[name] || ""));
    for (const link of document.querySelectorAll("main a[href]")) {
      const url = new URL(link.getAttribute("href"), location.href);
      if (url.pathname !== location.pathname) continue;
      for (const name of changed) {
        if (url.searchParams.get(name) !== (before[name] || null)) continue;
        if (after[name]) url.searchParams.set(name, after[name]); else url.searchParams.delete(name);
      }
      link.setAttribute("href", url.pathname + url.search + url.hash);
    }
  }
  let shownUrl = location.href, wanted = location.hash;
  function follow(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (url.pathname !== location.pathname || link.hasAttribute("download")) return;
    event.preventDefault();
    wanted = url.hash;
    go(url.href);
    shown(event.currentTarget);
  }
  function sent(event) {
    const query = new URLSearchParams(new FormData(event.target)), here = asked(location.href);
    for (const name of ["by", "against", "part"]) if (here[name]) query.set(name, here[name]);
    event.preventDefault();
    go(location.pathname + (query.size ? "?" + query : ""));
  }
  /* to what the address names, once it stands */
  function shown(root) {
    const part = wanted && root.querySelector(wanted);
    if (!part || part.querySelector(".waits:empty")) return;
    const top = part.getBoundingClientRect().top;
    if (wanted === "#record" || wanted === "#records" || top < 0 || top > innerHeight * 0.8) part.scrollIntoView({block: "start"});
    wanted = "";
  }

  ops.onPage("kpi-detail", (root) => {
    let frame = null;
    const again = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => draw(root));
    };
    again();
    new MutationObserver((seen) => {
      if (seen.some((one) => !one.target.closest("svg, [data-path], [data-hexagons], [data-bars]"))) again();
    }).observe(root, {childList: true, subtree: true, attributes: true,
      attributeFilter: ["data-path", "data-hexagons", "data-bars"]});
    new ResizeObserver(again).observe(root);
    document.fonts.ready.then(again);
    root.addEventListener("click", follow);
    root.addEventListener("submit", sent);
    addEventListener("popstate", () => go(location.href, false));
  });
})(window.ops = window.ops || {});
