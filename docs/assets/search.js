/* Each result of the search is a link around an article, and browsers give such a link no name. As no article it has
   one: the kind of the record, its title, the words that were found. */
(() => {
  "use strict";

  const results = document.querySelector(".md-search-result__list");
  const name = () => results.querySelectorAll("a > article:not([role])").forEach((found) => found.setAttribute("role", "none"));
  if (results) new MutationObserver(name).observe(results, { childList: true, subtree: true });
})();
