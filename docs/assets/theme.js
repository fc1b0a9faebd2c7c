/* The frame of every page: what Material writes as inline scripts, the choice of colours, the keys of the header.
   Read in the head, so that no reader sees the wrong colours first. */
"use strict";

// Material's own names and places. Of what its script would keep, this site uses nothing: only the choice of colours is stored.
var __md_scope = new URL("..", document.currentScript.src);
var __md_get = (key, store = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(store.getItem(scope.pathname + "." + key));
  } catch {
    return null; // storage is refused in some private windows
  }
};
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  if (key !== "colours") return;
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

  // Escape closes the open section and gives the focus back; a press elsewhere closes it too.
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

  // Tab goes from the search to its results; Escape gives the focus back to where it was.
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
    // Before Material, which closes the search at the first Tab.
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

  // A table that scrolls sideways does so by keys too.
  const reachTables = () => {
    for (const table of document.querySelectorAll("article table")) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  };

  // Material's script comes after the first drawing of the page.
  const loadTheme = () => {
    for (const later of document.querySelectorAll('script[type="application/later"]')) {
      const script = document.createElement("script");
      script.src = later.dataset.src;
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
    reachTables();
    if (document.visibilityState === "hidden") loadTheme();
    else requestAnimationFrame(() => setTimeout(loadTheme));
  });
})();
