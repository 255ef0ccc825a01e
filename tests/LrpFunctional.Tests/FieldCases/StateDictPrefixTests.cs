using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.FieldCases;

/// <summary>State dicts that were saved from within other modules, or of an LSTM that projects its states.</summary>
public sealed class StateDictPrefixTests
{
    [Theory]
    [InlineData("parallel")]
    [InlineData("compiled")]
    [Trait(FieldCase.Trait, "state-dict-prefix")]
    public async Task The_prefix_of_all_names_is_left_out(string folder) =>
        Predicted.Same(
            FieldCase.Expected("state-dict-prefix", "scores"),
            await Predicted.Scores(
                FieldCase.At("state-dict-prefix", folder),
                FieldCase.At("state-dict-prefix", "data.jsonl")
            ),
            1e-8
        );

    [Theory]
    [InlineData("parallel", "module.")]
    [InlineData("compiled", "_orig_mod.")]
    [Trait(FieldCase.Trait, "state-dict-prefix")]
    public async Task The_prefix_is_told_by_info(string folder, string prefix)
    {
        var result = await LrpCommand.Run("info", "--model", FieldCase.At("state-dict-prefix", folder));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $"the name of each tensor begins with \"{prefix}\", which is left out",
            result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, "state-dict-prefix")]
    public async Task Projected_states_are_asked_for_by_a_list_of_layers_in_one_line()
    {
        var result = await LrpCommand.Run("info", "--model", FieldCase.At("state-dict-prefix", "proj"));
        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("proj_size", line, StringComparison.Ordinal);
        Assert.Contains("{\"lstm\": \"", line, StringComparison.Ordinal);
    }
}
