/* Notes and records at hand, shown beside the marks and links that lead to them.

   A card stands right after its mark, so that Tab goes into it. It can be dismissed and entered, and stays until left
   (WCAG 1.4.13). It shows copied nodes and text, never parsed HTML. */
(() => {
  "use strict";

  const SITE = new URL("..", document.currentScript.src).href;
  const RECORD = /^(?:actors|briefings|claims|commitments|documents|events|quotes)\/[^/]+\/$/;
  const SOON = 150, PREVIEW = 250, LINGER = 350; // milliseconds to a note, to a preview, to their end
  const EDGE = 8, GAP = 4; // pixels to the edge of the window and to the mark

  let mark, card, timer; // the link whose card is open, the card, what comes next
  let touch = false; // whether a finger was the last to point
  let silent = false; // whether focus comes back to a mark without its card

  const made = (tag, name, ...inner) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...inner);
    return element;
  };
  const later = (act, delay) => {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  };

  function note(link) {
    const found = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!found) return null;
    const copy = made("div", "hand-note", ...found.cloneNode(true).childNodes);
    for (const back of copy.querySelectorAll(".footnote-backref")) back.remove();
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    const go = made("a", "", "Go to the note");
    go.href = link.hash;
    (copy.querySelector(".note-links") || copy).append(" · ", go);
    return copy;
  }

  function recordOf(link) {
    const url = new URL(link.href.baseVal ?? link.href, document.baseURI); // baseVal: in an SVG
    const address = url.origin + url.pathname;
    return RECORD.test(address.replace(SITE, "")) && url.pathname !== location.pathname ? address : null;
  }

  const fetched = new Map();

  function read(address) {
    if (!fetched.has(address)) {
      const reading = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      fetched.set(address, reading.then((html) => new DOMParser().parseFromString(html, "text/html")));
      reading.catch(() => fetched.delete(address));
    }
    return fetched.get(address);
  }

  async function preview(address) {
    const page = await read(address);
    const title = page.querySelector("h1");
    title.querySelector(".headerlink")?.remove();
    const line = page.querySelector("meta[name=description]");
    const status = page.querySelector(".standing .status");
    const inner = made("div", "hand-record", made("span", "hand-kind", page.querySelector(".kind").textContent));
    inner.append(made("strong", "hand-title", title.textContent.trim()), made("span", "hand-line", line?.content || ""));
    if (status) {
      inner.append(made("span", status.className, status.textContent.trim()));
      Object.assign(inner.lastChild.dataset, status.dataset);
    }
    return inner;
  }

  function close() {
    timer = clearTimeout(timer); // what is being fetched is not wanted any more
    mark?.removeAttribute("aria-describedby");
    card?.remove();
    mark = card = null;
  }

  function open(link, inner, role) {
    close();
    if (!inner) return;
    mark = link;
    card = made("div", "hand md-typeset", inner);
    card.id = "at-hand";
    card.setAttribute("role", role);
    card.popover = "manual";
    (link.ownerSVGElement || link).after(card); // in a picture no card can stand
    link.setAttribute("aria-describedby", card.id);
    card.showPopover?.();
    place();
  }

  function place() {
    if (!card) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const lines = [...mark.getClientRects()];
    const first = lines[0], last = lines.at(-1);
    if (!first || last.bottom < 0 || first.top > height) return close();
    const above = first.top - GAP - EDGE, below = height - last.bottom - GAP - EDGE;
    card.style.maxHeight = Math.max(above, below) + "px";
    const over = card.offsetHeight > below && above > below;
    card.style.left = Math.max(EDGE, Math.min(last.left, width - card.offsetWidth - EDGE)) + "px";
    card.style.top = (over ? first.top - GAP - card.offsetHeight : last.bottom + GAP) + "px";
  }

  const noteMark = (target) => target.closest?.("a.footnote-ref");
  const opener = (target) => target.closest?.(".md-content a");
  const held = () => card && (card.contains(document.activeElement) || mark.matches(":focus-visible"));
  const leave = () => later(() => held() || close(), LINGER);

  function soon(link) {
    if (noteMark(link)) return later(() => open(link, note(link), "note"), SOON);
    const record = recordOf(link);
    const show = async () => {
      const asked = timer;
      const inner = await preview(record).catch(() => null);
      if (asked === timer) open(link, inner, "tooltip"); // else the reader went on
    };
    record ? later(show, PREVIEW) : leave();
  }

  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const link = opener(target);
    if (card && (card.contains(target) || link === mark)) clearTimeout(timer);
    else if (link) soon(link);
    else leave();
  });

  document.addEventListener("focusin", ({ target }) => {
    if (silent || card?.contains(target) || target === mark) return;
    close();
    const link = opener(target);
    if (link?.matches(":focus-visible")) soon(link);
  });

  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    touch = pointerType === "touch";
    if (card && !card.contains(target) && opener(target) !== mark) close();
  });

  document.addEventListener("click", (event) => {
    const link = noteMark(event.target);
    const inside = card?.contains(event.target);
    if (link && touch) {
      event.preventDefault();
      link === mark ? close() : open(link, note(link), "note");
    } else if (inside && !event.target.closest("a")) event.preventDefault(); // a card within a summary
    else if (link || inside) later(close, 0);
  });

  document.addEventListener("keydown", ({ key }) => {
    touch = false;
    if (key !== "Escape") return;
    const back = card?.contains(document.activeElement) && mark;
    close();
    silent = true;
    if (back) back.focus();
    silent = false;
  });

  // A section of a page that is divided: the list of its pages keeps the anchor, and knows where it stands.
  function onward() {
    const kept = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("nav.pages li");
    if (kept) location.replace(kept.querySelector("a").href + location.hash);
  }

  addEventListener("hashchange", onward);
  onward();
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
})();
