namespace LrpFunctional.Tests.Cli;

/// <summary>A command that is to be run.</summary>
/// <param name="Input">Its standard input.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CommandCall(string Input, string[] Arguments);

/// <summary>What came of it.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CommandAnswer(int ExitCode, string Output, string Error);
