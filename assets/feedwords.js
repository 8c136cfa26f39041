/* How a feed is called and how it speaks, in words. */
(function (ops) {
  "use strict";
  const KIND_WORDS = {dossiers: "One-stop shop", complaints: "Complaints", cameras: "Cameras", fire: "Fire safety",
    flood: "Floods and tide", figures: "The city's own offices"};
  ops.kindName = (kind) => (KIND_WORDS[kind] ? ops.t(KIND_WORDS[kind]) : kind);
  ops.feedName = function (feed, feeds) {
    if (feed.title) return feed.title;
    const alone = feeds.filter((one) => one.kind === feed.kind).length === 1;
    return alone && KIND_WORDS[feed.kind] ? ops.t(KIND_WORDS[feed.kind]) : feed.name;
  };
  ops.feedText = function (feed, at) {
    if (!feed.spoke_at) return ops.t("nothing yet");
    if (feed.state === "silent") return ops.t("silent since {time}", {time: ops.time(feed.spoke_at, at)});
    if (feed.state === "late") {
      return ops.t("late by {minutes} min", {minutes: ops.number(Math.floor((at - Date.parse(feed.spoke_at)) / 60000))});
    }
    const rate = feed.per_minute;
    return ops.t("{count}/min", {count: ops.number(rate, rate < 10 && rate % 1 ? 1 : 0)});
  };
})(window.ops = window.ops || {});
