using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using LrpFunctional.Web.Api;
using LrpFunctional.Web.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LrpFunctional.Web.Serving;

/// <summary>The server; what is not said here, such as variables of the environment, configures nothing.</summary>
internal static class WebServer
{
    private const int MostConnections = 1_000;
    private const int MostHeaderBytes = 16 * 1024;
    private const double SlowestBytesPerSecond = 240;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(10);

    /// <summary>The server, which does not listen yet.</summary>
    public static WebApplication Of(Served served, Settings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, served, settings));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new MessagesLog());
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi();
        builder.Services.Configure<JsonOptions>(json => Json.Configure(json.SerializerOptions));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Grace));
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = [.. settings.AllowedHosts]);
        builder.Services.AddRateLimiter(rates => Configure(rates, settings.RequestsPerSecond));
        builder.Services.AddSingleton(served).AddSingleton<Batches>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Batches>());
        var app = builder.Build();
        app.Use(
            (http, next) =>
            {
                Headers.Set(http.Response.Headers);
                return next(http);
            }
        );
        app.UseHostFiltering();
        app.UseRouting();
        app.UseRateLimiter();
        new Endpoints(
            served,
            settings.Limits,
            app.Services.GetRequiredService<Batches>(),
            app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions
        ).AddTo(app);
        app.MapOpenApi();
        PageFiles.AddTo(app);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, Served served, Settings settings)
    {
        var limits = kestrel.Limits;
        kestrel.AddServerHeader = false;
        limits.MaxRequestBodySize = settings.Limits.Body(served.Network.InputSize);
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
        limits.RequestHeadersTimeout = HeaderPatience;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytesPerSecond, Grace);
        limits.MinResponseDataRate = new MinDataRate(SlowestBytesPerSecond, Grace);
        kestrel.Listen(settings.Address, settings.Port);
    }

    private static void Configure(RateLimiterOptions rates, int perSecond)
    {
        rates.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(http =>
            http.Request.Path.StartsWithSegments("/api")
                ? RateLimitPartition.GetTokenBucketLimiter(
                    http.Connection.RemoteIpAddress ?? IPAddress.None,
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = perSecond,
                        TokensPerPeriod = perSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    }
                )
                : RateLimitPartition.GetNoLimiter(IPAddress.None)
        );
        rates.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
            await Problems.TooMany(perSecond).ExecuteAsync(context.HttpContext);
        };
    }
}
