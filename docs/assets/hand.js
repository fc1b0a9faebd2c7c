/* What a reader wants at hand: notes and records, shown beside the marks and links that lead to them.

   A card stands right after its mark, so that the Tab key goes from the mark into the card; as a popover it lies above
   the page and moves nothing. It can be dismissed (Escape), entered by the pointer, and stays until either leaves
   (WCAG 2.2, 1.4.13). Whatever it shows is copied as nodes or as text, never parsed into this page as HTML. */
(() => {
  "use strict";

  const SITE = new URL("..", document.currentScript.src).href;
  const KINDS = {
    actors: "Person or organisation",
    briefings: "Briefing",
    claims: "Statement",
    commitments: "Commitment",
    documents: "Source",
    events: "Event",
    quotes: "Quote",
  };
  const SOON = 150, PREVIEW = 250, LINGER = 350; // milliseconds before a note, before a preview, before either goes
  const EDGE = 8, GAP = 4; // pixels to the edge of the window, and to the mark

  let mark = null; // the mark or link whose card is open
  let card = null;
  let timer = 0;
  let touch = false; // whether the last pointer was a finger
  let silent = false; // whether focus comes back to a mark without opening its card again

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

  // What a card holds

  function note(link) {
    const found = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!found) return null;
    const copy = made("div", "hand-note", ...found.cloneNode(true).childNodes);
    copy.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
    copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    const go = made("a", "hand-go", "Go to the note");
    go.href = link.hash;
    (copy.querySelector(".note-links") || copy).append(" · ", go);
    return copy;
  }

  function recordOf(link) {
    const url = new URL(link.getAttribute("href") || link.getAttribute("xlink:href") || "", document.baseURI);
    const [, kind] = url.href.startsWith(SITE) ? /^(\w+)\/[^/?#]+\/(?:[?#]|$)/.exec(url.href.slice(SITE.length)) || [] : [];
    return Object.hasOwn(KINDS, kind) && url.pathname !== location.pathname ? { kind, address: url.origin + url.pathname } : null;
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

  async function preview({ kind, address }) {
    const page = await read(address);
    const title = page.querySelector("h1");
    title.querySelectorAll(".headerlink").forEach((sign) => sign.remove());
    const line = page.querySelector("meta[name=description]");
    const status = page.querySelector("article .status");
    const parts = [
      made("span", "hand-kind", KINDS[kind]),
      made("strong", "hand-title", title.textContent.trim()),
      made("span", "hand-line", line ? line.content : ""),
    ];
    if (status) {
      parts.push(made("span", status.className, status.textContent.trim()));
      parts.at(-1).dataset.status = status.dataset.status || "";
    }
    return made("div", "hand-record", ...parts);
  }

  // The card

  function close() {
    timer = clearTimeout(timer); // and whatever is being fetched is not wanted any more
    if (!card) return;
    mark.removeAttribute("aria-describedby");
    card.remove();
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
    const lines = mark.getClientRects();
    const first = lines[0], last = lines[lines.length - 1];
    if (!first || last.bottom < 0 || first.top > height) return close();
    const above = first.top - GAP - EDGE, below = height - last.bottom - GAP - EDGE;
    card.style.maxHeight = `${Math.max(above, below)}px`;
    const over = card.offsetHeight > below && above > below;
    card.style.left = `${Math.max(EDGE, Math.min(last.left, width - card.offsetWidth - EDGE))}px`;
    card.style.top = `${over ? first.top - GAP - card.offsetHeight : last.bottom + GAP}px`;
  }

  // Which links open a card, and when

  const noteMark = (target) => target.closest?.("a.footnote-ref");
  const opener = (target) => target.closest?.("a.footnote-ref, .md-content a:not(.headerlink, .footnote-backref)");
  const held = () => card && (card.contains(document.activeElement) || mark.matches(":focus-visible"));

  function soon(link) {
    if (noteMark(link)) return later(() => open(link, note(link), "note"), SOON);
    const record = recordOf(link);
    const show = async () => {
      const asked = timer;
      const inner = await preview(record).catch(() => null);
      if (asked === timer) open(link, inner, "tooltip"); // the reader may have gone on meanwhile
    };
    if (record) later(show, PREVIEW);
    else leave();
  }

  const leave = () => later(() => held() || close(), LINGER);

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
      if (link === mark) close();
      else open(link, note(link), "note");
    } else if (inside && !event.target.closest("a")) event.preventDefault(); // a card within a summary
    else if (link || inside) later(close, 0);
  });

  document.addEventListener("keydown", ({ key }) => {
    touch = false;
    if (key !== "Escape") return;
    const [back, inside] = [mark, card?.contains(document.activeElement)];
    close();
    silent = true;
    if (inside) back.focus();
    silent = false;
  });

  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
})();
