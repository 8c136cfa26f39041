/* A block of a wall's scene: the time of its data, live, late or silent by shape; where it is silent every figure is a dash. */
(function (ops) {
  "use strict";
  const now = () => ops.live.now();

  /* told: {feed_state, data_at, silent_since} of the board, or nothing; → [live | late | silent, words] */
  ops.wallFresh = function (told) {
    if (!told || told.feed_state === "silent" || !told.data_at) {
      const since = told && (told.silent_since || (told.feed_state === "silent" && told.data_at));
      return ["silent", since ? ops.t("No data since {time}", {time: ops.time(since, now())}) : ops.t("No data yet")];
    }
    const time = ops.time(told.data_at, now());
    return told.feed_state === "late" ? ["late", ops.t("{time} · late", {time})] : ["live", time];
  };
  /* texts: what each data-figure of the block says; null: nothing is known */
  ops.wallBlock = function (block, told, texts) {
    const [state, words] = ops.wallFresh(told), isSilent = state === "silent";
    const mark = block.querySelector(".told-at");
    ops.choose(mark, ["live", "late", "silent"], state);
    ops.text(mark.querySelector("time"), words);
    block.classList.toggle("off", isSilent);
    for (const icon of block.querySelectorAll("[data-shape]:empty")) icon.append(ops.shape(icon.dataset.shape));
    for (const figure of block.querySelectorAll("[data-figure]")) {
      const text = isSilent ? null : texts[figure.dataset.figure];
      const isKnown = text !== null && text !== undefined;
      ops.text(figure.querySelector("b"), isKnown ? text : "–");
      figure.classList.toggle("unknown", !isKnown);
    }
    return !isSilent;
  };
  ops.wallNumber = (value, decimals = 0) => (value === null || value === undefined ? null : ops.number(value, decimals));
  /* a part in the whole, as "96,2 %"; null where there is nothing to divide */
  ops.wallShare = (value, of) => (value === null || value === undefined || !of ? null : ops.value(100 * value / of, "%", 1));
})(window.ops = window.ops || {});
