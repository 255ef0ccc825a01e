using System.Text;
using LrpFunctional.Formats;

namespace LrpFunctional.Cli;

/// <summary>Standard output where there is none: writing fails.</summary>
internal sealed class ClosedOutput : TextWriter
{
    public override Encoding Encoding => Edge.Utf8;

    public override void Write(char value) => throw new FaultException(StandardFile.NoOutput);
}
