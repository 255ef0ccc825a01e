using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class SignTests
{
    public static TheoryData<string> Names => [.. OfferedMethods.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_method_says_whether_its_numbers_can_speak_against(string name)
    {
        var method = OfferedMethods.All.Single(one => one.Name == name);
        var network = RandomNetworks.Create(units: 4, inputSize: 5, classes: 3, directions: 2);
        var sentences = RandomNetworks.Sentences(network, 5, 6, 4, 3);
        var explanations = sentences.SelectMany(sentence => method.Explain(network, sentence, Target.All)).ToArray();
        Assert.All(explanations, explanation => Assert.Equal(method.IsSigned, explanation.Provenance.IsSigned));
        Assert.Equal(method.IsSigned, explanations.SelectMany(explanation => explanation.Relevances).Any(r => r < 0));
    }
}
