using LrpFunctional.Cli;
using Microsoft.Extensions.Logging;

namespace LrpFunctional.Web.Serving;

/// <summary>What ASP.NET has to say, as lines on standard error like those of every command.</summary>
internal sealed class MessagesLog : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void Dispose() { }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
            Messages.Line($"lrp: {formatter(state, exception)}{(exception is null ? "" : $": {exception}")}");
    }
}
