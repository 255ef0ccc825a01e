namespace LrpFunctional.Tests.Web;

/// <summary>One server of the default model for all the tests of a class.</summary>
public sealed class UsualServer : IAsyncLifetime
{
    internal LrpServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await LrpServer.Start("--max-requests-per-second", "100000");

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
