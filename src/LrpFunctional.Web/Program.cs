using System.CommandLine;
using LrpFunctional;
using LrpFunctional.Cli;
using LrpFunctional.Web.Serving;
using LrpFunctional.Web.Tools;

// lrp starts this program, and has said already what is wrong with the arguments.
var root = new RootCommand("The servers of lrp.") { ServeAction.Create(), McpAction.Create() };
try
{
    var configuration = new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
    var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    return await parsed.InvokeAsync(configuration);
}
catch (FaultException exception)
{
    foreach (var line in Fault.Lines(exception.Faults))
        Messages.Line($"lrp: {line}");
    return ExitCode.UserFault;
}
