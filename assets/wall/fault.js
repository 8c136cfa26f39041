/* What is wrong with the feeds, in one line: the broker, a source that gives nothing, one that is silent. */
(function (ops) {
  "use strict";
  const PATIENCE = 10e3;  // a source that fails once is asked again before anybody is told
  const UPLOAD = "upload";  // people upload once a month: that is nothing for a wall
  const earliest = (times) => Math.min(...times.filter(Boolean).map((time) => Date.parse(time)));

  /* feeds as the board has them; "" where all speak */
  ops.feedFault = function (feeds, now) {
    const asked = feeds.filter((feed) => feed.name !== UPLOAD);
    const broken = asked.filter((feed) => feed.error && feed.error_at
      && (feed.state !== "live" || now - Date.parse(feed.error_at) > PATIENCE));
    const silent = asked.filter((feed) => feed.state === "silent");
    const since = (told, key) => ops.time(new Date(earliest(told.map((feed) => feed[key]))).toISOString(), now);
    const named = (told) => (told.length === 1 ? ops.feedName(told[0], feeds)
      : ops.t("{feed} and {count} more", {feed: ops.feedName(told[0], feeds), count: ops.number(told.length - 1)}));
    const ofBroker = broken.filter((feed) => feed.transport === "mqtt");
    if (ofBroker.length && ofBroker.length === asked.filter((feed) => feed.transport === "mqtt").length) {
      return ops.t("The MQTT broker has not answered since {time}", {time: since(ofBroker, "error_at")});
    }
    if (broken.length) {
      return ops.t("{feeds}: not to be reached since {time}", {feeds: named(broken), time: since(broken, "error_at")});
    }
    const fell = silent.filter((feed) => feed.spoke_at);
    if (fell.length) return ops.t("{feeds}: no data since {time}", {feeds: named(fell), time: since(fell, "spoke_at")});
    return silent.length ? ops.t("{feeds}: no data yet", {feeds: named(silent)}) : "";
  };
})(window.ops = window.ops || {});
