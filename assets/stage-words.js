/* What the city's stages and the conditions that ask for them are called; layouts/stage_words.py has the names too. */
(function (ops) {
  "use strict";
  const STAGE_WORDS = {1: "Stage: normal", 2: "Stage: attention", 3: "Stage: watch", 4: "Stage: alert", 5: "Stage: emergency"};
  const ROMAN = ["", "I", "II", "III"];
  ops.STAGES = [1, 2, 3, 4, 5];

  /* "Chú ý" */
  ops.stageName = (number) => (STAGE_WORDS[number] ? ops.t(STAGE_WORDS[number]) : "–");
  /* "2 · Chú ý" */
  ops.stageTitle = (number) => `${number} · ${ops.stageName(number)}`;

  /* what a condition counts: "Sự cố mở, từ nghiêm trọng trở lên" */
  ops.stageCondition = function (one) {
    const severity = ops.severityWord(one.severity).toLowerCase(), level = ROMAN[one.level];
    switch (one.rule) {
      case "incidents": return one.severity === "extreme" ? ops.t("Open incidents, extreme") : ops.t("Open incidents, {severity} or graver", {severity});
      case "flood": return level === "III" ? ops.t("Gauges at alarm level III") : ops.t("Gauges at alarm level {level} or higher", {level});
      case "fires": return ops.t("Open fires");
      case "silent_feeds": return ops.t("Silent sources");
      default: return one.rule;
    }
  };
  /* what asks for a stage, with its count: "14 điểm ngập ở báo động II trở lên" */
  ops.stageReason = function (one) {
    const count = ops.number(one.count), severity = ops.severityWord(one.severity).toLowerCase(), level = ROMAN[one.level];
    const said = {
      incidents: () => (one.severity === "extreme" ? ops.t("{count} extreme incidents", {count}) : ops.t("{count} incidents, {severity} or graver", {count, severity})),
      flood: () => ops.t("{count} gauges at alarm level {level}", {count, level: level === "III" ? level : ops.t("{level} or higher", {level})}),
      fires: () => ops.t("{count} fires", {count}),
      silent_feeds: () => ops.t("{count} silent sources", {count}),
    }[one.rule];
    const words = said ? said() : one.rule;
    return one.past ? ops.t("lately {reason}", {reason: words}) : words;
  };
})(window.ops = window.ops || {});
