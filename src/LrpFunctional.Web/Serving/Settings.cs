using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using LanguageExt;
using LrpFunctional.Cli.Commands;

namespace LrpFunctional.Web.Serving;

/// <summary>Where a server listens, and how much it takes.</summary>
/// <param name="Address">The address that is listened on.</param>
/// <param name="Port">The port; 0 is any that is free.</param>
/// <param name="AllowedHosts">What a request may call this machine.</param>
/// <param name="Limits">How much a request may ask for.</param>
/// <param name="RequestsPerSecond">Requests that one address may make in a second.</param>
/// <param name="Grace">Seconds that requests at work have to end.</param>
internal sealed record Settings(
    IPAddress Address,
    int Port,
    ImmutableArray<string> AllowedHosts,
    Limits Limits,
    int RequestsPerSecond,
    int Grace
)
{
    private const string Loopback = "localhost";
    private static readonly ImmutableArray<string> Own = [Loopback, "127.0.0.1", "[::1]"];

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Settings? other) =>
        other is not null
        && Address.Equals(other.Address)
        && (Port, Limits, RequestsPerSecond, Grace) == (other.Port, other.Limits, other.RequestsPerSecond, other.Grace)
        && AllowedHosts.SequenceEqual(other.AllowedHosts);

    /// <summary>A hash over address and port.</summary>
    public override int GetHashCode() => HashCode.Combine(Address, Port);

    /// <summary>What the options say, or every fault in it.</summary>
    public static Validation<Fault, Settings> Read(ParseResult parsed, ServeOptions options)
    {
        var host = parsed.GetRequiredValue(options.Host);
        return (
            AddressOf(options.Host.Name, host),
            Limits.Whole(parsed, options.Port, 0, ushort.MaxValue),
            Limits.Read(parsed, options.Most),
            Limits.Whole(parsed, options.MaxRequestsPerSecond, 1, 1_000_000),
            Limits.Whole(parsed, options.Grace, 0, ServeOptions.MostGrace)
        ).Apply(
            (address, port, limits, requests, grace) =>
                new Settings(
                    address,
                    port,
                    [.. Own, InUrls(host, address), .. parsed.GetValue(options.AllowedHost) ?? []],
                    limits,
                    requests,
                    grace
                )
        );
    }

    private static Validation<Fault, IPAddress> AddressOf(string option, string host) =>
        host == Loopback ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : new Fault(
            option,
            $"it is \"{host}\", where an address of this machine such as 127.0.0.1 or localhost is expected",
            "give the address, and the name that requests use by --allowed-host"
        );

    private static string InUrls(string host, IPAddress address) =>
        host == Loopback ? host
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]"
        : $"{address}";
}
