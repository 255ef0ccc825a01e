namespace LrpFunctional.Tests.Cli;

/// <summary>Options that say nothing, or nothing that can be, are refused by name.</summary>
public sealed class RefusedMethodOptionsTests
{
    [Theory]
    [InlineData("--steps: it says nothing about lrp, but about ig", "--steps", "5")]
    [InlineData("--ledger: it says nothing about gi, but about lrp", "--method", "gi", "--ledger", "ledger.csv")]
    [InlineData("--rule: it says nothing about gi, but about lrp", "--method", "gi", "--rule", "gamma")]
    [InlineData("--gamma: it is a number of the rule gamma or gamma-positive, which applies nowhere", "--gamma", "1")]
    [InlineData("--preset: z-plus says all rules, and so does --alpha", "--preset", "z-plus", "--alpha", "2")]
    [InlineData(
        "--norm: it says nothing about gi, but about sa, saliency, smoothgrad",
        "--method",
        "gi",
        "--norm",
        "l2"
    )]
    [InlineData("--bias-product: it says nothing about lrp, but about cd", "--bias-product", "phrase")]
    [InlineData("two of them are occlusion-3", "--method", "occlusion", "--method", "occlusion-3", "--window", "3")]
    [InlineData(
        "--window: it is 2147483647, where a whole number from 1 to 1000 is expected",
        "--method",
        "occlusion",
        "--window",
        "2147483647"
    )]
    [InlineData(
        "--orders: it is 2147483647, where a whole number from 1 to 100000 is expected",
        "--method",
        "shapley",
        "--exact",
        "0",
        "--orders",
        "2147483647"
    )]
    [InlineData("\"0,001\" is no number", "--strict", "0,001")]
    [InlineData("--strict: it is NaN, where a number from 0 on is expected", "--strict", "NaN")]
    [InlineData("--strict: it is -1, where a number from 0 on is expected", "--strict", "-1")]
    [InlineData(
        "the record beside --out: it names the same file as --scores",
        "--out",
        "a.csv",
        "--scores",
        "./a.meta.json"
    )]
    [InlineData("--totals: it names the same file as --scores", "--scores", "a.csv", "--totals", "./a.csv")]
    [InlineData(
        "--window: it is 0, where a whole number from 1 to 1000 is expected",
        "--method",
        "occlusion",
        "--window",
        "0"
    )]
    [InlineData("--steps: it is -3, where a whole number from 1 to", "--method", "ig", "--steps", "-3")]
    [InlineData("\"0,3\" is no number", "--method", "smoothgrad", "--deviation", "0,3")]
    [InlineData("lrp shares out a score", "--quantity", "probability")]
    [InlineData("the target 3-1 is a difference of scores", "--target", "3-1", "--quantity", "log-odds")]
    [InlineData("\"4-2\" is no span", "--span", "4-2")]
    [InlineData("\"0\" is no span", "--span", "0")]
    [InlineData("--text, sentence 1: it has 6 words, where a phrase from word 5 to 7 is asked for", "--span", "5-7")]
    [InlineData("--span: it does not go together with --prefixes", "--span", "1", "--prefixes")]
    public async Task What_cannot_be_is_refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(["explain", "--text", ExplainedText.Text, .. arguments]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.OrdinalIgnoreCase);
    }
}
