/* The search of a large site: Material's dialog and its keys, with Pagefind's index, of which only parts are loaded.

   Nothing of it is loaded before the reader opens the search. What is found is shown as text, never as HTML. */
(() => {
  "use strict";

  const INDEX = new URL("../pagefind/pagefind.js", document.currentScript.src).href;
  const PAUSE = 200; // milliseconds without a key, after which a search begins
  const BATCH = 6; // pages that are shown at once
  const SHOWN = 2; // sections of a page that are not folded
  const WORDS = 30, BEFORE = 4; // words of an excerpt, and of those before the first that was found
  // Other names of people count for more than titles, and those for more than text; a word for more than what begins with it.
  // A page is no worse for being long.
  const RANKING = { termSimilarity: 5, pageLength: 0, metaWeights: { names: 10, title: 5 } };
  const COMMON = new Set(
    "a an and are as at be but by did do does for from had has have how if in into is it its of on or s so than that the their them then there these they this to was were what when where which who whom why will with would".split(" "),
  );

  const form = document.forms.namedItem("find");
  const toggle = document.getElementById("__search");
  const list = document.querySelector(".md-search-result__list");
  const told = document.querySelector(".md-search-result__meta");
  const scroller = document.querySelector(".md-search__scrollwrap");
  if (!form || !toggle || !list) return;
  const field = form.elements.namedItem("query");
  const says = JSON.parse(document.getElementById("__config").textContent).translations;
  const counted = (key, number) => says[`${key}.${number === 1 ? "one" : "other"}`].replace("#", number);

  const made = (tag, name, ...inner) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inner);
    return element;
  };

  let loading; // the index, once the search was opened
  let asked = 0; // how many searches were begun: only the last one is shown
  let rest = []; // pages that were found and are not shown yet

  function load() {
    loading ??= import(INDEX).then(async (index) => {
      await index.options({ ranking: RANKING });
      await index.init();
      return index;
    });
    loading.catch(() => {
      loading = null;
      told.textContent = "The search could not be loaded";
    });
    return loading;
  }

  // What stands between words, and words that stand everywhere, find nothing. Pagefind does not rank what is in quotation marks.
  function query(typed) {
    const words = typed.replace(/[\s\-–—“”"()[\]{}$;:!?…/&·|+*]+/g, " ").trim().split(" ");
    const telling = words.filter((word) => !COMMON.has(word.toLowerCase()));
    return (telling.length ? telling : words).join(" ");
  }

  // Words from one place to another, with those marked that were found.
  const marked = (words, found, from, to) =>
    words.slice(from, to).flatMap((word, place) => [found.has(from + place) ? made("mark", "", word) : word, " "]);

  // The stretch of words in which most was found.
  function excerpt(words, found, from, to) {
    const places = [...found].filter((place) => place >= from && place < to);
    const near = (place) => places.filter((other) => other >= place && other < place + WORDS - BEFORE).length;
    const densest = places.reduce((best, place) => (near(place) > near(best) ? place : best), places[0] ?? from);
    const start = Math.max(from, Math.min(densest - BEFORE, to - WORDS));
    const end = Math.min(start + WORDS, to);
    return made("p", "", start > from ? "… " : "", ...marked(words, found, start, end), end < to ? "…" : "");
  }

  // A page or a section of it, which begins with its heading, from one place to another of its words.
  function result(page, words, found, level, head, to) {
    const title = head.text.trim().split(/\s+/);
    const after = head.location + title.length;
    const name = made(level, "", ...title.flatMap((word, place) => [found.has(head.location + place) ? made("mark", "", word) : word, " "]));
    const article = made("div", "md-search-result__article md-typeset", name, ...(after < to ? [excerpt(words, found, after, to)] : []));
    const anchor = made("a", "md-search-result__link", article);
    const address = new URL(page.url, location.href);
    address.searchParams.set("h", query(field.value));
    address.hash = head.id;
    anchor.href = address.href;
    anchor.tabIndex = -1;
    return anchor;
  }

  // A page, and below it the sections in which the words stand.
  function item(page) {
    const words = page.content.split(/\s+/);
    const found = new Set(page.locations);
    const heads = page.anchors.filter(({ element }) => element !== "h1").sort((one, other) => one.location - other.location);
    const ends = [...heads.slice(1).map((head) => head.location), words.length];
    const top = result(page, words, found, "h1", { text: page.meta.title, id: "", location: 0 }, heads[0]?.location ?? words.length);
    const names = page.meta.names?.split(" · ").map((name) => made("span", "md-tag", name));
    if (names) top.firstChild.append(made("div", "md-tags", ...names));
    const has = (from, to) => page.locations.some((place) => place >= from && place < to);
    const sections = heads.flatMap((head, number) => (has(head.location, ends[number]) ? [result(page, words, found, "h2", head, ends[number])] : []));
    const folded = sections.splice(SHOWN);
    const inner = [top, ...sections];
    if (folded.length) {
      const summary = made("summary", "", made("div", "", counted("search.result.more", folded.length)));
      summary.tabIndex = -1;
      inner.push(made("details", "md-search-result__more", summary, ...folded));
    }
    return made("li", "md-search-result__item", ...inner);
  }

  async function showMore() {
    const now = asked;
    const pages = await Promise.all(rest.splice(0, BATCH).map((result) => result.data()));
    if (now === asked) list.append(...pages.map(item));
  }

  async function search() {
    const now = ++asked;
    const words = query(field.value);
    if (words) await new Promise((done) => setTimeout(done, PAUSE));
    if (now !== asked) return;
    const { results } = words ? await (await load()).search(words) : { results: [] };
    if (now !== asked) return;
    rest = [...results];
    list.replaceChildren();
    scroller.scrollTop = 0;
    if (results.length) await showMore();
    if (now !== asked) return;
    told.textContent = !words ? says["search.result.placeholder"] : results.length ? counted("search.result", results.length) : says["search.result.none"];
  }

  const set = (open) => toggle.checked !== open && toggle.click();
  const open = () => {
    set(true);
    load().catch(() => {});
  };

  // Keys as in Material's search.
  function move(by) {
    const stops = [field, ...list.querySelectorAll(":not(details) > [href], summary, details[open] [href]")];
    const place = Math.max(0, stops.indexOf(document.activeElement)) + by;
    stops[(place + stops.length) % stops.length].focus();
  }

  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => set(false),
  };

  function press(event) {
    const { key, target } = event;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (toggle.checked && KEYS[key]) KEYS[key]();
    else if (!toggle.checked && "fs/".includes(key) && !target.isContentEditable && !/^(input|select|textarea)$/i.test(target.tagName)) {
      field.focus();
      field.select();
    } else {
      if (toggle.checked && key.length === 1 && key !== " " && target !== field) field.focus();
      return;
    }
    event.preventDefault();
  }

  field.addEventListener("focus", open);
  field.addEventListener("input", () => search().catch(() => {}));
  form.addEventListener("reset", () => setTimeout(() => (field.focus(), search())));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  list.addEventListener("click", ({ target }) => target.closest("a") && set(false));
  toggle.addEventListener("change", () => toggle.checked || field.blur());
  scroller.addEventListener("scroll", () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 200 && rest.length && showMore(), { passive: true });
  addEventListener("keydown", press);

  // The words that were searched for are marked in the page to which a result led.
  function mark(words) {
    const plain = (text) => text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize("NFD")[0]);
    const escaped = words.map((word) => plain(word).replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})`, "giu");
    const nodes = document.createNodeIterator(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (nodes.nextNode()) if (nodes.referenceNode.parentElement.offsetHeight) texts.push(nodes.referenceNode);
    for (const text of texts) {
      const places = [...plain(text.data).matchAll(pattern)].reverse();
      for (const { index, 0: found } of places) {
        const inner = text.splitText(index);
        inner.splitText(found.length);
        const marked = made("mark");
        inner.replaceWith(marked);
        marked.append(inner);
      }
    }
  }

  const parameters = new URLSearchParams(location.search);
  const words = (parameters.get("h") ?? "").trim().split(/\s+/).filter(Boolean);
  if (words.length) mark(words);
  if (parameters.has("q")) {
    field.value = parameters.get("q");
    field.focus();
    search().catch(() => {});
  }
})();
