/* What an incident comes from, each source with its own content, and what stands within 500 m. */
(function (ops) {
  "use strict";
  const desk = ops.desk = ops.desk || {};
  const SOURCE_WORDS = {gauge: "Gauge", alarm: "Alarm", complaint: "Complaint", camera_event: "Camera event", device: "Device",
    unit: "Unit", feed: "Feed", figure: "Figure"};
  const FACT_WORDS = {value: "Value", observed_at: "Measured", since: "Over level I since", external_id: "Number", channel: "Came by", requested_at: "Received",
    due_at: "Promised", answered_at: "Answered", closed_at: "Is closed", status_notes: "Answer", area: "Area", category: "Alarm category", severity: "Severity",
    received_by_brigade_at: "Brigade told", dispatched_at: "Sent", arrived_at: "On the spot", controlled_at: "Under control", ended_at: "Ended",
    expires_at: "In force until", false_alarm: "False alarm", kind: "Seen", zones: "Zone", score: "Certainty", health: "Condition", mute_since: "Silent since",
    code: "Code", count: "How many", limit: "Limit"};
  const CODE_WORDS = {fire: "Fire", met: "Weather", geo: "Ground", safety: "Public safety", security: "Security", rescue: "Rescue", health: "Health", env: "Environment",
    transport: "Transport", infra: "Infrastructure", other: "Other", online: "online", offline: "no signal", fault: "out of order", unknown: "unknown"};
  /* what of a record is shown beside its own text, in this order */
  const FACTS = {
    gauge: ["value", "observed_at", "since"],
    complaint: ["external_id", "channel", "requested_at", "due_at", "answered_at", "closed_at", "status_notes"],
    alarm: ["severity", "category", "area", "observed_at", "received_by_brigade_at", "dispatched_at", "arrived_at", "controlled_at", "ended_at", "expires_at", "false_alarm"],
    camera_event: ["kind", "severity", "zones", "score", "observed_at", "ended_at"],
    device: ["health", "observed_at", "mute_since"],
    unit: ["code", "count", "limit"],
  };
  const FIRST = 4;  // so many sources are shown at once
  let whole = null;  // the incident all sources of which are shown
  const charts = new Map();  // gauge → {at, told}

  desk.sourceWord = (source) => (SOURCE_WORDS[source] ? ops.t(SOURCE_WORDS[source]) : source);
  /* "near 120 m 14 min" → the same in words */
  desk.reasonWords = function (reason) {
    const [code] = reason.split(" "), metres = / (\d+) m\b/.exec(reason), minutes = / (\d+) min/.exec(reason);
    return reason ? desk.whyWord(code, metres ? Number(metres[1]) : null, minutes ? minutes[1] : "0") : "";
  };
  function said(one, name, value) {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return desk.fullTime(value);
    if (name === "severity") return ops.severityWord(value);
    if (name === "value" && one.source === "gauge") return one.content.quantity === "rain" ? ops.value(value, "mm", 1) : ops.metres(value);
    if (name === "score") return ops.value(value * 100, "%", 0);
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "number") return ops.number(value, Number.isInteger(value) ? 0 : 2);
    if (value === true) return ops.t("yes");
    if (["category", "health"].includes(name) && CODE_WORDS[value]) return ops.t(CODE_WORDS[value]);
    return String(value);
  }

  function make(one) {
    const made = ops.element("li", "source"), head = ops.element("p", "source-head");
    head.append(ops.element("b"), ops.element("span"));
    made.append(head, ops.element("p", "why"), ops.element("div", "picture"), ops.element("blockquote"), ops.element("dl"), ops.element("div", "links"));
    made.dataset.source = `${one.source}:${one.source_id}`;
    return made;
  }
  function fill(box, one) {
    const [head, why, picture, , facts, links] = box.children;
    ops.text(head.firstChild, [desk.sourceWord(one.source), one.title].filter(Boolean).join(": "));
    ops.text(head.lastChild, one.silent ? ops.t("silent") : "");
    box.classList.toggle("off", one.silent);
    ops.text(why, [desk.fullTime(one.attached_at), desk.reasonWords(one.reason)].filter(Boolean).join(" · "));
    const look = JSON.stringify([one.content, desk.detail.may]);
    if (box.dataset.look !== look) {
      box.dataset.look = look;
      content(facts, links, one);
    }
    if (one.source === "gauge") chart(picture, one.source_id);
  }
  function content(facts, links, one) {
    const told = one.content || {}, gone = (value) => value === null || value === undefined || value === "" || value === false || (Array.isArray(value) && !value.length);
    const shown = (FACTS[one.source] || Object.keys(told)).filter((name) => !gone(told[name]) && !(name === "mute_since" && told.observed_at === told.mute_since));
    facts.replaceChildren(...shown.map((name) => {
      const pair = ops.element("div");
      pair.append(ops.element("dt", "", FACT_WORDS[name] ? ops.t(FACT_WORDS[name]) : name), ops.element("dd", "", said(one, name, told[name])));
      return pair;
    }));
    ops.text(facts.previousElementSibling, told.description || "");
    links.replaceChildren(...[["media_url", ops.t("Photo")], ["link", ops.t("Picture of the camera")]]
      .filter(([name]) => /^(https?:\/)?\//.test(told[name] || "")).map(([name, words]) => {
        const link = ops.element("a", "", words);
        Object.assign(link, {href: told[name], target: "_blank", rel: "noopener noreferrer"});
        return link;
      }));
    if (["complaint", "alarm"].includes(one.source) && !one.shown) links.append(unmasker(one, facts, links));
  }
  /* Personal data are shown for a reason, which is kept. */
  function unmasker(one, facts, links) {
    const button = ops.element("button", "quiet", ops.t("Show personal data"));
    button.type = "button";
    button.addEventListener("click", () => {
      const form = ops.element("form", "inline"), reason = ops.element("input"), send = ops.element("button", "", ops.t("Show them")), told = ops.element("span", "mistake");
      Object.assign(reason, {type: "text", required: true, minLength: 5, placeholder: ops.t("Why? It is kept with your name.")});
      reason.setAttribute("aria-label", ops.t("Why? It is kept with your name."));
      told.setAttribute("role", "alert");
      form.append(reason, send, told);
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const answer = await desk.post("/api/desk/unmask", {source: one.source, source_id: one.source_id, reason: reason.value.trim()});
        if (!answer.ok) return ops.text(told, answer.told);
        content(facts, links, {...one, shown: true, content: {...one.content, ...answer.body.content}});
        return undefined;
      });
      button.replaceWith(form);
      reason.focus();
    });
    return button;
  }
  async function chart(box, id) {
    const known = charts.get(id), now = ops.live.now();
    const draw = ({told}) => {
      if (box.dataset.drawn === told.look) return;
      box.dataset.drawn = told.look;
      const menu = ops.download("", {picture: ".gauge-chart", title: box.parentElement.querySelector("b").textContent});
      box.replaceChildren(desk.gaugeChart(told, ops.live.now()), menu);
    };
    if (known) draw(known);
    if (known && now - known.at < 30000) return;
    charts.set(id, {at: now, told: known ? known.told : {points: [], levels: [], look: "none"}});
    const answer = await desk.get(`/api/desk/gauges/${id}/hours?hours=6`);
    if (!answer.ok) return;
    answer.body.look = JSON.stringify(answer.body.points.slice(-1)) + answer.body.points.length;
    charts.set(id, {at: now, told: answer.body});
    draw(charts.get(id));
  }

  function moreButton() {
    const button = ops.element("button", "quiet");
    button.type = "button";
    button.addEventListener("click", () => {
      whole = desk.detail.row.id;
      draw(desk.detail);
    });
    return button;
  }
  function draw(detail) {
    const box = desk.part("sources");
    if (!box.firstChild) box.append(ops.element("ul"));
    desk.part("sources-section").hidden = !detail.sources.length;
    ops.text(desk.part("sources-count"), detail.sources.length > 1 ? ops.number(detail.sources.length) : "");
    if (whole !== detail.row.id) whole = null;
    const shown = whole ? detail.sources : detail.sources.slice(0, FIRST), rest = detail.sources.length - shown.length;
    ops.list(box.firstChild, shown, (one) => `${one.source}:${one.source_id}`, make, fill);
    if (box.children.length < 2) box.append(moreButton());
    box.lastChild.hidden = !rest;
    ops.text(box.lastChild, ops.t("{count} more sources", {count: ops.number(rest)}));
  }
  function nearby(devices) {
    const box = desk.part("nearby"), list = ops.element("ul");
    desk.part("nearby-section").hidden = !devices.length;
    ops.text(desk.part("nearby-count"), devices.length > 1 ? ops.number(devices.length) : "");
    for (const one of devices.slice(0, 8)) {
      const item = ops.element("li"), name = one.link ? ops.element("a", "", one.name) : ops.element("b", "", one.name);
      if (one.link) Object.assign(name, {href: one.link, target: "_blank", rel: "noopener noreferrer"});
      const state = one.silent ? ops.t("silent") : one.value !== null && one.kind !== "camera" ? ops.metres(one.value) : "";
      item.append(ops.element("i", `device ${one.kind} ${one.silent ? "mute" : one.level ? "high" : ""}`), name,
        ops.element("span", "", [`${ops.number(Math.round(one.metres))} m`, state].filter(Boolean).join(" · ")));
      list.append(item);
    }
    box.replaceChildren(desk.plan(desk.detail.row, devices), list);
  }
  ops.onPage("desk", () => {
    desk.on("detail", draw);
    desk.on("nearby", nearby);
    desk.on("chosen", () => { desk.part("nearby-section").hidden = true; });
  });
})(window.ops = window.ops || {});
