using Microsoft.Playwright;

namespace Connectors.Browser.Tests;

/// <summary>A page, with what the browser complains of: scripts and styles that the page's own policy refuses, and files that are not there.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public WatchedPage(IPage page)
    {
        Page = page;
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.RequestFailed += (_, request) => _complaints.Add($"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Checks that the page is in order as it stands.</summary>
    public async Task IsInOrderAsync()
    {
        string[] problems = [.. _complaints, .. await Page.EvaluateAsync<string[]>(Checks)];
        Assert.True(problems.Length == 0, $"{Page.Url}:\n{string.Join('\n', problems)}");
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    // What every page must have for those who do not see it, use no mouse, or read it on a phone.
    private const string Checks = """
        () => {
          const problems = [];
          const text = (element) => (element?.textContent ?? "").trim();
          if (!document.title) problems.push("the page has no title");
          if (!document.documentElement.lang) problems.push("the page does not say its language");
          if (document.querySelectorAll("h1").length !== 1) problems.push("a page has one heading of the first level, this one " + document.querySelectorAll("h1").length);
          if (document.querySelectorAll("main").length !== 1) problems.push("a page has one main part");
          let level = 0;
          for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
            const own = Number(heading.tagName[1]);
            if (own > level + 1) problems.push("a level of headings is left out before: " + text(heading));
            level = own;
          }
          for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
            if (!field.labels?.length && !field.getAttribute("aria-label") && !field.getAttribute("aria-labelledby")) problems.push("a field has no label: " + field.outerHTML);
          }
          for (const button of document.querySelectorAll("button, a[href]")) {
            if (!text(button) && !button.getAttribute("aria-label")) problems.push("a button or link has no name: " + button.outerHTML);
          }
          for (const table of document.querySelectorAll("table")) {
            if (!table.caption && !table.getAttribute("aria-label") && !table.getAttribute("aria-labelledby")) problems.push("a table has no name: " + text(table).slice(0, 60));
            if (!table.querySelector("th[scope]")) problems.push("a table's headings do not say what they head: " + text(table).slice(0, 60));
          }
          const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) problems.push("two elements have the id " + id);
          for (const element of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
            for (const id of (element.getAttribute("aria-describedby") ?? element.getAttribute("aria-labelledby")).split(" ")) {
              if (!document.getElementById(id)) problems.push("there is no element " + id);
            }
          }
          if (document.documentElement.scrollWidth > document.documentElement.clientWidth) problems.push("the page is wider than the window: " + document.documentElement.scrollWidth);

          // The contrast that readers need (WCAG 2.2, 1.4.3), of texts on the colour behind them.
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const colour = (value) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = value; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const luminance = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return colour(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff"); };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const pale = new Set();
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("[disabled], option, [aria-hidden=true]")) continue;
            const style = getComputedStyle(element);
            const [a, b] = [luminance(colour(style.color)), luminance(behind(element))].sort((x, y) => y - x);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < (large ? 3 : 4.5)) pale.add(`too little contrast (${ratio.toFixed(2)}): ${text(element).slice(0, 40)}`);
          }
          return [...problems, ...pale];
        }
        """;
}
