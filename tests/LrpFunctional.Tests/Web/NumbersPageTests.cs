using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Web;

public sealed class NumbersPageTests(Browser browser) : IClassFixture<Browser>
{
    [SkippableFact]
    public async Task Sequences_of_numbers_are_explained_step_by_step()
    {
        await using var server = await LrpServer.Start("--model", Sandbox.Fixture("FollowUps", "therapy.h5"));
        var page = await browser.Open(server: server);
        await page.Locator("#text").FillAsync("1 2 3 4\n0, 1, 0, 1\n5 6 7");
        await page.Locator(".words span").Nth(2).WaitForAsync();
        Assert.Equal("step 1 step 2 static", await page.Locator(".words").TextContentAsync());
        await page.Locator("#text").FillAsync("one two");
        await page.Locator("#fault").WaitForAsync();
        Assert.Equal("numbers are expected, one step a line", await page.Locator("#fault").TextContentAsync());
    }
}
