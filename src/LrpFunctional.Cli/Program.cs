using System.CommandLine;
using LrpFunctional;
using LrpFunctional.Cli;
using LrpFunctional.Cli.Commands;

var root = new RootCommand("Explains the predictions of recurrent networks: how much each word spoke for or against a class.")
{
    ExplainCommand.Create(),
    PredictCommand.Create(),
    InfoCommand.Create(),
    ConvertCommand.Create(),
};
Examples.AddToHelp(root);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine($"lrp: {string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
    Console.Error.WriteLine("lrp: see lrp --help, or lrp COMMAND --help");
    return ExitCode.UserFault;
}

try
{
    // After Ctrl-C, time for the batch in work to end and the unfinished file to be removed.
    var patience = TimeSpan.FromSeconds(2);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience });
}
catch (FaultException exception)
{
    foreach (var fault in exception.Faults) Console.Error.WriteLine($"lrp: {fault}");
    return ExitCode.UserFault;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("lrp: interrupted; no file is left unfinished");
    return ExitCode.Interrupted;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"lrp: the output cannot be written: {exception.Message}");
    return ExitCode.OurFault;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"lrp: this should not have happened, please report it: {exception}");
    return ExitCode.OurFault;
}
