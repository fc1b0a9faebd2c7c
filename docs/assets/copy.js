// Buttons that copy the text of an element with `data-copy`, which says what it is: "BibTeX". And this page's address.
(() => {

  const made = (tag, name, ...inner) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...inner);
    return element;
  };

  async function copy(text, said) {
    said.textContent = ""; // what is told twice is said twice
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
      said.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Selected: copy it with the keys or the menu of your device";
    }
  }

  for (const here of document.querySelectorAll("[data-here]")) {
    here.textContent = location.origin + location.pathname;
    here.closest("[hidden]")?.removeAttribute("hidden");
  }

  for (const text of document.querySelectorAll("[data-copy]")) {
    const button = made("button", "copy", "Copy", made("span", "aloud", ` ${text.dataset.copy}`));
    const said = made("span", "copied");
    button.type = "button";
    said.setAttribute("role", "status");
    text.after(button, said);
    button.addEventListener("click", () => copy(text, said));
  }
})();
