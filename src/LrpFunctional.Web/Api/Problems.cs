using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LrpFunctional.Web.Api;

/// <summary>Faults as problem+json (RFC 9457): place, problem and remedy of each.</summary>
internal static class Problems
{
    private const int Most = 20;

    /// <summary>The answer.</summary>
    public static IResult Of(int status, params ImmutableArray<Fault> faults) =>
        Results.Problem(
            new ProblemDetails
            {
                Status = status,
                Detail = $"{faults[0]}",
                Extensions =
                {
                    ["faults"] = faults
                        .Take(Most)
                        .Select(fault => new
                        {
                            where = fault.Where,
                            problem = fault.Problem,
                            remedy = fault.Remedy,
                        }),
                },
            }
        );

    /// <summary>It took too long.</summary>
    public static IResult TooLate(int seconds) =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            new Fault(
                "request",
                $"it is not done after {seconds} s",
                "send less, choose another method, or start the server with a larger --max-seconds"
            )
        );

    /// <summary>Too many wait.</summary>
    public static IResult Busy() =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            new Fault("request", "too many others wait", "try again in a second")
        );

    /// <summary>One address asks too often.</summary>
    public static IResult TooMany(int perSecond) =>
        Of(
            StatusCodes.Status429TooManyRequests,
            new Fault(
                "request",
                $"this address makes more than {perSecond} in a second",
                "wait a second, or start the server with a larger --max-requests-per-second"
            )
        );
}
