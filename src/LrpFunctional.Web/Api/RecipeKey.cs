namespace LrpFunctional.Web.Api;

/// <summary>What two requests have in common that can be explained together.</summary>
internal readonly record struct RecipeKey(
    string Methods,
    string Target,
    string? Quantity,
    string? Preset,
    string? Rule,
    string? Product,
    double? Epsilon,
    double? BiasFactor,
    double? Gamma,
    double? Alpha
);
