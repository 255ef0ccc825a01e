using System.Collections.Immutable;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LrpFunctional.Web.Api;

/// <summary>The paths of the API.</summary>
internal sealed class Endpoints(Served served, Limits limits, Batches batches, JsonSerializerOptions options)
{
    private const string Csv = "text/csv";
    private const string Svg = "image/svg+xml";

    /// <summary>Adds them.</summary>
    public void AddTo(IEndpointRouteBuilder routes)
    {
        // By its type it could be a plain request delegate, too, which has no description.
        Delegate explain = (HttpContext http) => Answer(http, found => Explained(http.Request, found));
        routes
            .MapPost("/api/explain", explain)
            .Accepts<ExplainRequest>(MediaTypeNames.Application.Json)
            .Produces<ExplainAnswer>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Csv)
            .WithSummary("How much each word, or step, spoke for or against a class");
        routes
            .MapPost(
                "/api/heatmap",
                (HttpContext http, string form = "html") => Answer(http, found => Drawn(form, found))
            )
            .Accepts<ExplainRequest>(MediaTypeNames.Application.Json)
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Html, Svg)
            .WithSummary("The same as a page or a picture: form=html or form=svg");
        var model = ModelAnswer.Of(served, limits);
        routes.MapGet("/api/model", () => model).WithSummary("What model is served, and what may be asked of it");
        routes.MapGet("/health", () => "ok").WithSummary("Whether the server is there");
    }

    private async Task<IResult> Answer(
        HttpContext http,
        Func<ImmutableArray<ImmutableArray<Explanation>>, IResult> answer
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        late.CancelAfter(TimeSpan.FromSeconds(limits.Seconds));
        try
        {
            if (!http.Request.HasJsonContentType())
            {
                return Problems.Of(
                    StatusCodes.Status415UnsupportedMediaType,
                    new Fault("Content-Type", "it is not application/json", "send JSON, and say so")
                );
            }

            var request = await Json.Read(http.Request, options, late.Token);
            return await request.Match(
                said => Answer(said, answer, late.Token),
                faults => Task.FromResult(Malformed(faults))
            );
        }
        catch (FaultException exception)
        {
            return Malformed(exception.Faults);
        }
        catch (BadHttpRequestException exception)
        {
            return Problems.Of(
                exception.StatusCode,
                new Fault("body", exception.Message, "send less at a time, and without pauses")
            );
        }
        catch (OperationCanceledException)
        {
            return Problems.TooLate(limits.Seconds);
        }
    }

    private async Task<IResult> Answer(
        ExplainRequest request,
        Func<ImmutableArray<ImmutableArray<Explanation>>, IResult> answer,
        CancellationToken cancellation
    )
    {
        var large = Inputs.TooLarge(request, limits);
        if (large.IsSome)
            return TooLarge(large);
        var asked = (Recipe.Of(request, served), Inputs.Read(request, served)).Apply(
            (recipe, sentences) => new Job(recipe, sentences, cancellation)
        );
        return await asked.Match(
            async job =>
                Inputs.TooLong(job.Recipe, job.Sentences, limits) is { IsSome: true } tooLong ? TooLarge(tooLong)
                : await batches.Explain(job) is { } found ? Finite(found, answer)
                : Problems.Busy(),
            faults => Task.FromResult(Malformed(faults))
        );
    }

    private IResult Explained(HttpRequest request, ImmutableArray<ImmutableArray<Explanation>> found) =>
        WantsCsv(request)
            ? Results.Text(Answers.Csv(served, found), Csv, Encoding.UTF8)
            : Results.Json(Answers.Of(served, found), options);

    private IResult Drawn(string form, ImmutableArray<ImmutableArray<Explanation>> found) =>
        form switch
        {
            "html" => File(HtmlPage.Of(Answers.Heatmaps(served, found)), MediaTypeNames.Text.Html, "heatmap.html"),
            "svg" => File(SvgHeatmap.Of(Answers.Heatmaps(served, found)), Svg, "heatmap.svg"),
            _ => Problems.Of(
                StatusCodes.Status400BadRequest,
                new Fault("form", $"it is \"{form}\", where html or svg is expected", "choose one of them")
            ),
        };

    // To be kept, not to be shown as a page of this server.
    private static IResult File(string text, string type, string name) =>
        Results.File(Encoding.UTF8.GetBytes(text), $"{type}; charset=utf-8", name);

    private static IResult Finite(
        ImmutableArray<ImmutableArray<Explanation>> found,
        Func<ImmutableArray<ImmutableArray<Explanation>>, IResult> answer
    ) =>
        found
            .SelectMany((ofText, at) => ofText.Select(one => Finiteness.Of($"text {at + 1}", Precision.Bits64, one)))
            .Somes()
            .ToImmutableArray()
            is { IsEmpty: false } broken
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, broken)
            : answer(found);

    private static bool WantsCsv(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .Accept.OrderByDescending(accepted => accepted.Quality ?? 1)
            .FirstOrDefault(accepted => accepted.MediaType == Csv || accepted.MediaType == "application/json")
            ?.MediaType == Csv;

    private static IResult Malformed(IEnumerable<Fault> faults) =>
        Problems.Of(StatusCodes.Status400BadRequest, [.. faults]);

    private static IResult TooLarge(Option<Fault> fault) =>
        Problems.Of(StatusCodes.Status413PayloadTooLarge, [.. fault]);
}
