/* The feed page's table, live. */
(function (ops) {
  "use strict";
  const STATE_WORDS = {live: "Live", late: "Late", silent: "Silent"};
  const time = (iso) => (iso ? ops.time(iso, ops.live.now()) : "–");

  function make() {
    const row = ops.element("tr");
    const name = ops.element("th");
    name.scope = "row";
    const state = ops.element("td", "said");
    state.append(ops.element("i"), ops.element("span"));
    row.append(name, state);
    for (const kind of ["", "", "count", "count", "count", "count"]) row.append(ops.element("td", kind));
    row.lastChild.append(ops.element("a"));
    row.append(ops.element("td", "error"));
    return row;
  }
  function fill(row, feed, feeds, root) {
    const [name, state, spoke, data, rate, messages, records, rejected, error] = row.children;
    ops.text(name, ops.feedName(feed, feeds));
    ops.choose(state, ["live", "late", "silent"], feed.state);
    ops.text(state.lastChild, ops.t(STATE_WORDS[feed.state]));
    ops.text(spoke, time(feed.spoke_at));
    ops.text(data, time(feed.data_at));
    ops.text(rate, ops.number(feed.per_minute, feed.per_minute < 10 && feed.per_minute % 1 ? 1 : 0));
    ops.text(messages, ops.number(feed.messages));
    ops.text(records, ops.number(feed.records));
    const link = rejected.firstChild;
    ops.text(link, feed.rejected === feed.rejected_open ? ops.number(feed.rejected)
      : ops.t("{open} of {total}", {open: ops.number(feed.rejected_open), total: ops.number(feed.rejected)}));
    ops.attribute(link, "href", "/feeds?feed=" + encodeURIComponent(feed.name));
    if (feed.name === root.dataset.feed) link.setAttribute("aria-current", "true");
    ops.text(error, feed.error ? `${time(feed.error_at)} · ${feed.error}` : "–");
  }
  ops.draws("feeds", ["feeds"], (root, {feeds}) => {
    ops.list(ops.part(root, "rows"), feeds, (feed) => feed.name, make, (row, feed) => fill(row, feed, feeds, root));
  });
})(window.ops = window.ops || {});
