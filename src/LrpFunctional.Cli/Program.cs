using System.CommandLine;
using LrpFunctional;
using LrpFunctional.Cli;
using LrpFunctional.Cli.Commands;
using LrpFunctional.Formats;

var root = new RootCommand(
    "Explains the predictions of recurrent networks: how much each word spoke for or against a class."
)
{
    ExplainCommand.Create(),
    ShowCommand.Create(),
    ReportCommand.Create(),
    PredictCommand.Create(),
    MergeCommand.Create(),
    InfoCommand.Create(),
    ConvertCommand.Create(),
    VerifyCommand.Create(),
    CompareCommand.Create(),
    SweepCommand.Create(),
    InteractionsCommand.Create(),
    EvaluateCommand.Create(),
    CheckCommand.Create(),
    DiffCommand.Create(),
    TrainCommand.Create(),
    ServeCommand.Create(),
    McpCommand.Create(),
};
Examples.AddToHelp(root);
if (!StandardFile.Output.IsGiven)
    Console.SetOut(new ClosedOutput());

// Text that begins with @ is text, not a file of arguments.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Messages.Line(
            $"lrp: {string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}"
        );
    Messages.Line("lrp: see lrp --help, or lrp COMMAND --help");
    return ExitCode.UserFault;
}

using var interruption = new Interruption(ServeCommand.Patience(parsed));
try
{
    var configuration = new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
    return await interruption.Of(parsed.InvokeAsync(configuration, interruption.Token));
}
catch (FaultException exception)
{
    foreach (var line in Fault.Lines(exception.Faults))
        Messages.Line($"lrp: {line}");
    return ExitCode.UserFault;
}
catch (OperationCanceledException)
{
    Messages.Line("lrp: interrupted; no file is left unfinished");
    return interruption.ExitCode;
}
catch (IOException exception) when (exception.HResult == ExitCode.BrokenPipeError)
{
    return ExitCode.ReaderGone;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Messages.Line($"lrp: the output cannot be written: {exception.Message}");
    return ExitCode.OurFault;
}
catch (OutOfMemoryException)
{
    Messages.Line("lrp: there is not enough memory; give it more, or use fewer --threads and shorter sentences");
    return ExitCode.OurFault;
}
catch (Exception exception)
{
    Messages.Line("lrp: this should not have happened, please report it:");
    foreach (var line in $"{exception}".Split('\n'))
        Messages.Line(line.TrimEnd('\r'));
    return ExitCode.OurFault;
}
