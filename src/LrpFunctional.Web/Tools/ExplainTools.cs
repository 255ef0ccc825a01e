using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Web.Api;
using LrpFunctional.Web.Serving;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace LrpFunctional.Web.Tools;

/// <summary>The API as tools of the Model Context Protocol.</summary>
internal sealed class ExplainTools(Served served, Limits limits)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Explanations of texts.</summary>
    [McpServerTool(Name = "explain", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("How much each word of texts spoke for (positive) or against (negative) a class of the model")]
    public string Explain(
        [Description("The texts")] string[] texts,
        [Description("Methods of those that the tool model names [lrp]")] string[]? methods = null,
        [Description("predicted, second, all, a class from 0, or a contrast such as 3-1 [predicted]")]
            string? target = null,
        [Description("What of the class is explained: score, probability, log-odds [score]")] string? quantity = null,
        [Description("All rules of LRP by one name")] string? preset = null,
        [Description("How LRP shares out sums, in place of a preset")] string? rule = null,
        [Description("How LRP shares out products, in place of a preset")] string? product = null,
        [Description("ε of LRP")] double? epsilon = null,
        [Description("δ of LRP")] double? biasFactor = null,
        [Description("γ of the rules gamma and gamma-positive")] double? gamma = null,
        [Description("α of the rule alpha-beta")] double? alpha = null,
        CancellationToken cancellation = default
    ) =>
        Asked(
            new ExplainRequest(
                Texts: [.. texts],
                Methods: methods is null ? null : [.. methods],
                Target: target,
                Quantity: quantity,
                Preset: preset,
                Rule: rule,
                Product: product,
                Epsilon: epsilon,
                BiasFactor: biasFactor,
                Gamma: gamma,
                Alpha: alpha
            ),
            job =>
                Pipelines.Explain(
                    job.Recipe.Methods,
                    served.Network,
                    job.Sentences,
                    job.Recipe.Target,
                    null,
                    job.Cancellation
                ),
            found => Answers.Of(served, found),
            cancellation
        );

    /// <summary>Predictions of texts.</summary>
    [McpServerTool(Name = "predict", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("What the model says of texts: its class, and the score and probability of each")]
    public string Predict([Description("The texts")] string[] texts, CancellationToken cancellation = default) =>
        Asked(
            new ExplainRequest(Texts: [.. texts]),
            job =>
                served
                    .Network.Predict(job.Sentences, null, job.Cancellation)
                    .Select(prediction => ImmutableArray.Create(prediction)),
            found =>
                found
                    .SelectMany(ofText => ofText)
                    .Select(prediction => new
                    {
                        prediction.Class,
                        Name = served.Naming.Predicted(prediction),
                        prediction.Scores,
                        Probabilities = Answers.Probabilities(served, prediction),
                    }),
            cancellation
        );

    /// <summary>The model.</summary>
    [McpServerTool(Name = "model", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Which model it is: its classes and layers, and the methods, presets and rules that explain accepts")]
    public string Model() => JsonSerializer.Serialize(ModelAnswer.Of(served, limits), Layout);

    private string Asked<T>(
        ExplainRequest request,
        Func<Job, IEnumerable<ImmutableArray<T>>> work,
        Func<ImmutableArray<ImmutableArray<T>>, object> answer,
        CancellationToken cancellation
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(limits.Seconds));
        try
        {
            var job = Inputs
                .TooLarge(request, limits)
                .Match(fault => throw new FaultException(fault), () => Read(request, late.Token).OrThrow());
            return Inputs
                .TooLong(job.Recipe, job.Sentences, limits)
                .Match(
                    fault => throw new FaultException(fault),
                    () => JsonSerializer.Serialize(answer([.. Edge.Supported("methods", work(job))]), Layout)
                );
        }
        catch (FaultException exception)
        {
            throw new McpException(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new McpException($"it is not done after {limits.Seconds} s; send less, or choose another method");
        }
    }

    private Validation<Fault, Job> Read(ExplainRequest request, CancellationToken cancellation) =>
        (Recipe.Of(request, served), Inputs.Read(request, served)).Apply(
            (recipe, sentences) => new Job(recipe, sentences, cancellation)
        );
}
