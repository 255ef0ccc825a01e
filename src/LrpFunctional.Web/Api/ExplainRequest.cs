using System.Collections.Immutable;
using System.ComponentModel;

namespace LrpFunctional.Web.Api;

/// <summary>What is to be explained, and by what; what is left out is as usual.</summary>
/// <param name="Text">A text.</param>
/// <param name="Texts">Several texts.</param>
/// <param name="Sequences">Sequences of numbers, for a model that reads numbers: steps, and the numbers of each.</param>
/// <param name="Static">The static features of each sequence, where the model reads such.</param>
/// <param name="Method">A method.</param>
/// <param name="Methods">Several methods.</param>
/// <param name="Target">What is explained.</param>
/// <param name="Quantity">What of the class is explained.</param>
/// <param name="Preset">All rules of LRP by one name.</param>
/// <param name="Rule">The rule of sums.</param>
/// <param name="Product">The rule of products.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="BiasFactor">δ.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Alpha">α.</param>
internal sealed record ExplainRequest(
    [property: Description("A text")] string? Text = null,
    [property: Description("Several texts, in place of one")] ImmutableArray<string>? Texts = null,
    [property: Description("For a model that reads numbers, in place of texts: sequences of steps of numbers")]
        ImmutableArray<ImmutableArray<ImmutableArray<double>>>? Sequences = null,
    [property: Description("The static features of each sequence, where the model reads such")]
        ImmutableArray<ImmutableArray<double>>? Static = null,
    [property: Description("A method of those that the model has [lrp]")] string? Method = null,
    [property: Description("Several methods, in place of one")] ImmutableArray<string>? Methods = null,
    [property: Description("predicted, second, all, a class from 0, or a contrast such as 3-1 [predicted]")]
        string? Target = null,
    [property: Description("What of the class is explained: score, probability, log-odds [score]")]
        string? Quantity = null,
    [property: Description("All rules of LRP by one name, in place of rule and product [lrp-all]")]
        string? Preset = null,
    [property: Description("How LRP shares out the relevance of a sum [epsilon]")] string? Rule = null,
    [property: Description("How LRP shares out the relevance of gate times signal [all]")] string? Product = null,
    [property: Description("ε, the stabilizer of LRP [0.001]")] double? Epsilon = null,
    [property: Description("δ, the share of bias and stabilizer that is spread over the words [the preset's, or 0]")]
        double? BiasFactor = null,
    [property: Description("γ of the rules gamma and gamma-positive [0.25]")] double? Gamma = null,
    [property: Description("α of the rule alpha-beta [1]")] double? Alpha = null
);
