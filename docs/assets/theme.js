/* The frame of every page: what Material for MkDocs writes as inline scripts, the choice of colours, and the keys of the header.
   Read in the head before the page is drawn, so that no reader sees the wrong colours first. */
"use strict";

// Material's own names: it keeps what a reader chose under the path of the site.
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
var __md_get = (key, store = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(store.getItem(scope.pathname + "." + key));
  } catch {
    return null; // storage is refused in some private windows
  }
};
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    return;
  }
};

(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (__md_get("colours") ?? (system.matches ? "dark" : "light")) === "dark";

  const colour = () => {
    document.body.dataset.mdColorScheme = dark() ? "slate" : "default";
    document.querySelector("[data-colours]")?.setAttribute("aria-pressed", dark());
    for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
      if (__md_get("colours")) meta.content = dark() ? "#171a21" : "#fdfcf9";
  };

  const mountColours = () => {
    const button = document.querySelector("[data-colours]");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      __md_set("colours", dark() ? "light" : "dark");
      colour();
    });
  };

  // One section is open at a time; Escape closes it and gives the focus back, and so does a press elsewhere.
  const mountMenu = () => {
    const open = () => document.querySelector(".menu__section[open]");
    document.addEventListener("keydown", (event) => {
      const section = event.key === "Escape" && open();
      if (!section) return;
      if (section.contains(document.activeElement)) section.querySelector("summary").focus();
      section.open = false;
    });
    for (const happening of ["click", "focusin"])
      document.addEventListener(happening, (event) => {
        const section = open();
        if (section && !section.contains(event.target)) section.open = false;
      });
  };

  // The search opens over the page; Tab goes on to its results, and Escape gives the focus back to where it was.
  const mountSearch = () => {
    const toggle = document.getElementById("__search");
    const search = document.querySelector(".md-search");
    const button = document.querySelector("[data-search]");
    if (!toggle || !search || !button) return;
    let before = button;
    button.hidden = false;
    button.addEventListener("click", () => {
      document.querySelector("header [for=__search]").click();
      search.querySelector("input")?.focus(); // Material asks for the focus before the field shows
    });
    search.addEventListener("focusin", (event) => {
      const from = event.relatedTarget;
      if (from && !search.contains(from)) before = from;
    });
    search.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !search.contains(event.relatedTarget) && toggle.checked) toggle.click();
    });
    // Before Material, which would close the search at the first Tab and leave the focus nowhere.
    window.addEventListener(
      "keydown",
      (event) => {
        if (!toggle.checked) return;
        if (event.key === "Tab") event.stopImmediatePropagation();
        if (event.key !== "Escape") return;
        setTimeout(() => (before.getClientRects().length ? before : button).focus({ preventScroll: true }));
      },
      true,
    );
  };

  // A table that is wider than the page scrolls sideways, by keys too.
  const reachTables = () => {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const wider = frame.scrollWidth > frame.clientWidth;
      for (const [name, value] of Object.entries({ tabindex: 0, role: "group", "aria-label": "Table that scrolls sideways" }))
        if (wider) frame.setAttribute(name, value);
        else frame.removeAttribute(name);
    }
  };

  // Material's script is of use once there is something to read: it comes after the first drawing of the page.
  const loadTheme = () => {
    for (const later of document.querySelectorAll('script[type="application/later"]')) {
      const script = document.createElement("script");
      script.src = later.dataset.src;
      script.addEventListener("load", () => setTimeout(reachTables));
      later.replaceWith(script);
    }
  };

  document.documentElement.classList.replace("no-js", "js");
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    colour();
  }).observe(document.documentElement, { childList: true });
  system.addEventListener("change", colour);
  addEventListener("resize", reachTables);
  document.addEventListener("DOMContentLoaded", () => {
    colour();
    mountColours();
    mountMenu();
    mountSearch();
    if (document.visibilityState === "hidden") loadTheme();
    else requestAnimationFrame(() => setTimeout(loadTheme));
  });
})();
