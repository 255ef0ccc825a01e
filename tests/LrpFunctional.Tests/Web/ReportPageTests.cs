using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;
using Microsoft.Playwright;

namespace LrpFunctional.Tests.Web;

/// <summary>A page about a data set is looked through in a browser.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    [SkippableFact]
    public async Task Sentences_are_filtered_by_their_tags_and_by_what_else_is_chosen()
    {
        using var folder = new Sandbox();
        var (data, path) = (folder.At("data.csv"), folder.At("report.html"));
        await File.WriteAllTextAsync(
            data,
            "id,text,tags\na,a good film,praise; q\nb,a bad film,blame\nc,a good and bad film,praise;blame\nd,film,\n"
        );
        Assert.Equal(0, (await LrpCommand.Run("report", "--data", data, "--tags", data, "--out", path)).ExitCode);
        var page = await browser.OpenFile(path);
        await Shows(page, "4 of 4 sentences", "a", "b", "c", "d");
        await page.Locator("[name=tag]").SelectOptionAsync("praise");
        await Shows(page, "2 of 4 sentences", "a", "c");
        await page.Locator("[name=text]").FillAsync("bad");
        await Shows(page, "1 of 4 sentences", "c");
        await page.Locator("[name=tag]").SelectOptionAsync("q");
        await Shows(page, "0 of 4 sentences");
        await page.Locator("[name=text]").FillAsync("");
        await Shows(page, "1 of 4 sentences", "a");
        await page.Locator("[name=tag]").SelectOptionAsync("");
        await Shows(page, "4 of 4 sentences", "a", "b", "c", "d");
    }

    private static async Task Shows(IPage page, string count, params string[] names)
    {
        Assert.Equal(count, await page.Locator("#count").TextContentAsync());
        var titles = await page.Locator("article:visible h3").AllTextContentsAsync();
        Assert.Equal(names, titles.Select(title => title.Split('(', ')')[1]));
    }
}
