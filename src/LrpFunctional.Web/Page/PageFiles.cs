using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LrpFunctional.Web.Page;

/// <summary>The files of the page, which are part of this program.</summary>
internal static class PageFiles
{
    private const string Script = "text/javascript";

    /// <summary>Adds their paths.</summary>
    public static void AddTo(IEndpointRouteBuilder routes)
    {
        Add(routes, "/", MediaTypeNames.Text.Html, Embedded("index.html"));
        Add(routes, "/app.js", Script, Embedded("app.js"));
        Add(routes, "/style.css", MediaTypeNames.Text.Css, Embedded("style.css"));
        Add(routes, "/levels.css", MediaTypeNames.Text.Css, LevelStyle.Css);
    }

    private static void Add(IEndpointRouteBuilder routes, string path, string type, string text) =>
        routes.MapGet(path, () => Results.Text(text, $"{type}; charset=utf-8")).ExcludeFromDescription();

    private static string Embedded(string name)
    {
        using var stream =
            typeof(PageFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is no part of this program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
