using LrpFunctional.Formats.Models;

namespace LrpFunctional.Tests.Formats;

public sealed class StatePrefixTests
{
    [Theory]
    [InlineData("module.", "module.lstm.weight_ih_l0 module.output.weight")]
    [InlineData("module._orig_mod.", "module._orig_mod.lstm.weight_ih_l0 module._orig_mod.output.weight")]
    [InlineData("net.", "net.rnn.weight_ih_l0 net.fc.weight")]
    [InlineData("net.", "net.lstm.weight_ih_l0 net.lstm.weight_hh_l0")]
    [InlineData("", "lstm.weight_ih_l0 lstm.weight_hh_l0")]
    [InlineData("", "lstm.weight_ih_l0 output.weight")]
    [InlineData("", "net.lstm.weight_ih_l0 network.output.weight")]
    [InlineData("", "weight")]
    public void It_is_what_all_names_begin_with_up_to_a_module_of_ours(string prefix, string names) =>
        Assert.Equal(prefix, StatePrefix.Of([.. names.Split(' ')], []));

    [Fact]
    public void Names_that_the_user_gives_may_be_those_in_the_file_or_those_behind_the_prefix()
    {
        Assert.Equal("", StatePrefix.Of(["net.rnn.weight_ih_l0", "net.fc.weight"], ["net.rnn", "net.fc"]));
        Assert.Equal("net.", StatePrefix.Of(["net.rnn.weight_ih_l0", "net.fc.weight"], ["rnn", "fc"]));
    }
}
