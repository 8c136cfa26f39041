/* Words, numbers and times as the reader's language writes them, and the small SVG shapes. */
(function (ops) {
  "use strict";
  const config = JSON.parse(document.getElementById("ops-config").textContent);
  const locale = config.language === "vi" ? "vi-VN" : "en-GB";
  const formats = new Map();
  const NBSP = "\u00a0";

  /* t("Open for {hours} h", {hours: 3}); the msgid itself where nothing is translated */
  ops.t = function (message, values, context) {
    const text = config.words[context ? context + "\u0004" + message : message] || message;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole)) : text;
  };

  function numberFormat(decimals) {
    if (!formats.has(decimals)) {
      formats.set(decimals, new Intl.NumberFormat(locale,
        {minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: true}));
    }
    return formats.get(decimals);
  }
  ops.number = (value, decimals = 0) => numberFormat(decimals).format(value).replace("-", "\u2212");
  ops.value = function (value, unit, decimals) {
    if (value === null || value === undefined) return "–";
    return ops.number(value, decimals) + (unit ? NBSP + unit : "");
  };
  ops.metres = (value) => (Math.abs(value) < 1 ? ops.value(value * 100, "cm", 0) : ops.value(value, "m", 2));

  const zone = config.zone;
  const clock = new Intl.DateTimeFormat("en-GB", {timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23"});
  const seconds = new Intl.DateTimeFormat("en-GB",
    {timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23"});
  const parts = new Intl.DateTimeFormat("en-GB", {timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric"});
  const weekday = new Intl.DateTimeFormat(locale, {timeZone: zone, weekday: "long"});
  const monthName = new Intl.DateTimeFormat("en-GB", {timeZone: zone, month: "short"});
  const monthLong = new Intl.DateTimeFormat(locale, {timeZone: zone, month: "long"});
  const day = (ms) => parts.format(ms);

  ops.clock = (ms) => clock.format(ms);
  ops.clockSeconds = (ms) => seconds.format(ms);
  ops.weekday = (ms) => weekday.format(ms);
  ops.date = function (ms) {
    const [d, m, y] = day(ms).split("/");
    return config.language === "vi" ? `${d}/${m}/${y}` : `${Number(d)} ${monthName.format(ms)} ${y}`;
  };
  /* 09:42 today, 21/11 09:42 on another day */
  ops.time = function (iso, now) {
    const ms = Date.parse(iso);
    if (day(ms) === day(now)) return ops.clock(ms);
    const [d, m] = day(ms).split("/");
    return (config.language === "vi" ? `${d}/${m}` : `${Number(d)} ${monthName.format(ms)}`) + " " + ops.clock(ms);
  };
  ops.month = function (yearMonth) {
    const [y, m] = yearMonth.split("-");
    return config.language === "vi" ? `${Number(m)}/${y}` : `${monthName.format(Date.UTC(y, m - 1, 15))} ${y}`;
  };
  ops.monthName = function (yearMonth) {
    const [y, m] = yearMonth.split("-");
    const name = monthLong.format(Date.UTC(y, m - 1, 15));
    return config.language === "vi" ? name.toLowerCase() : name;
  };
  /* hours and minutes, 00:07; days beyond two of them */
  ops.age = function (ms) {
    const minutes = Math.max(0, Math.floor(ms / 60000));
    if (minutes >= 2880) return ops.t("{days} days", {days: ops.number(Math.floor(minutes / 1440))});
    return String(Math.floor(minutes / 60)).padStart(2, "0") + ":" + String(minutes % 60).padStart(2, "0");
  };
  ops.shortUnit = (name) => (name || "").replace(/^Phường /, "P. ").replace(/^Xã /, "X. ").replace(/^Đặc khu /, "ĐK ");
  ops.year = (ms) => Number(day(ms).slice(-4));
  ops.hour = (ms) => Number(ops.clock(ms).slice(0, 2));

  /* --- DOM: nothing is touched that is already so ------------------------------------------------------ */
  ops.part = (root, name) => root.querySelector(`[data-part="${name}"]`);
  ops.text = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
  ops.attribute = function (element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  ops.choose = function (element, names, chosen) {
    for (const name of names) element.classList.toggle(name, name === chosen);
  };
  ops.element = function (tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  ops.svg = function (tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  /* Children of a list by key: made once, kept, moved; the gone are removed. */
  ops.list = function (parent, items, keyOf, make, update) {
    const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
    items.forEach((item, index) => {
      const key = String(keyOf(item));
      let child = known.get(key);
      if (!child) {
        child = make(item);
        child.dataset.key = key;
      }
      known.delete(key);
      if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] || null);
      update(child, item);
    });
    for (const gone of known.values()) gone.remove();
  };

  /* --- severity has a shape: octagon, triangle, diamond, dot; unknown is a dashed ring ---------------------- */
  const SHAPES = {
    extreme: () => ops.svg("path", {d: "M7.5 2h9L22 7.5v9L16.5 22h-9L2 16.5v-9z"}),
    severe: () => ops.svg("path", {d: "M12 3 22.5 21h-21z"}),
    moderate: () => ops.svg("path", {d: "M12 1.5 22.5 12 12 22.5 1.5 12z"}),
    minor: () => ops.svg("circle", {cx: 12, cy: 12, r: 7}),
    unknown: () => ops.svg("g", {}, ops.svg("circle", {cx: 12, cy: 12, r: 12, class: "halo"}),
      ops.svg("circle", {cx: 12, cy: 12, r: 8, class: "ring"})),
  };
  ops.SEVERITIES = Object.keys(SHAPES);
  ops.shape = function (severity) {
    const shape = (SHAPES[severity] || SHAPES.unknown)();
    return ops.svg("svg", {viewBox: "-1 -1 26 26", class: "shape " + severity, "aria-hidden": "true"}, shape);
  };
  ops.severityWord = (severity) => ({
    extreme: ops.t("Extreme"), severe: ops.t("Severe"), moderate: ops.t("Moderate"), minor: ops.t("Minor"),
  }[severity] || ops.t("Unknown"));
})(window.ops = window.ops || {});
