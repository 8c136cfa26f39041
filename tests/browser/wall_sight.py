"""What can be seen of a wall, measured over every text: its size, its contrast, whole, alone in its place."""

from playwright.sync_api import Page

# Maps write over their own ground, with a halo: what they write is measured where they are tested.
_FAULTS = """(least) => {
  const faults = [], texts = [];
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const grounds = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const {backgroundColor, backgroundImage} = getComputedStyle(at);
      const drawn = backgroundImage.match(/rgba?\\([^)]*\\)/g);
      if (drawn) return drawn.map(rgb);
      const [r, g, b, a = 1] = rgb(backgroundColor);
      if (a > 0) return [[r, g, b]];
    }
    return [[255, 255, 255]];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest(".spoken, script, style, .unit-map")) continue;
    const style = getComputedStyle(element), range = document.createRange();
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    if (!boxes.length) continue;
    const said = `"${node.data.trim().slice(0, 40)}"`, size = parseFloat(style.fontSize);
    if (size < least - 0.05) faults.push(`${said} is ${size.toFixed(1)} px`);
    const colour = rgb(element instanceof SVGElement ? style.fill : style.color);
    const weak = Math.min(...grounds(element).map((ground) => contrast(colour, ground)));
    if (weak < 7) faults.push(`${said} has a contrast of ${weak.toFixed(2)}`);
    /* the glyphs, without the air above and below them */
    for (const box of boxes) {
      const middle = (box.top + box.bottom) / 2, half = size * 0.34;
      const seen = {left: box.left, right: box.right, top: middle - half, bottom: middle + half, node, said};
      if (seen.left < -1 || seen.right > innerWidth + 1) faults.push(`${said} reaches over the screen`);
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const holds = getComputedStyle(at);
        if (holds.overflowX === "visible" && holds.overflowY === "visible") continue;
        const frame = at.getBoundingClientRect();
        if (seen.right > frame.right + 1.5 || seen.left < frame.left - 1.5 || seen.bottom > frame.bottom + 1.5
          || seen.top < frame.top - 1.5) faults.push(`${said} is cut off by ${at.className || at.tagName}`);
      }
      texts.push(seen);
    }
    const isShort = style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth + 1;
    if (isShort) faults.push(`${said} is shortened`);
  }
  texts.forEach((one, i) => texts.slice(i + 1).forEach((other) => {
    if (one.node === other.node) return;
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (wide > 2 && high > 2) faults.push(`${one.said} lies over ${other.said}`);
  }));
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) faults.push(`the page is ${over} px wider than the screen`);
  return [...new Set(faults)];
}"""


def faults(page: Page, least: float) -> list[str]:
    """What a viewer could not read: in words, with the text. `least`: the smallest type in px."""
    found: list[str] = page.evaluate(_FAULTS, least)
    return found


def least_type(width: int, height: int) -> float:
    """28 px of a 1080p screen, scaled with it; 16 px in the column of a telephone."""
    return 16.0 if width < 900 else 28 * min(width / 1920, height / 1080)
