/* Each result is a link around an article, and browsers give such a link no name; as no article it has one. Its tags are
   no landmark. */
(() => {
  "use strict";

  const results = document.querySelector(".md-search-result__list");
  const name = () => results.querySelectorAll("article:not([role]), nav:not([role])").forEach((found) => found.setAttribute("role", "none"));
  if (results) new MutationObserver(name).observe(results, { childList: true, subtree: true });
})();
