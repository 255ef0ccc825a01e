using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using Microsoft.AspNetCore.Http;

namespace LrpFunctional.Web.Api;

/// <summary>How requests are read and answers written.</summary>
internal static class Json
{
    /// <summary>Names in camel case; what nobody knows, or is said twice, is refused.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
    }

    /// <summary>The request, or what is wrong with it.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, or too slow.</exception>
    public static async Task<Validation<Fault, ExplainRequest>> Read(
        HttpRequest request,
        JsonSerializerOptions options,
        CancellationToken cancellation
    )
    {
        try
        {
            return
                await JsonSerializer.DeserializeAsync<ExplainRequest>(request.Body, options, cancellation) is { } said
                ? said
                : new Fault("body", "it is null", "send an object");
        }
        catch (JsonException exception)
        {
            return new Fault(
                exception.Path is null or "$" ? "body" : $"body, {exception.Path}",
                $"it is no such JSON as is expected, in line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}",
                "send an object as /openapi/v1.json describes it, for example {\"text\": \"good\"}"
            );
        }
    }
}
