using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Cli;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Web.Serving;

namespace LrpFunctional.Web.Api;

/// <summary>By what a request is explained.</summary>
/// <param name="Key">Equal where the rest is.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Target">The target.</param>
internal sealed record Recipe(RecipeKey Key, ImmutableArray<Method> Methods, Target Target)
{
    private const string OfMethods = "methods";
    private const string OfTarget = "target";

    /// <summary>Two are equal when their keys are.</summary>
    public bool Equals(Recipe? other) => other is not null && Key == other.Key;

    /// <summary>A hash over the key.</summary>
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>What a request asks for, or every fault in it.</summary>
    public static Validation<Fault, Recipe> Of(ExplainRequest request, Served served)
    {
        var target = request.Target ?? Target.Predicted.Name;
        return (
            Names(request, served),
            TargetOf(target, served).Bind(aim => QuantityOf(request, served, target, aim)),
            LrpRules.Of(request)
        ).Apply(
            (names, aim, rules) =>
                new Recipe(
                    new RecipeKey(
                        string.Join(' ', names),
                        aim.Name,
                        request.Quantity,
                        request.Preset,
                        request.Rule,
                        request.Product,
                        request.Epsilon,
                        request.BiasFactor,
                        request.Gamma,
                        request.Alpha
                    ),
                    [
                        .. names.Select(name =>
                            name == Lrp.Default.Name
                                ? Lrp.With(rules)
                                : served.Methods.Single(method => method.Name == name)
                        ),
                    ],
                    aim
                )
        );
    }

    private static Validation<Fault, ImmutableArray<string>> Names(ExplainRequest request, Served served)
    {
        if (request.Method is not null && request.Methods is not null)
            return new Fault("method", "methods is given, too", "leave one out");
        ImmutableArray<string> names = request.Methods is { } several
            ? [.. several.Distinct()]
            : [request.Method ?? Lrp.Default.Name];
        var known = served.Methods.Select(method => method.Name).ToImmutableArray();
        var unknown = names.Except(known).ToArray();
        return names.IsEmpty ? new Fault(OfMethods, "there is none", "name one, or leave it out for lrp")
            : unknown.Length > 0
                ? new Fault(
                    OfMethods,
                    $"\"{unknown[0]}\" is no method that this model has",
                    $"name some of {string.Join(", ", known)}"
                )
            : names.Contains(Lrp.Default.Name) || LrpRules.Named(request) is not { } idle ? names
            : new Fault(idle, $"it says nothing about {string.Join(", ", names)}, but about lrp", "leave it out");
    }

    private static Validation<Fault, Target> QuantityOf(
        ExplainRequest request,
        Served served,
        string name,
        Target target
    ) => NamedQuantity.Of("quantity", request.Quantity ?? NamedQuantity.Score, served.Model, name, target);

    private static Validation<Fault, Target> TargetOf(string name, Served served) =>
        name.Split('-').Contains(Target.Label.Name)
            ? new Fault(OfTarget, "it is the label, and texts of a request have none", "name a class by its number")
            : Target.Parse(OfTarget, name, served.Network.Classes.Length);
}
