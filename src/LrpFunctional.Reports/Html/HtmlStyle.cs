using System.Text;
using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Reports.Html;

/// <summary>The one style sheet of a page.</summary>
internal static class HtmlStyle
{
    private const string Layout = """
        :root{color-scheme:light dark;--ground:#fff;--ink:#1b1b1f;--soft:#5b5b66;--line:#d8d8e0;--tip:#1b1b1f;--tip-ink:#fff}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1rem}
        h1{font-size:1.3rem;margin:.5rem 0}
        h2{font-size:1rem;margin:0 0 .5rem;font-weight:600}
        .legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 1rem;padding:0;list-style:none;color:var(--soft);font-size:.9rem}
        .legend li{border-radius:.2em;padding:0 .4em}
        article{border-top:1px solid var(--line);padding:1rem 0;content-visibility:auto;contain-intrinsic-size:auto 8rem}
        figure{margin:.5rem 0 1rem}
        figcaption{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
        .words{margin:.15rem 0;font-size:1.15rem;line-height:2;white-space:pre-wrap;overflow-wrap:anywhere}
        .words span{position:relative;border-radius:.2em;padding:.1em .12em}
        .p{text-decoration:underline solid;text-underline-offset:.2em}
        .n{text-decoration:underline wavy;text-underline-offset:.2em}
        .words span:hover::after{content:attr(data-r);position:absolute;left:0;top:100%;z-index:1;
        background:var(--tip);color:var(--tip-ink);padding:0 .4em;border-radius:.2em;font-size:.85rem;line-height:1.6;white-space:nowrap}
        .words:focus-visible span::after{content:"\2009" attr(data-r);position:static;font-size:.65em;vertical-align:super;
        background:none;color:inherit;padding:0}
        .words:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
        section{border-top:1px solid var(--line);padding:.5rem 0}
        h3{font-size:.95rem;margin:0 0 .25rem;font-weight:600}
        dl{margin:0;font-size:.9rem}
        dl div{display:flex;gap:1rem}
        dt{flex:0 0 8rem;color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--soft)}
        th,td{padding:.15rem .6rem;border-bottom:1px solid var(--line);text-align:right;font-weight:400}
        th[scope=row],.word{text-align:left}
        .plots{display:flex;flex-wrap:wrap;gap:1rem}
        form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;padding:.5rem 0;font-size:.9rem}
        form[hidden]{display:none}
        input,select{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--soft);border-radius:.2em;padding:.1em .3em}
        #count{color:var(--soft);margin:.25rem 0}
        summary{cursor:pointer}
        svg{max-width:100%;height:auto;background:#fff}
        .wide{overflow-x:auto}
        pre{overflow-x:auto;background:transparent;border:1px solid var(--line);padding:.5rem;font-size:.8rem}
        @media print{form{display:none}article{break-inside:avoid}.words span{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """;

    private const string DarkLayout =
        ":root{--ground:#18181b;--ink:#ececf1;--soft:#a9a9b5;--line:#3a3a44;--tip:#ececf1;--tip-ink:#18181b}";

    /// <summary>The style sheet for the levels that a page has.</summary>
    public static string Of(Palette palette, IEnumerable<int> levels)
    {
        var used = levels.Where(level => level != 0).Distinct().Order().ToArray();
        var css = new StringBuilder(Layout);
        foreach (var level in used)
            css.Append(Rule(palette, level));
        css.Append("@media (prefers-color-scheme:dark){").Append(DarkLayout);
        foreach (var level in used)
            css.Append(Rule(palette.Dark, level));
        return css.Append('}').ToString();
    }

    /// <summary>The class of a level other than 0: f200 for, a13 against.</summary>
    public static string Class(int level) => level < 0 ? $"a{-level}" : $"f{level}";

    private static string Rule(Palette palette, int level) =>
        palette.At(level) is var ground ? $".{Class(level)}{{background:{ground.Hex};color:{ground.Ink.Hex}}}" : "";
}
