// The entries that have a pasted address. Nothing is fetched but the other pages, where the list is divided; `key` is address_key of build_tools/pages/overviews/lookup.py.
(() => {
  const list = document.querySelector(".addresses");
  if (!list) return;
  const tracking = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|ref|ref_src|cmp|cmpid|smid|amp|outputtype)$/i;

  const escaped = (part) =>
    part
      .replace(/%([0-9a-f]{2})/gi, (all, code) => {
        const sign = String.fromCharCode(parseInt(code, 16));
        return /[A-Za-z0-9._~-]/.test(sign) ? sign : all.toUpperCase();
      })
      .replace(/[^!-~]/gu, encodeURIComponent);

  const key = (address) => {
    const bare = address.trim().replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, "");
    const inner = bare.replace(/^web\.archive\.org\/web\/[0-9]+[a-z_]*\//i, "");
    if (inner !== bare) return key(inner);
    const [, authority, path, query] = bare.match(/^([^/?#]*)\/?([^?#]*)\??([^#]*)/);
    const host = authority
      .replace(/^.*@/s, "")
      .replace(/:[0-9]*$/, "")
      .toLowerCase()
      .replace(/\.+$/, "")
      .replace(/^(?:(?:www[0-9]?|m|mobile|amp)\.)+(?=[^.]+\.)/, "");
    const kept = query.split("&").filter((part) => part && !tracking.test(part.split("=")[0]));
    const page = escaped(host) + `/${escaped(path)}`.replace(/(?:\/amp)?\/*$/, "");
    return kept.length ? `${page}?${kept.map(escaped).sort().join("&")}` : page;
  };

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const form = make("form", { className: "lookup" });
  const input = make("input", { id: "lookup-address", name: "url", inputMode: "url", autocomplete: "off" });
  const found = make("div", { className: "lookup-found", role: "status" });
  form.append(
    make("label", { htmlFor: "lookup-address", textContent: "Address of an article" }),
    input,
    make("button", { textContent: "Look up" }),
  );
  list.before(form, found);

  const show = (words, some = []) =>
    found.replaceChildren(make("p", { textContent: words }), ...some.map((one) => one.cloneNode(true)));
  const entries = [...list.querySelectorAll("[data-keys]")];
  let whole = !document.querySelector("nav.pages"); // whether all entries are here
  let asked; // for those of the other pages, once
  const others = async () => {
    const { further } = await import("./pages.js");
    entries.push(...(await further(".addresses [data-keys]")));
    whole = true;
  };
  const having = (test) =>
    entries.filter((one) => one.dataset.keys.split(" ").some(test));
  const hostOf = (address) => address.split(/[/?]/)[0];

  const look = () => {
    const wanted = key(input.value.replace(/\p{Cs}/gu, ""));
    const host = hostOf(wanted);
    if (!wanted) return found.replaceChildren();
    if (!/[^.]\.[^.]/.test(host)) return show("This is no address of a web page, such as https://example.org/page.");
    if (!whole) {
      show("Asking for the other pages …");
      asked ||= others();
      return asked.then(look, () => ((asked = undefined), show("The other pages did not come, so that nothing can be said.")));
    }
    const same = having((one) => one === wanted);
    if (same.length) return show("On record here:", same);
    const near = having((one) => hostOf(one) === host);
    show(`Nothing from this page is on record. From ${host}: ${near.length || "nothing"}.`, near);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const here = new URL(location);
    here.searchParams.set("url", input.value);
    history.replaceState(null, "", here);
    look();
  });
  input.addEventListener("input", look);
  input.value = new URLSearchParams(location.search).get("url") || "";
  look();
})();
